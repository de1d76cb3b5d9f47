// The cell as a drawing. It follows the player's place at once; Python sends its values when they change.
// Lengths are in units of the drawing: HIGH of them in height, and as many in width as the page allows.

const SVG = "http://www.w3.org/2000/svg";
const HIGH = 450;
const LEAST = { normal: 800, narrow: 600, large: 1160 };
const LOOKS = {
  narrow: { w: 84, high: 78, gap: 22, tanh: 66, label: 23, value: 23, small: 15, most: 4, columns: false },
  normal: { w: 114, high: 84, gap: 34, tanh: 66, label: 25, value: 26, small: 18, most: 4, columns: true },
  large: { w: 166, high: 98, gap: 44, tanh: 82, label: 32, value: 40, small: 24, most: 4, columns: true, large: true },
};
const FEEDS = {
  z: ["h_prev", "x"], f: ["z"], i: ["z"], C_tilde: ["z"], o: ["z"],
  C: ["C_prev", "f", "i", "C_tilde"], tanh_C: ["C"], h: ["o", "tanh_C"],
};
const PRODUCTS = new Set(["kept", "written"]); // they belong to the stage of C
const SIGNED = new Set(["C_prev", "C", "C_tilde", "tanh_C", "h", "h_prev", "x"]);
const drawings = (window.lstmDrawings ??= new WeakMap()); // this file is read again with a change of theme

function diagram(root, data) {
  let drawing = drawings.get(root);
  if (!drawing) drawings.set(root, (drawing = drawn(root)));
  drawing.data = data;
  drawing.draw();
  dispatchEvent(new CustomEvent("lstm:where"));
}

function drawn(root) {
  const drawing = { data: null, place: null, boxes: {}, lines: [], draw };
  const svg = root.querySelector(".drawing");
  const follow = (event) => { drawing.place = event.detail; if (svg.isConnected) show(drawing); };
  let focused;
  const watch = new ResizeObserver(() => drawing.data && width(svg, drawing.data.large) !== drawing.width && draw());
  addEventListener("lstm:place", follow);
  // Who steps with the keys stays on a box, though the drawing may leave the page for a moment and come back.
  root.addEventListener("focusin", ({ target }) => { focused = target.dataset.name; });
  root.addEventListener("focusout", () => setTimeout(() => { focused &&= root.activeElement?.dataset.name; }));
  watch.observe(svg);

  function draw() {
    drawing.width = width(svg, drawing.data.large);
    svg.replaceChildren();
    build(drawing, svg);
    show(drawing);
    if (focused) svg.querySelector(`[data-name="${focused}"]`).focus();
  }
  return drawing;
}

function least(svg, large) {
  return large ? LEAST.large : svg.clientWidth < 480 ? LEAST.narrow : LEAST.normal;
}

function width(svg, large) {
  const { clientWidth, clientHeight } = svg;
  return Math.round(Math.min(1900, Math.max(least(svg, large), (HIGH * clientWidth) / (clientHeight || HIGH))));
}

function node(parent, name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  parent.append(made);
  return made;
}

// ---- what is drawn once

