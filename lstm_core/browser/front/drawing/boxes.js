// The boxes of the drawing: each a group that has a name, takes the focus, and chooses its stage.

import { shape } from "../elements.js";
import { cursor } from "../place.js";
import { CURVES, curve } from "./curve.js";
import { adjust, holdable } from "./hold.js";
import { widthOf } from "./measures.js";
import { walk } from "./walk.js";

const GREY = "#808A93";
const SIGNED = new Set(["C_prev", "C", "C_tilde", "tanh_C", "h", "h_prev", "x"]);
const QUANTITY = { C_prev: "C", h_prev: "h", tanh_C: "C" }; // ... whose colour they have
const LOW = 1.7; // lines of text: a box that is lower has one
export const GATES = ["f", "i", "C_tilde", "o"]; // from left to right
const go = (change) => cursor.move(change, { atOnce: true });

function group(drawing, cell, name) {
  const stage = drawing.data.stages.includes(name);
  const gate = drawing.data.editable && GATES.includes(name);
  const role = stage ? "button" : "img"; // a gate that can be held is a slider: see values.js
  const made = shape(cell.g, "g", {
    tabindex: -1, "data-name": name, "data-at": `${cell.k}/${name}`, role,
  });
  if (gate) made.dataset.gate = "";
  const choose = () => go({ t: cell.t, stage: name });
  if (stage) {
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the keys stay free
    made.addEventListener("click", choose);
  }
  made.addEventListener("keydown", (event) => {
    if (gate && adjust(drawing, cell, name, event.key)) { // it has become another value
      event.preventDefault();
      event.stopPropagation();
    } else {
      pressed(drawing, event, stage && choose);
    }
  });
  return made;
}

