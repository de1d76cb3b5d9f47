// The cell as a drawing. It follows the place at once; Python sends its values when they change.

import { build } from "../drawing/layout.js";
import { fill } from "../drawing/values.js";
import { shape } from "../elements.js";
import { cursor } from "../place.js";

const LEAST = { normal: 800, narrow: 600, large: 1160 }; // width, in units of the drawing
const MOST = 1900;
const HIGH = 450;

export function diagram(body) {
  const svg = shape(body, "svg", { class: "drawing", role: "group" });
  const drawing = { svg, data: null, place: null, width: 0, boxes: {}, lines: [], draw };
  let focused; // the name of the box that has the focus
  hatched(body);

  function least() {
    if (drawing.data.large) return LEAST.large;
    return svg.clientWidth < 480 ? LEAST.narrow : LEAST.normal;
  }
  function width() {
    const wide = (HIGH * svg.clientWidth) / (svg.clientHeight || HIGH);
    return Math.round(Math.min(MOST, Math.max(least(), wide)));
  }
  function draw() {
    drawing.width = svg.clientWidth && width();
    if (!drawing.width) return; // it is drawn when it has a place
    svg.setAttribute("viewBox", `0 0 ${drawing.width} ${HIGH}`);
    svg.style.maxHeight = `${(svg.clientWidth * HIGH) / least()}px`; // no room round a narrow one
    build(drawing, { narrow: drawing.width < LEAST.normal });
    fill(drawing);
    if (focused) svg.querySelector(`[data-name="${focused}"]`).focus();
  }

  // Who steps with the keys stays on a box, though it is drawn anew.
  const root = body.getRootNode();
  body.addEventListener("focusin", ({ target }) => { focused = target.dataset.name; });
  body.addEventListener("focusout", () => setTimeout(() => {
    focused &&= root.activeElement?.dataset.name;
  }));
  const resized = new ResizeObserver(() => {
    if (drawing.data && width() !== drawing.width) draw();
  });
  resized.observe(svg);
  const unsubscribe = cursor.subscribe((place) => {
    drawing.place = place;
    fill(drawing);
  });

  function show(data) {
    drawing.data = data;
    draw();
  }
  function end() {
    resized.disconnect();
    unsubscribe();
  }
  return { show, end };
}

// What lies over a value that is hidden.
function hatched(body) {
  const svg = shape(body, "svg", { width: 0, height: 0, "aria-hidden": true, class: "patterns" });
  const pattern = shape(svg, "pattern", {
    id: "hatch", width: 12, height: 12, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  shape(pattern, "rect", { width: 3, height: 12, fill: "#808A93", opacity: 0.6 });
}
