// A picture as a file for a slide. Below it stands which cell it is of; its name says so, too.

import { element } from "./elements.js";
import { cursor } from "./place.js";

const SVG = "http://www.w3.org/2000/svg";
const SCALE = 3; // of a PNG
const FONT = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif";
const TYPE = 13; // pixels: the line below the picture
const WIDE = 0.52; // of a letter, as a part of its height
const PARTS = " · "; // of that line, which breaks there alone

// Save an SVG, an element of any document, as this kind of file: "svg" or "png". `what` it shows is
// the end of its name; `ground` and `ink` are its colours.
export async function savePicture(svg, { kind, what, ground = "#ffffff", ink = "#262730" }) {
  const { file, caption } = cursor.cell;
  const { t, unit } = cursor.place;
  const said = caption.replace("{t}", t).replace("{unit}", unit);
  const picture = captioned(svg, said, { ground, ink });
  const text = new XMLSerializer().serializeToString(picture);
  const lines = new Blob([text], { type: "image/svg+xml" });
  const blob = kind === "svg" ? lines : await drawn(lines, sizeOf(picture));
  download(blob, `${file.replace("{t}", t)}-${what}.${kind}`);
}

// Have a text keep the width that it has on the page, in whichever type a program shows it.
export function keepWidth(copy, shown = copy) {
  if (shown.childElementCount || !shown.textContent.trim()) return;
  copy.setAttribute("textLength", shown.getComputedTextLength().toFixed(1));
  copy.setAttribute("lengthAdjust", "spacingAndGlyphs");
}

function download(blob, name) {
  const href = URL.createObjectURL(blob);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

function sizeOf(svg) {
  return ["width", "height"].map((name) => parseFloat(svg.getAttribute(name)));
}

async function drawn(lines, [width, height]) {
  const image = new Image();
  image.src = URL.createObjectURL(lines);
  await image.decode();
  const canvas = element("canvas", { width: SCALE * width, height: SCALE * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => { canvas.toBlob(done); });
}

// The picture on its ground, with the caption below it.
function captioned(svg, caption, { ground, ink }) {
  const [width, height] = sizeOf(svg);
  const lines = broken(caption, width - 2 * TYPE);
  const whole = height + 1.4 * TYPE * lines.length + 0.8 * TYPE;
  const root = document.implementation.createDocument(SVG, "svg").documentElement;
  const add = (parent, name, attributes, text = "") => {
    const made = root.ownerDocument.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    parent.append(made);
  };
  for (const [key, value] of Object.entries({
    width, height: whole, viewBox: `0 0 ${width} ${whole}`, "font-family": FONT,
  })) root.setAttribute(key, value);
  add(root, "title", {}, caption);
  add(root, "rect", { width, height: whole, fill: ground });
  root.append(root.ownerDocument.importNode(svg, true));
  lines.forEach((line, k) => add(root, "text", {
    x: TYPE, y: height + 1.4 * TYPE * (k + 0.75), "font-size": TYPE, fill: ink,
  }, line));
  return root;
}

// The caption in lines that are no wider than this.
function broken(caption, width) {
  const lines = [""];
  for (const part of caption.split(PARTS)) {
    const longer = lines.at(-1) ? lines.at(-1) + PARTS + part : part;
    if (!lines.at(-1) || longer.length * WIDE * TYPE <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}
