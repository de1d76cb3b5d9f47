// What of the drawing changes with the place: numbers, levels, lines, what is lit, what is read
// out.

import { shape } from "../elements.js";

const FEEDS = { // what each stage is made of
  z: ["h_prev", "x"],
  f: ["z"],
  i: ["z"],
  C_tilde: ["z"],
  o: ["z"],
  C: ["C_prev", "f", "i", "C_tilde"],
  tanh_C: ["C"],
  h: ["o", "tanh_C"],
};
const PRODUCTS = new Set(["kept", "written"]); // they belong to the stage of C
const MEMORY = new Set(["C", "C_prev", ...PRODUCTS]); // these may be larger than 1
const owner = (name) => (PRODUCTS.has(name) ? "C" : name);

const number = (text) => Number(text.replace("−", "-"));

// How much of its largest value this is, from -1 to 1; 0 where it is hidden.
function portion({ reach }, name, text) {
  const value = number(text);
  if (Number.isNaN(value)) return 0;
  return MEMORY.has(name) ? value / reach : value;
}

// A bar of 0 keeps a hairline; a negative one turns over the line of 0.
function scale(value) {
  return Math.max(-1, Math.min(1, value)) || 0.001;
}

// Put the values of the drawing's place into its boxes and lines.
export function fill(drawing) {
  const { data, place, boxes } = drawing;
  if (!data || !place || !boxes.f) return;
  const moment = new Moment(data, place);
  for (const [name, part] of Object.entries(boxes)) {
    const said = moment.said(name);
    numbers(part, name, moment, said);
    levels(part, name, moment);
    const lit = moment.isLit(name) ? "" : "unlit";
    const chosen = name === place.stage ? "chosen" : "";
    const feeds = FEEDS[place.stage].includes(name) ? "feeds" : "";
    part.g.setAttribute("class", `${lit} ${chosen} ${feeds}`);
    const words = moment.sentence(name, said);
    part.g.setAttribute("aria-label", words);
    part.title.textContent = data.help[name] || moment.words(name, said);
  }
  inputs(boxes.x, moment);
  for (const line of drawing.lines) flow(line, moment);
}

// The drawing's data at one place.
class Moment {
  constructor(data, place) {
    this.data = data;
    this.place = place;
    this.t = Math.min(place.t, data.x.length);
    this.row = Math.max(0, data.units.indexOf(place.unit));
  }

  // The value of a quantity as it is shown, of the unit in focus or that of the k-th row.
  value(name, k = this.row) {
    return this.data.values[name][this.t - 1][k];
  }

  get inputs() {
    return this.data.x[this.t - 1];
  }

  isLit(name) {
    const { data: { stages, values }, place } = this;
    if (place.hide !== "no") {
      if (!stages.includes(name) || name === "z") return true;
      return name in values && this.value(owner(name)) !== "?";
    }
    return place.grain !== "stage" || stages.indexOf(owner(name)) <= stages.indexOf(place.stage);
  }

  // What stands in a box: { text, hidden, about, ghost }, where "≈" says that the numbers shown do
  // not quite give the result shown, and the ghost's value is empty where it is the same.
  said(name) {
    const { data, t, row } = this;
    const text = name === "x" ? this.inputs.join("; ")
      : name === "z" ? data.sizes.join(" + ") : this.value(name);
    const hidden = text.includes("?");
    const about = data.rounded[name]?.[t - 1][row] ? "≈" : "";
    const other = data.ghost[name]?.[t - 1][row];
    return { text, hidden, about, ghost: other && other !== text && !hidden ? other : "" };
  }

  // What a screen reader says.
  sentence(name, said) {
    if (name !== "x" && name !== "z") return this.words(name, said);
    return `${this.data.words[name]}: ${this.spoken(name, said)}`;
  }

  words(name, said) {
    return this.data.label
      .replace("{name}", this.data.words[name])
      .replace("{unit}", this.place.unit)
      .replace("{value}", this.spoken(name, said));
  }

  spoken(name, { text, hidden, about, ghost }) {
    if (hidden) return this.data.hidden;
    if (name === "x") return this.data.names.map((x, k) => `${x} ${this.inputs[k]}`).join(", ");
    return about + text + (ghost ? `, ${this.data.ghost_name} ${ghost}` : "");
  }
}

function numbers(part, name, { t }, { text, hidden, about, ghost }) {
  const { value, room, big } = part;
  if (value) value.textContent = hidden ? "?" : about + text;
  if (room) {
    value.setAttribute("font-size", Math.min(big, room / (0.56 * value.textContent.length)));
  }
  if (part.ghost) part.ghost.textContent = ghost ? `(${ghost})` : "";
  if (part.label) subscript(part.label, part.symbol, name.endsWith("_prev") ? t - 1 : t);
  part.hatch?.setAttribute("visibility", hidden ? "visible" : "hidden");
}

function levels(part, name, moment) {
  const { data, place } = moment;
  if (part.level) {
    const value = scale(portion(data, name, moment.value(name)));
    part.level.style.transform = `scaleY(${value})`;
  }
  part.cells.forEach(({ bar, mark, unit }, k) => {
    bar.style.transform = `scaleX(${scale(portion(data, name, moment.value(name, k)))})`;
    mark.setAttribute("visibility", unit === place.unit ? "visible" : "hidden");
  });
}

function inputs({ rows, few }, { data, inputs: texts }) {
  texts.forEach((text, k) => {
    if (few) rows[k].textContent = text;
    else rows[k].style.transform = `scaleY(${scale(number(text) / data.largest_x || 0)})`;
  });
}

function flow({ path, from, to, value }, moment) {
  path.classList.toggle("feeds", to === moment.place.stage);
  path.classList.toggle("unlit", !moment.isLit(from));
  if (!value) return;
  const plain = value === "z" || value === "x"; // a line of its own width
  const hidden = !plain && moment.value(value) === "?";
  const share = () => Math.abs(portion(moment.data, value, moment.value(value)));
  const open = plain ? 0.2 : Math.min(1, share());
  path.style.strokeWidth = hidden ? 2 : 1.5 + 15 * open;
  path.classList.toggle("closed", hidden || open < 0.02);
}

function subscript(text, symbol, index) {
  if (text.dataset.index === `${index}`) return;
  text.dataset.index = index;
  text.textContent = symbol;
  const small = shape(text, "tspan", { "font-size": "68%", dy: 6 }, `${index}`);
  small.setAttribute("font-weight", 600);
}
