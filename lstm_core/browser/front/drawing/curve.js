// The curve of a gate in its box: sigma or tanh, and the point where the unit in focus stands.

import { shape } from "../elements.js";

const REACH = 6; // of what goes into sigma; tanh is as flat at half of it
const POINTS = 32;

export const CURVES = {
  f: "σ", i: "σ", o: "σ", C_tilde: "tanh", tanh_C: "tanh",
};

const sigma = (a) => 1 / (1 + Math.exp(-a));

// What leads to this value, from -1 to 1 over the width of the curve.
export function across(kind, value) {
  const a = kind === "σ" ? Math.log(value / (1 - value)) : 2 * Math.atanh(value);
  return Math.max(-1, Math.min(1, a / REACH)); // at 0 and 1 it is infinite
}

// How steep the curve is at this value.
export const slope = (kind, value) => (kind === "σ" ? value * (1 - value) : 1 - value ** 2);

// Draw the curve in x, y, w, h; what comes back moves its points: to a value, and to the ghost's.
export function curve(g, name, { x, y, w, h }) {
  const kind = CURVES[name];
  const low = kind === "σ" ? 0 : -1;
  const up = (value) => y + h - ((value - low) / (1 - low)) * h;
  const along = (part) => x + ((part + 1) / 2) * w;
  const points = Array.from({ length: POINTS + 1 }, (_, k) => {
    const part = (2 * k) / POINTS - 1;
    const value = kind === "σ" ? sigma(REACH * part) : Math.tanh((REACH / 2) * part);
    return `${along(part).toFixed(1)} ${up(value).toFixed(1)}`;
  });
  shape(g, "path", { class: "curve", d: `M${points.join("L")}` });
  const tangent = shape(g, "line", { class: "tangent", visibility: "hidden" });
  const before = shape(g, "circle", { class: "before", r: 3.5 });
  const point = shape(g, "circle", { class: "point", r: 4 });
  const put = (dot, part, value) => {
    dot.style.transform = `translate(${along(part)}px, ${up(value)}px)`;
    dot.setAttribute("visibility", Number.isNaN(value) ? "hidden" : "visible");
  };
  return {
    // A held value keeps the place on the axis that its own sum would give it, if that is known.
    move(value, ghost, held) {
      const part = across(kind, held && !Number.isNaN(ghost) ? ghost : value);
      put(point, Number.isNaN(part) ? 0 : part, value);
      put(before, across(kind, ghost) || 0, ghost);
    },
    // The slope by which a gradient is multiplied here: flat where next to nothing goes on. A held
    // value is shown without one: nothing at all goes on through it.
    tilt(value, shown) {
      tangent.setAttribute("visibility", shown && !Number.isNaN(value) ? "visible" : "hidden");
      if (!shown || Number.isNaN(value)) return;
      const unit = kind === "σ" ? REACH : REACH / 2; // of the axis, per half of the width
      const rise = ((slope(kind, value) * unit) / (1 - low)) * h;
      const long = 0.3 * w / Math.hypot(w / 2, rise);
      const [cx, cy] = [along(across(kind, value)), up(value)];
      const [dx, dy] = [(long * w) / 2, long * rise];
      // Either half ends at the edge of the curve's own room: it meets no frame and no number.
      const half = (ex, ey) => Math.min(
        1, (ex > 0 ? x + w - cx : cx - x) / dx, (ey > 0 ? y + h - cy : cy - y) / dy || 0,
      );
      const [on, back] = [half(1, -1), half(-1, 1)];
      Object.entries({
        x1: cx - back * dx, y1: cy + back * dy, x2: cx + on * dx, y2: cy - on * dy,
      })
        .forEach(([key, at]) => tangent.setAttribute(key, at));
    },
    // The value at this height of the box, to two decimals.
    at(height) {
      const value = low + ((y + h - height) / h) * (1 - low);
      return Math.round(100 * Math.max(low, Math.min(1, value))) / 100;
    },
    low,
  };
}