function pressed(drawing, event, choose) {
  const { key, currentTarget } = event;
  const by = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (by) {
    const unit = drawing.place.unit + by;
    if (drawing.data.units.includes(unit)) go({ unit });
  } else if (choose && (key === "Enter" || key === " ")) {
    choose();
  } else if (!walk(drawing, currentTarget, key)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

// What a finger hits, at least this large in pixels, where the box may be smaller.
const THUMB = 44;
function hit(g, { x, y, w, h }) {
  const [width, height] = [Math.max(THUMB, w), Math.max(THUMB, h)];
  const at = { x: x - (width - w) / 2, y: y - (height - h) / 2, width, height };
  shape(g, "rect", { class: "hit", fill: "none", ...at });
}

// The line round a box, `by` pixels outside it, that shows where one is.
function here(g, { x, y, w, h }, by = 3) {
  shape(g, "rect", {
    class: "here", x: x - by, y: y - by, width: w + 2 * by, height: h + 2 * by, rx: 8,
  });
}

const area = ({ x, y, w, h }) => ({ x, y, width: w, height: h });

// One quantity in its box: its symbol, its value, how much of the box that fills, and for sigma or
// tanh the curve on which it stands.
export function box(drawing, cell, name, at, look) {
  const { data } = drawing;
  const [symbol, colour] = data.quantities[name.replace("_prev", "")];
  const g = group(drawing, cell, name);
  if (data.stages.includes(name)) hit(g, at);
  shape(g, "rect", { class: "frame", ...area(at), rx: 6, stroke: colour });
  const { text, plot, units, lone } = divide(data, name, at, look);
  const inner = plot ?? { x: at.x + 1.5, y: at.y + 1.5, w: at.w - 3, h: at.h - 3 };
  const signed = SIGNED.has(name);
  const level = shape(g, "rect", {
    class: "level", ...area(inner), height: signed ? inner.h / 2 : inner.h, fill: colour,
    opacity: 0.26, style: "transform-origin: 50% 100%",
  });
  const low = !plot && isOneLine(name, at.h, look); // the line of 0 would strike its text through
  if (signed && !low) {
    const middle = inner.y + inner.h / 2;
    shape(g, "line", { class: "zero", x1: inner.x, x2: inner.x + inner.w, y1: middle, y2: middle });
  }
  const hatch = shape(g, "rect", {
    ...area(inner), rx: 4, fill: "url(#hatch)", visibility: "hidden",
  });
  const part = { g, level, hatch, symbol, title: shape(g, "title") };
  part.cells = units ? column(data, g, units, colour, signed) : [];
  if (plot) {
    part.curve = curve(g, name, plot);
  }
  Object.assign(part, written(g, name, text, look));
  part.over = lone;
  if (plot && !lone && name !== "tanh_C") part.kind = kinds(g, name, { text, plot, look, part });
  here(g, at);
  cell.boxes[name] = part;
  if (data.editable && GATES.includes(name)) holdable(drawing, cell, name, part);
}

// What of a box is for its text, its curve and the strip of its units.
function divide(data, name, { x, y, w, h }, look) {
  const wide = data.units.length > 1 && w > 5.4 * look.small && w > 60 ? 11 : 0;
  const units = wide ? { x: x + w - wide - 3, y: y + 4, w: wide - 1, h: h - 8 } : null;
  const room = w - wide - (wide ? 6 : 0);
  const tall = 2 * look.row + 2;
  const text = { x: x + 5, y, w: room - 9, h };
  if (!CURVES[name]) return { text, units };
  const lone = h < LOW * look.row; // its text stands in one line
  const letters = lone ? widthOf("C00 ", look.symbol) : 0;
  const number = widthOf(look.large ? "−0.00" : "−0.000", look.value);
  const other = Object.keys(data.other_names).length ? " (c)" : ""; // what it is called elsewhere
  const symbol = data.backward ? widthOf(`∂L/∂C00${other}`, look.symbol) : 0;
  const beside = room - letters - Math.max(number, symbol) - 22;
  const aside = name !== "tanh_C" && beside > 40; // whose label takes the room
  if (h - tall < 26 || (aside && beside > 1.6 * h)) {
    if (!aside) { // behind the text, which has a line of its own
      const all = { x: x + 3, y: y + 3, w: room - 4, h: h - 6 };
      return lone && GATES.includes(name) ? { text, units, plot: all, lone } : { text, units };
    }
    const plot = { x: x + room - beside - 5, y: y + 5, w: beside, h: h - 10 };
    return { text: { ...text, w: room - beside - 14 }, plot, units };
  }
  const word = widthOf(CURVES[name], look.small) + 4 > (room - 8) / 2 ? look.small : 0;
  const low = tall + word; // a word that leaves the curve no corner stands above it
  const plot = { x: x + 4, y: y + low, w: room - 8, h: h - low - 4 };
  return { text: { ...text, h: tall }, plot, units };
}

const isOneLine = (name, h, { row, oneLine }) => h < LOW * row || (oneLine && !CURVES[name]);

// The symbol with what else it is called, the value below it or beside it, and the ghost's.
function written(g, name, { x, y, w, h }, look) {
  const { symbol, value: size, small, row } = look;
  const oneLine = isOneLine(name, h, look);
  const line = Math.min(row, (h - 3) / 2);
  const first = oneLine ? y + h / 2 + 0.36 * size : y + 0.95 * line;
  const style = `fill: var(--text-${QUANTITY[name] ?? name})`;
  const large = name === "tanh_C" && oneLine ? 0.8 * symbol : symbol;
  const label = shape(g, "text", { x, y: first, "font-size": large, class: "symbol", style });
  const value = shape(g, "text", {
    class: "value", x: oneLine ? x + w : x, y: oneLine ? first : y + 1.9 * line, "font-size": size,
    "text-anchor": oneLine ? "end" : "start",
  });
  const after = { class: "muted", x: x + w, y: first, "font-size": small, "text-anchor": "end" };
  const ghost = shape(g, "text", after);
  const room = oneLine ? w - 2.2 * large : w;
  return { label, value, ghost, big: size, room, wide: w, oneLine, size: large };
}

// Sigma or tanh: after the symbol where there is room, else in the corner that the curve leaves.
function kinds(g, name, { text, plot, look, part }) {
  const size = look.small;
  const beside = { x: text.x + text.w, y: part.label.getAttribute("y"), "text-anchor": "end" };
  const above = Math.min(plot.y, text.y + text.h);
  const corner = { x: plot.x + 1, y: above + 0.8 * size, "text-anchor": "start" };
  const word = CURVES[name];
  const made = shape(g, "text", { class: "muted", "font-size": size }, word);
  const need = widthOf(word, size) + 4;
  return (used) => {
    const place = part.oneLine || used + need > text.w ? corner : beside;
    for (const [key, value] of Object.entries(place)) made.setAttribute(key, value);
  };
}

// All units side by side, each a bar in its own cell; only where there are several, and few enough.
function column(data, g, { x, y, w, h }, colour, signed) {
  const high = h / data.units.length;
  return data.units.map((unit, k) => {
    const at = { x, y: y + k * high, width: w, height: Math.max(2, high - 1.5) };
    const frame = { class: "column", ...at, fill: "none", stroke: colour, "stroke-opacity": 0.5 };
    shape(g, "rect", frame);
    const bar = shape(g, "rect", {
      class: "level column", ...at, x: signed ? x + w / 2 : x, width: signed ? w / 2 : w,
      fill: colour, style: "transform-origin: 0 50%",
    });
    const mark = shape(g, "rect", {
      class: "column mark", x: x - 1.5, y: at.y - 1.5, width: w + 3, height: at.height + 3,
      visibility: "hidden",
    });
    return { bar, mark, unit };
  });
}

// z, where h and x are put together.
export function joined(drawing, cell, x, { bus, z, symbol }) {
  const g = group(drawing, cell, "z");
  const half = Math.max(z, 1.1 * symbol);
  const at = { x: x - half, y: bus - z, w: 2 * half, h: 2 * z };
  const stroke = drawing.data.quantities.z[1];
  hit(g, at);
  shape(g, "rect", { class: "frame", ...area(at), rx: 6, stroke });
  const label = shape(g, "text", {
    x, y: bus + 0.33 * symbol, class: "symbol", "text-anchor": "middle", "font-size": symbol,
  });
  here(g, at);
  cell.boxes.z = { g, label, symbol: "z", cells: [], title: shape(g, "title") };
}

// The inputs: each in its own place, with its name where it has one; as bare bars where they are
// many.
export function entering(drawing, cell, { x, w }, { x: row, small, value: size, symbol }) {
  const { data } = drawing;
  const { names } = data;
  const g = group(drawing, cell, "x");
  const at = { x, y: row.y, w, h: row.high };
  shape(g, "rect", { class: "frame", ...area(at), rx: 6, stroke: GREY });
  const base = row.y + row.high - (row.look === "above" ? 7 : (row.high - 0.72 * size) / 2);
  const label = shape(g, "text", { x: x + 6, y: base, class: "symbol", "font-size": symbol });
  const start = x + row.lead - 0.1 * symbol;
  const few = row.look !== "bars";
  const each = (w - row.lead) / names.length;
  const standing = { class: "value", x: x + 2.3 * symbol, y: base, "font-size": size };
  const step = row.labelled ? shape(g, "text", standing) : null;
  const rows = names.map((name, k) => {
    const from = start + k * each;
    if (!few) {
      return shape(g, "rect", {
        class: "level", x: from, y: row.y + 4, width: Math.max(1, each - 3),
        height: (row.high - 8) / (data.signed_x ? 2 : 1), fill: GREY,
        style: "transform-origin: 50% 100%",
      });
    }
    const beside = row.look === "beside" ? widthOf(name, small) + 6 : 0;
    if (row.look === "above" || beside) {
      const up = row.look === "above" ? row.y + 1.05 * small : base;
      shape(g, "text", { class: "muted", x: from, y: up, "font-size": small }, name);
    }
    const number = { class: "value", x: from + beside, y: base, "font-size": size };
    return shape(g, "text", number);
  });
  const hatch = shape(g, "rect", {
    x: start - 4, y: row.y + 2, width: w - row.lead, height: row.high - 4, rx: 4,
    fill: "url(#hatch)", visibility: "hidden",
  });
  here(g, at);
  const title = shape(g, "title");
  cell.boxes.x = { g, label, rows, few, step, hatch, symbol: "x", cells: [], title };
}

// A product on its line, without a box.
export function product(drawing, cell, name, { x, y, anchor }, { value: size }) {
  const g = group(drawing, cell, name);
  const value = shape(g, "text", {
    class: "value", x, y, "text-anchor": anchor, "font-size": size,
  });
  const wide = widthOf("≈−0.000", size);
  const left = anchor === "middle" ? x - wide / 2 : x;
  here(g, { x: left, y: y - size, w: wide, h: size + 5 });
  cell.boxes[name] = { g, value, cells: [], title: shape(g, "title") };
}