function build(drawing, svg) {
  const { data, width: W } = drawing;
  const look = LOOKS[data.large ? "large" : W < LEAST.normal ? "narrow" : "normal"];
  const { w, high } = look;
  const left = 12 + w / 2, right = W - 24 - w / 2;
  const first = left + w + look.gap, last = right - w - look.gap;
  const at = (k) => first + (k * (last - first)) / 3;
  const rail = 60, write = 165, middle = 262, bus = 350, low = 374;
  const between = (at(1) + at(2)) / 2;
  svg.setAttribute("viewBox", `0 0 ${W} ${HIGH}`);
  svg.style.maxHeight = `${(svg.clientWidth * HIGH) / least(svg, data.large)}px`; // no empty space round a narrow one
  svg.setAttribute("aria-label", data.title);
  Object.assign(drawing, { boxes: {}, lines: [] });
  const inside = left + w / 2 + look.gap / 3;
  node(svg, "rect", { class: "cell", x: inside, y: 4, width: right + w / 2 + 10 - inside, height: 424, rx: 18 });

  const line = (from, to, value, points) => {
    const d = points.map(([x, y], k) => `${k ? "L" : "M"}${x} ${y}`).join("");
    const path = node(svg, "path", { class: "line", d });
    drawing.lines.push({ path, from, to, value });
  };
  const arrow = (from, to, x, y, turn) => {
    const head = node(svg, "path", { class: "head", d: "M0 0L-11 -7L-11 7Z", transform: `translate(${x} ${y})rotate(${turn})` });
    drawing.lines.push({ path: head, from, to });
  };
  line("C_prev", "C", "C_prev", [[left + w / 2, rail], [at(0), rail]]);
  line("kept", "C", "kept", [[at(0), rail], [between, rail]]);
  line("C", "tanh_C", "C", [[between, rail], [right - w / 2, rail]]);
  line("f", "C", "f", [[at(0), middle - high / 2], [at(0), rail + 20]]);
  line("i", "C", "i", [[at(1), middle - high / 2], [at(1), write], [between - 20, write]]);
  line("C_tilde", "C", "C_tilde", [[at(2), middle - high / 2], [at(2), write], [between + 20, write]]);
  line("written", "C", "written", [[between, write - 20], [between, rail + 20]]);
  line("C", "tanh_C", "C", [[right, rail + high / 2], [right, write - 32]]);
  line("tanh_C", "h", "tanh_C", [[right, write + 32], [right, middle - 20]]);
  line("o", "h", "o", [[at(3) + w / 2, middle], [right - 20, middle]]);
  line("h", "", "h", [[right, middle + 20], [right, low - high / 2]]);
  line("h", "", "h", [[right + w / 2, low], [W - 8, low]]);
  line("C", "", "C", [[right + w / 2, rail], [W - 8, rail]]);
  line("h_prev", "z", "h_prev", [[left, 205 + high / 2], [left, bus - 24]]);
  line("x", "z", "x", [[left, 396], [left, bus + 24]]);
  line("z", "", "z", [[left + 24, bus], [at(3), bus]]);
  ["f", "i", "C_tilde", "o"].forEach((name, k) => {
    line("z", name, "z", [[at(k), bus], [at(k), middle + high / 2 + 8]]);
    arrow("z", name, at(k), middle + high / 2 + 2, -90);
  });
  arrow("C", "", W - 2, rail, 0);
  arrow("h", "", W - 2, low, 0);
  const op = (x, y, sign) => {
    node(svg, "circle", { class: "op", cx: x, cy: y, r: 19 });
    node(svg, "text", { x, y: y + 10, "text-anchor": "middle", "font-size": 30 }, sign);
  };
  op(at(0), rail, "×");
  op(between, rail, "+");
  op(between, write, "×");
  op(right, middle, "×");

  box(drawing, svg, "C_prev", left, rail, look);
  box(drawing, svg, "h_prev", left, 205, look);
  ["f", "i", "C_tilde", "o"].forEach((name, k) => box(drawing, svg, name, at(k), middle, look));
  box(drawing, svg, "C", right, rail, look);
  box(drawing, svg, "tanh_C", right, write, look, look.tanh);
  box(drawing, svg, "h", right, low, look);
  joined(drawing, svg, left, bus, look);
  entering(drawing, svg, 12, 396, last + w / 2 - 12, look);
  product(drawing, svg, "kept", (at(0) + between) / 2, rail - 16, look, "middle");
  product(drawing, svg, "written", between + 14, (write + rail) / 2 + 8, look, "start");
}

function group(drawing, svg, name, stage) {
  const made = node(svg, "g", { tabindex: 0, "data-name": name, role: stage ? "button" : "img" });
  if (stage) {
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => go({ stage: name }));
    made.addEventListener("focus", () => made.matches(":focus-visible") && drawing.place.stage !== name && go({ stage: name }));
  }
  made.addEventListener("keydown", (event) => key(drawing, event, stage && name));
  return made;
}

function key(drawing, event, stage) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by) {
    const unit = drawing.place.unit + by;
    if (drawing.data.units.includes(unit)) go({ unit });
  } else if (stage && (event.key === "Enter" || event.key === " ")) go({ stage });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function box(drawing, svg, name, x, y, { w, high, label: small, value: big, columns }, h = high) {
  const { data } = drawing;
  const stage = data.stages.includes(name);
  const [symbol, colour] = data.quantities[name.replace("_prev", "")];
  const g = group(drawing, svg, name, stage);
  const [left, top] = [x - w / 2, y - h / 2];
  const signed = SIGNED.has(name);
  node(g, "rect", { class: "frame", x: left, y: top, width: w, height: h, rx: 9, stroke: colour });
  const level = node(g, "rect", {
    class: "level", x: left + 2, y: top + 2, width: w - 4, height: signed ? h / 2 - 2 : h - 4, fill: colour, opacity: 0.26,
    style: "transform-origin: 50% 100%",
  });
  if (signed) node(g, "line", { class: "zero", x1: left + 3, x2: left + w - 3, y1: y, y2: y, opacity: 0.5 });
  const hatch = node(g, "rect", { x: left + 2, y: top + 2, width: w - 4, height: h - 4, rx: 8, fill: "url(#hatch)", visibility: "hidden" });
  const cells = columns ? column(data, g, left + w - 16, top + 5, 11, h - 10, colour, signed) : [];
  const label = node(g, "text", { x: left + 8, y: top + small + 1, "font-size": name === "tanh_C" ? 0.8 * small : small, "font-weight": 700, style: `fill: color-mix(in oklab, ${colour} 72%, currentColor)` });
  const value = node(g, "text", { class: "value", x: left + 8, y: top + h - 11, "font-size": big });
  const inside = name !== "tanh_C"; // its label leaves no room beside it
  const ghost = node(g, "text", {
    class: "muted", x: inside ? left + w - (cells.length ? 22 : 8) : left - 8, y: top + (inside ? 0.8 * small : high / 2 + 0.25 * big), "text-anchor": "end", "font-size": 0.7 * big,
  });
  const room = w - 14 - (cells.length ? 14 : 0);
  node(g, "rect", { class: "here", x: left - 4, y: top - 4, width: w + 8, height: h + 8, rx: 12 });
  drawing.boxes[name] = { g, level, cells, label, value, ghost, big, room, hatch, symbol, title: node(g, "title") };
}

