// Where everything of the drawing stands: one cell, or several side by side with C running through.

import { shape } from "../elements.js";
import { GATES, box, entering, joined, product } from "./boxes.js";
import { measure, widthOf } from "./measures.js";

const LEFT = 4;

// Draw it anew; `cells` are then what there is to fill, each at a step of its own.
export function build(drawing, size) {
  const { svg, data } = drawing;
  const cells = Math.min(data.cells, data.x.length);
  const look = measure({
    ...size, large: data.large, cells, names: data.names, labels: data.labels,
    ghosts: Object.keys(data.ghost).length > 0,
  });
  svg.replaceChildren();
  svg.setAttribute("aria-label", data.title);
  svg.classList.toggle("backward", data.backward);
  drawing.look = look;
  drawing.cells = Array.from({ length: cells }, (_, k) => (
    { k, of: cells, t: 0, boxes: {}, lines: [], g: shape(svg, "g", { class: "panel" }) }
  ));
  for (const cell of drawing.cells) {
    const plan = columns(cell, look);
    frame(cell, plan, look);
    connect(drawing, cell, plan, look);
    operate(cell, plan, look);
    place(drawing, cell, plan, look);
  }
}

// The middles of the columns of a cell, and where it begins and ends.
function columns({ k, of }, { pitch, w }) {
  const column = (n) => LEFT + w / 2 + (5 * k + n) * pitch;
  const gates = GATES.map((_, n) => column(n + 1));
  const plan = { left: column(0), gates, right: column(5), single: of === 1 };
  return { ...plan, plus: (gates[1] + gates[2]) / 2 };
}

function frame(cell, { left, right }, { w, pitch, height }) {
  const x = left + w / 2 + 0.3 * (pitch - w);
  cell.frame = shape(cell.g, "rect", {
    class: "cell", x, y: 1, width: right + w / 2 + 5 - x, height: height - 2, rx: 10,
  });
}

// The lines that carry values, and the arrows into the gates and out of the cell.
function connect(drawing, cell, plan, look) {
  const { left, right, gates: [f, i, C_tilde, o], plus } = plan;
  const { w, rail, write, middle, gate, bus, sign, box: high, height } = look;
  const line = liner(cell);
  const top = middle - gate / 2;
  const low = plan.single ? height - 2 - high / 2 : bus; // of h
  const edge = plan.single || cell.k === cell.of - 1 ? look.width - 10 : null;
  line("C_prev", "C", "C_prev", [[left + w / 2, rail], [f, rail]]);
  line("kept", "C", "kept", [[f, rail], [plus, rail]]);
  line("C", "tanh_C", "C", [[plus, rail], [right - w / 2, rail]]);
  line("f", "C", "f", [[f, top], [f, rail + sign]]);
  line("i", "C", "i", [[i, top], [i, write], [plus - sign, write]]);
  line("C_tilde", "C", "C_tilde", [[C_tilde, top], [C_tilde, write], [plus + sign, write]]);
  line("written", "C", "written", [[plus, write - sign], [plus, rail + sign]]);
  line("C", "tanh_C", "C_h", [[right, rail + high / 2], [right, middle - sign]]);
  line("tanh_C", "h", "tanh_C", [[right, (rail + middle) / 2], [right, middle - sign]]);
  line("o", "h", "o", [[o + w / 2, middle], [right - sign, middle]]);
  line("h", "", "h", [[right, middle + sign], [right, low - high / 2]]);
  if (edge) {
    line("h", "", "h_next", [[right + w / 2, low], [edge, low]]);
    line("C", "", "C_next", [[right + w / 2, rail], [edge, rail]]);
    arrow(drawing, cell, ["C", ""], [edge + 8, rail], 0);
    arrow(drawing, cell, ["h", ""], [edge + 8, low], 0);
  }
  see(drawing, cell, plan, look);
}

