// The boxes of the drawing: each a group that has a name, takes the focus, and chooses its stage.

import { shape } from "../elements.js";
import { cursor } from "../place.js";

const GREY = "#808A93";
const SIGNED = new Set(["C_prev", "C", "C_tilde", "tanh_C", "h", "h_prev", "x"]);
// ... whose colour they have
const QUANTITY = { C_prev: "C", h_prev: "h", tanh_C: "C" };
const go = (change) => cursor.move(change, { atOnce: true });

function group(drawing, name) {
  const stage = drawing.data.stages.includes(name);
  const role = stage ? "button" : "img";
  const made = shape(drawing.svg, "g", { tabindex: 0, "data-name": name, role });
  if (stage) {
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the keys stay free
    made.addEventListener("click", () => go({ stage: name }));
    made.addEventListener("focus", () => {
      if (made.matches(":focus-visible") && drawing.place.stage !== name) go({ stage: name });
    });
  }
  made.addEventListener("keydown", (event) => pressed(drawing, event, stage && name));
  return made;
}

function pressed(drawing, event, stage) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by) {
    const unit = drawing.place.unit + by;
    if (drawing.data.units.includes(unit)) go({ unit });
  } else if (stage && (event.key === "Enter" || event.key === " ")) {
    go({ stage });
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

// The line round a box, `by` units outside it, that shows where one is.
function here(g, x, y, width, height, by = 4) {
  shape(g, "rect", {
    class: "here", x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by, rx: 12,
  });
}

// One quantity in its box, h units high round (x, y): its symbol, its value, and how much of the
// box that fills.
export function box(drawing, name, x, y, look, h = look.high) {
  const { data } = drawing;
  const { w, label: small, value: big } = look;
  const [symbol, colour] = data.quantities[name.replace("_prev", "")];
  const g = group(drawing, name);
  const [left, top] = [x - w / 2, y - h / 2];
  const signed = SIGNED.has(name);
  shape(g, "rect", { class: "frame", x: left, y: top, width: w, height: h, rx: 9, stroke: colour });
  const level = shape(g, "rect", {
    class: "level", x: left + 2, y: top + 2, width: w - 4, height: signed ? h / 2 - 2 : h - 4,
    fill: colour, opacity: 0.26, style: "transform-origin: 50% 100%",
  });
  if (signed) {
    const line = { x1: left + 3, x2: left + w - 3, y1: y, y2: y };
    shape(g, "line", { class: "zero", ...line, opacity: 0.5 });
  }
  const hatch = shape(g, "rect", {
    x: left + 2, y: top + 2, width: w - 4, height: h - 4, rx: 8, fill: "url(#hatch)",
    visibility: "hidden",
  });
  const where = { x: left + w - 16, y: top + 5, width: 11, height: h - 10 };
  const cells = look.columns ? column(data, g, where, colour, signed) : [];
  const label = shape(g, "text", {
    x: left + 8, y: top + small + 1, "font-size": name === "tanh_C" ? 0.8 * small : small,
    "font-weight": 700, style: `fill: var(--text-${QUANTITY[name] ?? name})`,
  });
  const value = shape(g, "text", {
    class: "value", x: left + 8, y: top + h - 11, "font-size": big,
  });
  const inside = name !== "tanh_C"; // its label leaves no room beside it
  const ghost = shape(g, "text", {
    class: "muted", x: inside ? left + w - (cells.length ? 22 : 8) : left - 8,
    y: top + (inside ? 0.8 * small : look.high / 2 + 0.25 * big), "text-anchor": "end",
    "font-size": 0.7 * big,
  });
  const room = w - 14 - (cells.length ? 14 : 0);
  here(g, left, top, w, h);
  const title = shape(g, "title");
  drawing.boxes[name] = { g, level, cells, label, value, ghost, big, room, hatch, symbol, title };
}

// All units side by side, each a bar in its own cell; only where there are several, and few enough.
function column(data, g, { x, y, width, height }, colour, signed) {
  if (data.units.length < 2) return [];
  const high = height / data.units.length;
  return data.units.map((unit, k) => {
    const top = y + k * high;
    shape(g, "rect", {
      class: "column", x, y: top, width, height: high - 1.5, fill: "none", stroke: colour,
      "stroke-opacity": 0.5,
    });
    const bar = shape(g, "rect", {
      class: "level column", x: signed ? x + width / 2 : x, y: top,
      width: signed ? width / 2 : width, height: high - 1.5, fill: colour,
      style: "transform-origin: 0 50%",
    });
    const mark = shape(g, "rect", {
      class: "column", x: x - 2, y: top - 1.5, width: width + 4, height: high + 1.5, fill: "none",
      stroke: "currentColor", "stroke-width": 2, visibility: "hidden",
    });
    return { bar, mark, unit };
  });
}

// z, where h and x are put together.
export function joined(drawing, x, y, { label: size }) {
  const g = group(drawing, "z");
  const stroke = drawing.data.quantities.z[1];
  const frame = { x: x - 24, y: y - 24, width: 48, height: 48, rx: 9 };
  shape(g, "rect", { class: "frame", ...frame, stroke });
  const text = { "text-anchor": "middle", "font-size": size, "font-weight": 700 };
  const label = shape(g, "text", { x, y: y + 9, ...text });
  here(g, x - 24, y - 24, 48, 48);
  drawing.boxes.z = { g, label, symbol: "z", cells: [], title: shape(g, "title") };
}

// The inputs, w units wide: each in its own cell, by name where it has one; as bare bars where they
// are many.
export function entering(drawing, y, w, look) {
  const { label: size, value: big, small, most, large } = look;
  const { names, sizes } = drawing.data;
  const x = 12;
  const g = group(drawing, "x");
  const few = sizes[1] <= most;
  const named = names[0] !== "x1";
  shape(g, "rect", { class: "frame", x, y, width: w, height: 50, rx: 9, stroke: GREY });
  here(g, x, y, w, 50);
  const label = shape(g, "text", { x: x + 8, y: y + 33, "font-size": size, "font-weight": 700 });
  const start = 2.1 * size;
  const wide = Math.min((w - start - 8) / sizes[1], few ? 200 : 60);
  const rows = names.map((name, k) => {
    const from = x + start + k * wide;
    if (!few) {
      return shape(g, "rect", {
        class: "level", x: from, y: y + 3, width: wide - 3, height: 22, fill: GREY,
        style: "transform-origin: 50% 100%",
      });
    }
    if (!named) return shape(g, "text", { class: "value", x: from, y: y + 35, "font-size": big });
    const above = { class: "muted", x: from, y: y + (large ? 34 : 18), "font-size": small };
    shape(g, "text", above, name);
    const beside = large ? 0.55 * small * name.length + 8 : 0;
    const at = { x: from + beside, y: y + (large ? 39 : 45) };
    return shape(g, "text", { class: "value", ...at, "font-size": big });
  });
  const hatch = shape(g, "rect", {
    x: x + start - 6, y: y + 2, width: w - start + 4, height: 46, rx: 8, fill: "url(#hatch)",
    visibility: "hidden",
  });
  const title = shape(g, "title");
  drawing.boxes.x = { g, label, rows, few, hatch, symbol: "x", cells: [], title };
}

// A product on its line, without a box.
export function product(drawing, name, { x, y, anchor }, { value: size, large }) {
  const g = group(drawing, name);
  const font = large ? size : size * 0.9;
  const value = shape(g, "text", {
    class: "value", x, y, "text-anchor": anchor, "font-size": font,
  });
  const wide = 3.6 * size;
  shape(g, "rect", {
    class: "here", x: anchor === "middle" ? x - wide / 2 : x - 6, y: y - size, width: wide,
    height: size + 10, rx: 8,
  });
  drawing.boxes[name] = { g, value, cells: [], title: shape(g, "title") };
}