// All units side by side, each a bar in its own cell; only where there are several, and few enough.
function column(data, g, x, y, w, h, colour, signed) {
  if (data.units.length < 2) return [];
  const high = h / data.units.length;
  return data.units.map((unit, k) => {
    const top = y + k * high;
    node(g, "rect", { class: "column", x, y: top, width: w, height: high - 1.5, fill: "none", stroke: colour, "stroke-opacity": 0.5 });
    const bar = node(g, "rect", { class: "level column", x: signed ? x + w / 2 : x, y: top, width: signed ? w / 2 : w, height: high - 1.5, fill: colour, style: "transform-origin: 0 50%" });
    const mark = node(g, "rect", { class: "column", x: x - 2, y: top - 1.5, width: w + 4, height: high + 1.5, fill: "none", stroke: "currentColor", "stroke-width": 2, visibility: "hidden" });
    return { bar, mark, unit };
  });
}

function joined(drawing, svg, x, y, { label: size }) {
  const g = group(drawing, svg, "z", true);
  const [H, D] = drawing.data.sizes;
  node(g, "rect", { class: "frame", x: x - 24, y: y - 24, width: 48, height: 48, rx: 9, stroke: drawing.data.quantities.z[1] });
  const label = node(g, "text", { x, y: y + 9, "text-anchor": "middle", "font-size": size, "font-weight": 700 });
  node(g, "rect", { class: "here", x: x - 28, y: y - 28, width: 56, height: 56, rx: 12 });
  drawing.boxes.z = { g, label, symbol: "z", cells: [], title: node(g, "title") };
}

// The inputs: each in its own cell, by name where it has one; as bare bars where they are many.
function entering(drawing, svg, x, y, w, { label: size, value: big, small, most, large }) {
  const { data } = drawing;
  const g = group(drawing, svg, "x", false);
  const D = data.sizes[1], few = D <= most, named = data.names[0] !== "x1";
  node(g, "rect", { class: "frame", x, y, width: w, height: 50, rx: 9, stroke: "#808A93" });
  node(g, "rect", { class: "here", x: x - 4, y: y - 4, width: w + 8, height: 58, rx: 12 });
  const label = node(g, "text", { x: x + 8, y: y + 33, "font-size": size, "font-weight": 700 });
  const start = 2.1 * size, wide = Math.min((w - start - 8) / D, few ? 200 : 60);
  const rows = data.names.map((name, k) => {
    const from = x + start + k * wide;
    if (!few) return node(g, "rect", { class: "level", x: from, y: y + 3, width: wide - 3, height: 22, fill: "#808A93", style: "transform-origin: 50% 100%" });
    if (!named) return node(g, "text", { class: "value", x: from, y: y + 35, "font-size": big });
    node(g, "text", { class: "muted", x: from, y: y + (large ? 34 : 18), "font-size": small }, name);
    const beside = large ? 0.55 * small * name.length + 8 : 0;
    return node(g, "text", { class: "value", x: from + beside, y: y + (large ? 39 : 45), "font-size": big });
  });
  const hatch = node(g, "rect", { x: x + start - 6, y: y + 2, width: w - start + 4, height: 46, rx: 8, fill: "url(#hatch)", visibility: "hidden" });
  drawing.boxes.x = { g, label, rows, few, hatch, symbol: "x", cells: [], title: node(g, "title") };
}