// What the gates see: h of the step before, and x.
function see(drawing, cell, plan, look) {
  const { left, gates, single } = plan;
  const { w, rail, middle, gate, bus, z, x: row } = look;
  const line = liner(cell);
  const from = single ? left + z : left + w / 2;
  if (single) {
    line("h_prev", "z", "h_prev", [[left, (rail + bus) / 2], [left, bus - z]]);
    line("x", "z", "x", [[left, row.y], [left, bus + z]]);
  } else {
    line("h_prev", "z", "h_prev", [[from, bus], [gates[0] - w / 2, bus]]);
    line("x", "z", "x", [[gates[0] - w / 2 + 4, row.y], [gates[0] - w / 2 + 4, bus]]);
  }
  const entry = (x) => x - w / 2 + Math.min(14, w / 4);
  line("z", "", "z", [[single ? from : gates[0] - w / 2, bus], [entry(gates[3]), bus]]);
  GATES.forEach((name, k) => {
    const x = entry(gates[k]);
    line("z", name, `a_${name}`, [[x, bus], [x, middle + gate / 2 + 5]]);
    arrow(drawing, cell, ["z", name], [x, middle + gate / 2 + 2], -90);
  });
  call(drawing, cell, gates.map((x) => entry(x) + 9), look);
}

// The gates' names in words, next to what enters them: whole where there is room, in one word, or
// not at all.
function call({ data }, cell, places, { small, pitch, w, middle, gate }) {
  const room = pitch - Math.min(14, w / 4) - 12;
  const fits = (words) => GATES.every((name) => widthOf(words[name], 0.92 * small) <= room);
  const words = [data.words, data.short].find(fits);
  if (!words) return;
  const y = middle + gate / 2 + 1.05 * small;
  GATES.forEach((name, k) => {
    const at = { class: "muted called", x: places[k], y, "font-size": small };
    shape(cell.g, "text", at, words[name]);
  });
}

function liner({ g, lines }) {
  return (from, to, value, points) => {
    const d = points.map(([x, y], k) => `${k ? "L" : "M"}${x} ${y}`).join("");
    lines.push({ path: shape(g, "path", { class: "line", d }), from, to, value });
  };
}

// An arrow of this direction, turned round where gradients flow.
function arrow({ data }, { g, lines }, [from, to], [x, y], turn) {
  const back = data.backward ? "translate(-9 0)rotate(180)" : "";
  const transform = `translate(${x} ${y})rotate(${turn})${back}`;
  const path = shape(g, "path", { class: "head", d: "M0 0L-9 -5L-9 5Z", transform });
  lines.push({ path, from, to });
}

// The signs of what is done with the values.
function operate(cell, { right, gates, plus }, { rail, write, middle, sign, value }) {
  const signs = [
    [gates[0], rail, "×"], [plus, rail, "+"], [plus, write, "×"], [right, middle, "×"],
  ];
  for (const [x, y, text] of signs) {
    shape(cell.g, "circle", { class: "op", cx: x, cy: y, r: sign });
    const middled = { x, y: y + 0.36 * value, "text-anchor": "middle", "font-size": 1.1 * value };
    shape(cell.g, "text", middled, text);
  }
}

// The boxes; in which order the keys reach them, walk.js says.
function place(drawing, cell, { left, right, gates, plus, single }, look) {
  const { w, box: high, rail, middle, gate, bus, z, line, sign, write, height, value } = look;
  const put = (name, x, y, h = high) => (
    box(drawing, cell, name, { x: x - w / 2, y: y - h / 2, w, h }, look)
  );
  const low = single ? height - 2 - high / 2 : bus;
  if (cell.k === 0) {
    put("C_prev", left, rail);
    put("h_prev", left, single ? (rail + high / 2 + bus - z) / 2 : bus);
  }
  GATES.forEach((name, k) => put(name, gates[k], middle, gate));
  put("C", right, rail);
  const above = rail + high / 2 + 6;
  const below = middle - sign - 7;
  const tanh = Math.min(below - above, 2 * look.row + 0.6 * w);
  const curved = tanh > 2 * look.row + 30 ? tanh : Math.min(tanh, high);
  put("tanh_C", right, (above + below) / 2, curved);
  put("h", right, low);
  if (single) joined(drawing, cell, left, look);
  const from = single ? LEFT : gates[0] - w / 2;
  entering(drawing, cell, { x: from, w: gates[3] + w / 2 - from }, look);
  const over = { x: (gates[0] + plus) / 2, y: rail - line / 2 - 4, anchor: "middle" };
  product(drawing, cell, "kept", over, look);
  const beside = { x: plus + line / 2 + 5, y: (write + rail) / 2 + 0.36 * value, anchor: "start" };
  product(drawing, cell, "written", beside, look);
}
