// A gate is held at another value where it is seen: by dragging its level, or with the keys.
// What it would do at this step shows at once; Python computes the rest when it settles.

import { number } from "./draft.js";
import { fill } from "./values.js";

const SETTLED = 350; // ms without a key, after which Python is told
const MOVED = 3; // pixels: less is a click
const KEYS = { ArrowUp: 0.05, ArrowDown: -0.05, Home: -2, End: 2 };

const round = (value) => Math.round(100 * value) / 100;

// The value of the gate now, where it is not hidden.
function current({ data, place, draft }, cell, name) {
  if (draft?.name === name && draft.t === cell.t && draft.unit === place.unit) return draft.value;
  return number(data.values[name][cell.t - 1][Math.max(0, data.units.indexOf(place.unit))]);
}

function propose(drawing, cell, name, value) {
  drawing.draft = { name, t: cell.t, unit: drawing.place.unit, value };
  fill(drawing);
}

function settle(drawing) {
  const { draft } = drawing;
  if (draft) drawing.send("hold", [draft.name, draft.t, draft.unit, draft.value]);
}

// What a key makes of a gate in focus; whether it is one of these keys.
export function adjust(drawing, cell, name, key) {
  const value = current(drawing, cell, name);
  if (Number.isNaN(value)) return false;
  if (key === "Delete" || key === "Backspace") {
    drawing.send("hold", [name, cell.t, drawing.place.unit, null]);
    return true;
  }
  if (!Object.hasOwn(KEYS, key)) return false;
  const low = name === "C_tilde" ? -1 : 0;
  propose(drawing, cell, name, round(Math.max(low, Math.min(1, value + KEYS[key]))));
  clearTimeout(drawing.settling);
  drawing.settling = setTimeout(() => settle(drawing), SETTLED);
  return true;
}

// Let the level of this gate be dragged.
export function holdable(drawing, cell, name, { g, curve }) {
  if (!curve) return;
  let start = null;
  g.addEventListener("pointerdown", (event) => {
    if (event.button || Number.isNaN(current(drawing, cell, name))) return;
    start = { y: event.clientY, moved: false };
    g.setPointerCapture(event.pointerId);
  });
  g.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!start || (!start.moved && Math.abs(clientY - start.y) < MOVED)) return;
    start.moved = true;
    const inside = drawing.svg.getScreenCTM().inverse();
    const { y } = new DOMPoint(clientX, clientY).matrixTransform(inside);
    propose(drawing, cell, name, curve.at(y));
  });
  g.addEventListener("pointerup", () => {
    if (start?.moved) settle(drawing);
    // the click that follows chooses the stage, after a drag as well
    start = null;
  });
  g.addEventListener("pointercancel", () => {
    start = null;
    drawing.draft = null;
    fill(drawing);
  });
}
