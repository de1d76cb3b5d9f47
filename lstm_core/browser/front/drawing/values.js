// What of the drawing changes with the place: numbers, levels, points, lines, what is lit, what is
// read out.

import { shape } from "../elements.js";
import { number } from "./draft.js";
import { LEAST, widthOf } from "./measures.js";
import { Moment } from "./moment.js";
import { setStop } from "./walk.js";

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

// A bar of 0 keeps a hairline; a negative one turns over the line of 0.
function scale(value) {
  return Math.max(-1, Math.min(1, value)) || 0.001;
}

// Put the values of the drawing's place into its boxes and lines: cells side by side stand round
// the step in focus.
export function fill(drawing) {
  const { data, place, cells } = drawing;
  if (!data || !place || !cells?.length) return;
  const T = data.x.length;
  const now = Math.min(place.t, T);
  const first = Math.max(1, Math.min(now - 1, T - cells.length + 1));
  for (const cell of cells) {
    cell.t = cells.length > 1 ? first + cell.k : now;
    cell.frame.classList.toggle("now", cells.length > 1 && cell.t === now);
    fillCell(drawing, cell, new Moment(drawing, cell.t), cell.t === now);
  }
  setStop(drawing);
}

function fillCell({ data, place }, { boxes, lines }, moment, now) {
  for (const [name, part] of Object.entries(boxes)) {
    const said = moment.said(name);
    numbers(part, name, moment, said);
    levels(part, name, moment);
    const lit = moment.isLit(name) ? "" : "unlit";
    const chosen = now && name === place.stage ? "chosen" : "";
    const feeds = now && FEEDS[place.stage].includes(name) ? "feeds" : "";
    const held = moment.isHeld(name) ? "held" : "";
    const gate = part.curve && "gate" in part.g.dataset;
    const holdable = gate && !said.hidden;
    const over = part.over ? "over" : "";
    const classes = `${lit} ${chosen} ${feeds} ${held} ${over} ${holdable ? "holdable" : ""}`;
    part.g.setAttribute("class", classes);
    const words = moment.sentence(name, said);
    part.g.setAttribute("aria-label", words);
    part.g.setAttribute("aria-current", Boolean(chosen));
    if (gate) asSlider(part.g, holdable, name, moment);
    part.title.textContent = data.help[name] || moment.words(name, said);
  }
  inputs(boxes.x, moment);
  for (const line of lines) flow(line, moment, now);
}

// A gate is read out with its value and how far it goes; a hidden one is a button like any stage.
function asSlider(g, holdable, name, moment) {
  const low = name === "C_tilde" ? -1 : 0;
  const range = {
    orientation: "vertical", valuemin: low, valuemax: 1, valuenow: moment.number(name),
  };
  g.setAttribute("role", holdable ? "slider" : "button");
  for (const [key, value] of Object.entries(range)) {
    if (holdable) g.setAttribute(`aria-${key}`, value);
    else g.removeAttribute(`aria-${key}`);
  }
}

function numbers(part, name, moment, { text, hidden, about, ghost }) {
  const { value, room, big } = part;
  if (value) value.textContent = hidden ? "?" : about + text;
  if (room) {
    const fitting = room / widthOf(value.textContent, 1);
    value.setAttribute("font-size", Math.max(LEAST, Math.min(big, fitting)));
  }
  const t = name.endsWith("_prev") ? moment.t - 1 : moment.t;
  const shown = part.oneLine ? widthOf(value.textContent, big) + 6 : 0;
  const after = ghost ? widthOf(`(${ghost})`, 0.8 * big) + 3 : shown;
  const other = moment.otherName(name);
  if (part.label) entitle(part, moment.symbols(name, part.symbol), t, { after, other });
  if (part.ghost) beside(part, ghost);
  part.hatch?.setAttribute("visibility", hidden ? "visible" : "hidden");
}

// The first of these symbols that has room, with its time and its other name, before what stands
// after it.
function entitle({ label, wide, size, oneLine }, symbols, t, { after, other }) {
  const fits = (one) => !wide || widthOf(`${one}${t}${other}`, size) + after <= wide;
  subscript(label, symbols.find(fits) ?? symbols.at(other ? 0 : -1), t, other);
  if (!wide) return;
  const room = oneLine ? wide - after : wide; // what stands after it in two lines can be left out
  const fitting = room / widthOf(label.textContent, 1);
  label.setAttribute("font-size", Math.max(LEAST, Math.min(size, fitting)));
}

// After the symbol: the ghost's value; and sigma or tanh.
function beside(part, ghost) {
  const { wide, size, label } = part;
  const text = ghost ? `(${ghost})` : "";
  const used = widthOf(label.textContent, size);
  const font = Number(part.ghost.getAttribute("font-size"));
  const fits = !part.oneLine && used + widthOf(text, font) <= wide;
  part.ghost.textContent = fits ? text : "";
  part.kind?.(part.ghost.textContent ? wide : used);
}

function levels(part, name, moment) {
  const { backward } = moment.data;
  if (part.level) {
    const share = part.curve && backward ? 0 : moment.portion(name);
    part.level.style.transform = `scaleY(${scale(share)})`;
  }
  if (part.curve) {
    const value = moment.number(name);
    part.curve.move(value, moment.ghostNumber(name), moment.isHeld(name));
    part.curve.tilt(value, backward && !moment.isHeld(name));
  }
  part.cells.forEach(({ bar, mark, unit }, k) => {
    bar.style.transform = `scaleX(${scale(moment.portion(name, k))})`;
    mark.setAttribute("visibility", unit === moment.place.unit ? "visible" : "hidden");
  });
}

function inputs({ rows, few, step }, { data, t, inputs: texts }) {
  if (step) step.textContent = data.labels[t - 1];
  texts.forEach((shown, k) => {
    const part = scale(number(shown) / data.largest_x || 0);
    if (few) rows[k].textContent = shown;
    else rows[k].style.transform = `scaleY(${part})`;
  });
}

function flow({ path, from, to, value }, moment, now) {
  path.classList.toggle("feeds", now && to === moment.place.stage);
  path.classList.toggle("unlit", !moment.isLit(from));
  if (!value) return;
  const { open, hidden } = moment.carried(value);
  path.style.strokeWidth = hidden ? 2 : 1.2 + (moment.look.line - 1.2) * open;
  path.classList.toggle("closed", hidden || open < 0.02);
}

function subscript(label, symbol, index, other) {
  const both = `${symbol} ${index}${other}`;
  if (label.dataset.shown === both) return;
  label.dataset.shown = both;
  label.textContent = symbol;
  shape(label, "tspan", { "font-size": "76%", dy: "0.22em" }, `${index}`);
  if (other) shape(label, "tspan", { dy: "-0.167em" }, other);
}
