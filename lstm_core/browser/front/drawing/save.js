// The drawing for a slide: nothing in it refers to the page any more, neither colours nor type.

import { element, shape } from "../elements.js";
import { keepWidth, savePicture } from "../saved.js";

const LOOK = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size",
  "font-weight", "text-anchor", "visibility",
];
const LEFT_OUT = ["here", "mark"]; // the frames of where one is, and of what has the focus

// Save the drawing as an "svg" or a "png", on the page's ground.
export function saveDrawing(svg, kind, what) {
  const paint = painter();
  const of = (name) => paint(getComputedStyle(svg).getPropertyValue(name)).colour;
  const colours = { ground: of("--st-background-color"), ink: of("--st-text-color") };
  return savePicture(resolved(svg, paint), { kind, what, ...colours });
}

// A copy of the drawing with each element's look written on it.
function resolved(svg, paint) {
  const copy = svg.cloneNode(true);
  const originals = [...svg.querySelectorAll("*")];
  const copies = [...copy.querySelectorAll("*")];
  originals.forEach((one, k) => resolve(one, copies[k], paint));
  for (const one of copies) if (LEFT_OUT.some((name) => one.classList.contains(name))) one.remove();
  for (const one of copies) {
    for (const name of ["class", "tabindex", "role", "style"]) one.removeAttribute(name);
  }
  for (const name of ["class", "style"]) copy.removeAttribute(name);
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const patterns = svg.getRootNode().querySelector(".patterns pattern");
  shape(copy, "defs").append(patterns.cloneNode(true));
  return copy;
}

function resolve(one, copy, paint) {
  const style = getComputedStyle(one);
  for (const name of LOOK) {
    const value = style.getPropertyValue(name);
    if (name !== "fill" && name !== "stroke") {
      copy.setAttribute(name, value);
    } else if (value === "none" || value.startsWith("url(")) {
      copy.setAttribute(name, value.replaceAll('"', ""));
    } else {
      const { colour, alpha } = paint(value);
      copy.setAttribute(name, colour);
      const faint = alpha * Number(style.getPropertyValue(`${name}-opacity`) || 1);
      copy.setAttribute(`${name}-opacity`, faint);
    }
  }
  moved(one, copy, style);
  if (one.localName === "text") keepWidth(copy, one);
}

// A transform of CSS, with its own origin, as SVG's.
function moved(one, copy, style) {
  if (!one.style.transform) return;
  const { a, b, c, d, e, f } = new DOMMatrix(style.transform);
  const [x, y] = style.transformOrigin.split(" ").map(parseFloat);
  const { x: left, y: top } = style.transformBox === "fill-box" ? one.getBBox() : { x: 0, y: 0 };
  const [ox, oy] = [left + x, top + y];
  const at = [a, b, c, d, e + ox - a * ox - c * oy, f + oy - b * ox - d * oy];
  copy.setAttribute("transform", `matrix(${at.map((n) => Number(n.toFixed(4))).join(" ")})`);
}

// Any colour of CSS as one that every program reads, and how opaque it is.
function painter() {
  const canvas = element("canvas", { width: 1, height: 1 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map();
  return (text) => {
    if (!known.has(text)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = text;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
      const hex = [r, g, b].map((n) => n.toString(16).padStart(2, "0")).join("");
      known.set(text, { colour: `#${hex}`, alpha: Math.round((100 * a) / 255) / 100 });
    }
    return known.get(text);
  };
}
