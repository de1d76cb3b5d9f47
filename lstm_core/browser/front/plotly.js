// The charts. window.Plotly is no public interface of Streamlit's: without it the page stays right,
// and each chart follows with the figure that Python sends.

import { element } from "./elements.js";
import { keepWidth, savePicture } from "./saved.js";

const CHART = ".js-plotly-plot";
const listening = new WeakSet(); // the charts that tell of clicks
let marked = null; // the step that the next frame is to stand round

// The frame round step t on the charts that have one, once the drawing has been painted.
export function mark(t) {
  if (marked === null) requestAnimationFrame(() => setTimeout(frame));
  marked = t;
}

function frame() {
  const t = marked;
  marked = null;
  if (!window.Plotly?.relayout) return;
  for (const chart of document.querySelectorAll(CHART)) {
    const shape = chart.layout?.shapes?.[0];
    if (shape?.name !== "t" || shape.x0 === t - 0.5) continue;
    window.Plotly.relayout(chart, { "shapes[0].x0": t - 0.5, "shapes[0].x1": t + 0.5 });
  }
}

// Call `go` with the part of a place that a click on a bar or a cell stands for. A chart tells of
// clicks from the first time that it is pointed at; an input or an answer has no unit.
export function onClick(go, { signal }) {
  const pointed = ({ target }) => {
    const chart = target.closest?.(CHART);
    if (!chart?.on || listening.has(chart)) return;
    listening.add(chart);
    chart.on("plotly_click", ({ points: [{ customdata: given, x, y, data }] }) => {
      const customdata = given ?? (data.meta && [x, y, data.meta]); // of a heatmap
      if (!Array.isArray(customdata)) return;
      const place = { t: customdata[0], unit: customdata[1], stage: customdata.at(-1) };
      const names = ["x", "y"].includes(place.stage) ? ["t"] : chart.layout.meta;
      go(Object.fromEntries(names.map((name) => [name, place[name]])));
    });
  };
  addEventListener("pointerdown", pointed, { capture: true, signal });
}

// Call `offer` with the camera of a chart that is pressed, and with what saves that chart as an
// "svg" or a "png".
export function onCamera(offer, { signal }) {
  addEventListener("click", (event) => {
    const camera = event.target.closest?.(".modebar-btn");
    const chart = camera?.closest(CHART);
    if (!chart || !window.Plotly?.toImage) return; // Plotly's own button saves a PNG
    event.stopPropagation();
    offer(camera, (kind) => save(chart, kind));
  }, { capture: true, signal });
}

// As Plotly draws it for a file: dark on white, whichever theme is on.
async function save(chart, kind) {
  const { clientWidth: width, clientHeight: height } = chart;
  const url = await window.Plotly.toImage(chart, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const svg = document.importNode(drawn, true);
  const unseen = element("div", { style: "position: fixed; visibility: hidden;" }, [svg]);
  document.body.append(unseen); // in the page's type
  for (const one of svg.querySelectorAll("text, tspan")) keepWidth(one);
  unseen.remove();
  const [, what] = chart.closest('[class*="st-key-"]').className.match(/st-key-(\w+)/);
  savePicture(svg, { kind, what });
}

// Put a figure's new data into the chart of this key, which stays mounted: nothing flickers.
export function update(key, figure) {
  const places = ["", "_tall"].map((tall) => `.st-key-picture_${key}${tall} ${CHART}`);
  const chart = document.querySelector(places.join());
  if (!chart?.layout || !window.Plotly) return;
  const { shapes, annotations } = figure.layout;
  const layout = { ...chart.layout, shapes };
  layout.annotations = chart.layout.annotations.map((note, k) => (
    { ...note, ...annotations[k] }
  ));
  for (const [name, axis] of Object.entries(figure.layout)) {
    if (!name.startsWith("yaxis")) continue;
    layout[name] = { ...layout[name], ...axis, autorange: !axis.range };
  }
  window.Plotly.react(chart, figure.data, layout, { ...chart._context });
}