function product(drawing, svg, name, x, y, { value: size, large }, anchor) {
  const g = group(drawing, svg, name, false);
  const value = node(g, "text", { class: "value", x, y, "text-anchor": anchor, "font-size": large ? size : size * 0.9 });
  const wide = 3.6 * size;
  node(g, "rect", { class: "here", x: anchor === "middle" ? x - wide / 2 : x - 6, y: y - size, width: wide, height: size + 10, rx: 8 });
  drawing.boxes[name] = { g, value, cells: [], title: node(g, "title") };
}

// ---- what changes with the place

const number = (text) => Number(text.replace("−", "-"));
const portion = (data, name, text) => {
  const value = number(text);
  return Number.isNaN(value) ? 0 : value / (name === "C" || name === "C_prev" || PRODUCTS.has(name) ? data.reach : 1);
};

function show(drawing) {
  const { data, place, boxes } = drawing;
  if (!data || !place || !boxes.f) return;
  const t = Math.min(place.t, data.x.length), row = Math.max(0, data.units.indexOf(place.unit));
  const now = data.stages.indexOf(place.stage);
  const read = (name, k = row) => data.values[name][t - 1][k];
  const known = (name) => name in data.values && read(PRODUCTS.has(name) ? "C" : name) !== "?";
  const lit = (name) => place.hide !== "no" ? !data.stages.includes(name) || name === "z" || known(name) : place.grain !== "stage" || data.stages.indexOf(PRODUCTS.has(name) ? "C" : name) <= now;
  for (const [name, part] of Object.entries(boxes)) {
    const before = name.endsWith("_prev");
    const shown = name === "x" ? data.x[t - 1].join("; ") : name === "z" ? data.sizes.join(" + ") : read(name);
    const hidden = shown.includes("?");
    const about = data.rounded[name]?.[t - 1][row] ? "≈" : "";
    if (part.value) part.value.textContent = hidden ? "?" : about + shown;
    if (part.room) part.value.setAttribute("font-size", Math.min(part.big, part.room / (0.56 * part.value.textContent.length)));
    const before_it = data.before[name]?.[t - 1][row], changed = part.ghost && before_it && before_it !== shown && !hidden;
    if (part.ghost) part.ghost.textContent = changed ? `(${before_it})` : "";
    if (part.label) subscript(part.label, part.symbol, before ? t - 1 : t);
    if (part.hatch) part.hatch.setAttribute("visibility", hidden ? "visible" : "hidden");
    if (part.level) part.level.style.transform = `scaleY(${scale(portion(data, name, shown))})`;
    part.cells.forEach(({ bar, mark, unit }, k) => {
      bar.style.transform = `scaleX(${scale(portion(data, name, read(name, k)))})`;
      mark.setAttribute("visibility", unit === place.unit ? "visible" : "hidden");
    });
    part.g.setAttribute("class", `${lit(name) ? "" : "unlit"} ${name === place.stage ? "chosen" : ""} ${FEEDS[place.stage].includes(name) ? "feeds" : ""}`);
    const without = changed ? `, ${data.without} ${before_it}` : "";
    const said = name === "x" ? data.names.map((x, k) => `${x} ${data.x[t - 1][k]}`).join(", ") : about + shown + without;
    const words = data.read.replace("{name}", data.words[name]).replace("{unit}", place.unit).replace("{value}", hidden ? data.hidden : said);
    part.g.setAttribute("aria-label", name === "x" || name === "z" ? `${data.words[name]}: ${hidden ? data.hidden : said}` : words);
    part.title.textContent = data.help[name] || words;
  }
  inputs(drawing, t);
  for (const { path, from, to, value } of drawing.lines) {
    path.classList.toggle("feeds", to === place.stage);
    path.classList.toggle("unlit", !lit(from));
    if (!value) continue;
    const open = value === "z" || value === "x" ? 0.2 : Math.min(1, Math.abs(portion(data, value, read(value))));
    const unknown = value !== "z" && value !== "x" && read(value) === "?";
    path.style.strokeWidth = unknown ? 2 : 1.5 + 15 * open;
    path.classList.toggle("closed", unknown || open < 0.02);
  }
}

// A bar of 0 keeps a hairline; a negative one turns over the line of 0.
function scale(value) {
  return Math.max(-1, Math.min(1, value)) || 0.001;
}

function inputs({ data, boxes }, t) {
  const { rows, few } = boxes.x;
  data.x[t - 1].forEach((shown, k) => {
    if (few) rows[k].textContent = shown;
    else rows[k].style.transform = `scaleY(${scale(number(shown) / data.largest_x || 0)})`;
  });
}

function subscript(text, symbol, index) {
  if (text.dataset.index === `${index}`) return;
  text.dataset.index = index;
  text.textContent = symbol;
  const small = node(text, "tspan", { "font-size": "68%", dy: 6 }, `${index}`);
  small.setAttribute("font-weight", 600);
}
