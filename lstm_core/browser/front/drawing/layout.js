// Where everything of the drawing stands. Lengths are in units of the drawing, which is 450 high.

import { shape } from "../elements.js";
import { box, entering, joined, product } from "./boxes.js";

const NORMAL = {
  w: 114, high: 84, gap: 34, tanh: 66, label: 25, value: 26, small: 18, most: 4, columns: true,
};
const NARROW = {
  ...NORMAL, w: 84, high: 78, gap: 22, label: 23, value: 23, small: 15, columns: false,
};
const LARGE = {
  ...NORMAL, w: 166, high: 98, gap: 44, tanh: 82, label: 32, value: 40, small: 24, large: true,
};
const GATES = ["f", "i", "C_tilde", "o"]; // from left to right
const RAIL = 60; // the height at which C runs
const WRITE = 165; // ... at which i and C̃ meet
const MIDDLE = 262; // ... of the gates
const BUS = 350; // ... at which z runs
const LOW = 374; // ... of h
const RECENT = 205; // ... of h_{t-1}
const INPUTS = 396; // ... of x

// Draw the cell anew, in drawing.width units; `boxes` and `lines` are then what there is to fill.
export function build(drawing, { narrow }) {
  const { svg, data, width } = drawing;
  const look = data.large ? LARGE : narrow ? NARROW : NORMAL;
  const left = 12 + look.w / 2;
  const right = width - 24 - look.w / 2;
  const first = left + look.w + look.gap;
  const last = right - look.w - look.gap;
  const gates = GATES.map((_, k) => first + (k * (last - first)) / 3);
  const plan = { look, left, right, last, gates, plus: (gates[1] + gates[2]) / 2, width };
  svg.replaceChildren();
  svg.setAttribute("aria-label", data.title);
  Object.assign(drawing, { boxes: {}, lines: [] });
  const inside = left + look.w / 2 + look.gap / 3;
  const wide = right + look.w / 2 + 10 - inside;
  shape(svg, "rect", { class: "cell", x: inside, y: 4, width: wide, height: 424, rx: 18 });
  connect(drawing, plan);
  operate(svg, plan);
  place(drawing, plan);
}

// The lines that carry values, and the arrows into the gates and out of the cell.
function connect(drawing, { look: { w, high }, left, right, gates, plus, width }) {
  const { svg, lines } = drawing;
  const line = (from, to, value, points) => {
    const d = points.map(([x, y], k) => `${k ? "L" : "M"}${x} ${y}`).join("");
    lines.push({ path: shape(svg, "path", { class: "line", d }), from, to, value });
  };
  const arrow = (from, to, x, y, turn) => {
    const transform = `translate(${x} ${y})rotate(${turn})`;
    const path = shape(svg, "path", { class: "head", d: "M0 0L-11 -7L-11 7Z", transform });
    lines.push({ path, from, to });
  };
  const [f, i, C_tilde, o] = gates;
  const top = MIDDLE - high / 2; // of the gates
  line("C_prev", "C", "C_prev", [[left + w / 2, RAIL], [f, RAIL]]);
  line("kept", "C", "kept", [[f, RAIL], [plus, RAIL]]);
  line("C", "tanh_C", "C", [[plus, RAIL], [right - w / 2, RAIL]]);
  line("f", "C", "f", [[f, top], [f, RAIL + 20]]);
  line("i", "C", "i", [[i, top], [i, WRITE], [plus - 20, WRITE]]);
  line("C_tilde", "C", "C_tilde", [[C_tilde, top], [C_tilde, WRITE], [plus + 20, WRITE]]);
  line("written", "C", "written", [[plus, WRITE - 20], [plus, RAIL + 20]]);
  line("C", "tanh_C", "C", [[right, RAIL + high / 2], [right, WRITE - 32]]);
  line("tanh_C", "h", "tanh_C", [[right, WRITE + 32], [right, MIDDLE - 20]]);
  line("o", "h", "o", [[o + w / 2, MIDDLE], [right - 20, MIDDLE]]);
  line("h", "", "h", [[right, MIDDLE + 20], [right, LOW - high / 2]]);
  line("h", "", "h", [[right + w / 2, LOW], [width - 8, LOW]]);
  line("C", "", "C", [[right + w / 2, RAIL], [width - 8, RAIL]]);
  line("h_prev", "z", "h_prev", [[left, RECENT + high / 2], [left, BUS - 24]]);
  line("x", "z", "x", [[left, INPUTS], [left, BUS + 24]]);
  line("z", "", "z", [[left + 24, BUS], [o, BUS]]);
  GATES.forEach((name, k) => {
    line("z", name, "z", [[gates[k], BUS], [gates[k], MIDDLE + high / 2 + 8]]);
    arrow("z", name, gates[k], MIDDLE + high / 2 + 2, -90);
  });
  arrow("C", "", width - 2, RAIL, 0);
  arrow("h", "", width - 2, LOW, 0);
}

// The signs of what is done with the values.
function operate(svg, { right, gates, plus }) {
  const signs = [
    [gates[0], RAIL, "×"], [plus, RAIL, "+"], [plus, WRITE, "×"], [right, MIDDLE, "×"],
  ];
  for (const [x, y, sign] of signs) {
    shape(svg, "circle", { class: "op", cx: x, cy: y, r: 19 });
    shape(svg, "text", { x, y: y + 10, "text-anchor": "middle", "font-size": 30 }, sign);
  }
}

// The boxes, in the order in which Tab reaches them.
function place(drawing, { look, left, right, last, gates, plus }) {
  box(drawing, "C_prev", left, RAIL, look);
  box(drawing, "h_prev", left, RECENT, look);
  GATES.forEach((name, k) => box(drawing, name, gates[k], MIDDLE, look));
  box(drawing, "C", right, RAIL, look);
  box(drawing, "tanh_C", right, WRITE, look, look.tanh);
  box(drawing, "h", right, LOW, look);
  joined(drawing, left, BUS, look);
  entering(drawing, INPUTS, last + look.w / 2 - 12, look);
  product(drawing, "kept", { x: (gates[0] + plus) / 2, y: RAIL - 16, anchor: "middle" }, look);
  product(drawing, "written", { x: plus + 14, y: (WRITE + RAIL) / 2 + 8, anchor: "start" }, look);
}
