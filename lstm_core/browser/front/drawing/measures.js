// How large everything of the drawing is and where it stands, in CSS pixels: what fits into the
// room there is, with no text below its least size. No document here.

export const LEAST = 12; // of any text; an index is three quarters of it
const PAD = 4;
const OUT = 18; // for the arrows out of the cell
const WIDE = 0.54; // of a letter, as a part of its height

const NARROW = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀-₉.·,()/ ilI]/g; // letters of half that

export function widthOf(text, size) {
  return WIDE * size * (text.length - (text.match(NARROW)?.length ?? 0) / 2);
}

// The measures of cells side by side, each at a step of its own, in `width` by `height`.
// `screen` is the window's height, by which the type of a projector goes.
export function measure(asked) {
  const { width, height, large, cells, screen, names, labels, ghosts } = asked;
  const columns = 5 * cells + 1;
  const pitch = (width - PAD - OUT) / (columns - 0.2);
  const w = Math.round(Math.min(0.8 * pitch, large ? 190 : 150));
  const value = large
    ? Math.min(Math.max(0.031 * screen, 16), height / 11.9)
    : Math.max(LEAST, Math.min(0.055 * height, w / 4.4, 22));
  const small = Math.max(LEAST, (large ? 0.75 : 0.8) * value);
  const type = { value, small, symbol: Math.max(LEAST, 0.92 * value), row: 1.22 * value };
  const room = (cells > 1 ? 4 : 5) * pitch - 0.2 * pitch; // of the inputs
  const entry = inputsLook(type, names, labels, room);
  const result = widthOf(large ? "≈−0.00" : "≈−0.000", value);
  const both = widthOf("tanh C00", 0.8 * type.symbol) + result + (large ? 16 : 30);
  const look = { ...type, width, height, large, w, pitch, oneLine: !ghosts && w > both };
  return { ...look, ...rows(look, entry) };
}

// The heights: from above C, the gates, what they see, and x.
function rows({ value, small, row, height, w, oneLine }, entry) {
  const box = Math.round(oneLine ? 1.5 * row : 2 * row + 7); // of C and h
  const sign = Math.max(10, 0.62 * value); // radius of × and +
  const line = Math.max(9, 0.6 * value); // the width of a line that carries 1
  const rail = Math.max(3 + box / 2, line / 2 + value + 7);
  const x = { y: height - 2 - entry.high, ...entry };
  const z = 0.5 * row + 4; // half of its box
  const bus = x.y - z - 5;
  const gateBottom = bus - line / 2 - 1.35 * small;
  const free = gateBottom - rail - sign;
  const zone = Math.max(2 * sign + 1.25 * row + 12, 0.4 * free);
  const gate = Math.min(free - zone, 2 * row + w);
  const write = rail + sign + 0.58 * (gateBottom - gate - rail - sign - 2 * sign) + sign;
  return { box, sign, line, rail, x, z, bus, gate, middle: gateBottom - gate / 2, write };
}

// How the inputs are shown: "values", or "named" in one line or in two, or as "bars".
// Before them stands what their step stands for, where that leaves them half the room.
function inputsLook({ value, small, row, symbol }, names, labels, room) {
  const wide = Math.max(0, ...labels.map((label) => widthOf(label, value) + 10));
  const labelled = wide > 0 && wide < room / 2;
  const lead = 2.4 * symbol + (labelled ? wide : 0);
  const each = (room - lead) / names.length;
  const number = widthOf("−0.000", value) + 8;
  const one = { high: Math.round(row + 10), each, lead, labelled };
  const named = names.some(Boolean);
  if (number > each) return { ...one, look: "bars" };
  if (!named) return { ...one, look: "values" };
  const longest = Math.max(...names.map((name) => widthOf(name, small)));
  if (longest + number + 6 <= each) return { ...one, look: "beside" };
  if (longest > each - 6) return { ...one, look: "values" };
  return { ...one, high: Math.round(row + 1.15 * small + 8), look: "above" };
}
