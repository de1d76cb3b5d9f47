// The cell as a drawing. It follows the place at once; Python sends its values when they change.

import { build } from "../drawing/layout.js";
import { Moment } from "../drawing/moment.js";
import { tools } from "../drawing/tools.js";
import { fill } from "../drawing/values.js";
import { setStop } from "../drawing/walk.js";
import { element, shape } from "../elements.js";
import { cursor } from "../place.js";
import { tell } from "../spoken.js";

const NARROW = 480; // pixels: a phone
const LEAST = 840; // width of steps side by side, which scroll on a phone
const LOW = 120; // no drawing fits below this height, which it has while the page is laid out

export function diagram(body) {
  const whole = element("div", { className: "whole" });
  const scroll = element("div", { className: "scroll" });
  body.append(whole);
  const svg = shape(scroll, "svg", { class: "drawing", role: "group" });
  const drawing = { svg, data: null, place: null, cells: [], draft: null, send: () => {} };
  const bar = tools(drawing);
  const told = element("p", { className: "told", ariaHidden: true }); // spoken.js says it as well
  whole.append(scroll, told, bar.bar, bar.legend);
  let focused; // where the box is that has the focus: which cell, and its name
  let drawn = "";
  hatched(body);

  function size() {
    const { clientWidth: wide } = scroll;
    const several = drawing.data.cells > 1;
    svg.style.minWidth = several ? `${LEAST}px` : "";
    // no room round a narrow one
    const one = (wide < NARROW ? 0.95 : 0.66) * wide;
    const most = several ? 0.5 * Math.max(wide, LEAST) : one;
    const legend = bar.legend.matches(".over") ? 0 : bar.legend.offsetHeight;
    const rest = bar.bar.offsetHeight + legend + told.offsetHeight;
    whole.style.maxHeight = `${Math.round(most + rest)}px`;
    return { width: svg.clientWidth, height: svg.clientHeight, screen: innerHeight };
  }
  function draw() {
    const now = size();
    if (!now.width || now.height < LOW) return; // it is drawn when it has a place
    drawn = JSON.stringify(now);
    svg.setAttribute("viewBox", `0 0 ${now.width} ${now.height}`);
    build(drawing, now);
    fill(drawing);
    if (focused) svg.querySelector(`[data-at="${focused}"]`)?.focus();
  }

  // On a phone what is tapped is told right below: the card of the stage is out of sight there.
  function tellStage() {
    const { data, place } = drawing;
    if (!data || !place) return;
    const title = data.help[place.stage] ?? "";
    const moment = new Moment(drawing, Math.min(place.t, data.x.length));
    const value = moment.words(place.stage, moment.said(place.stage), title);
    told.hidden = data.large; // then the formula says it
    told.textContent = place.stage === "z" ? title : value;
  }

  // Who steps with the keys stays on a box, though it is drawn anew.
  const root = body.getRootNode();
  // Not on the drawing: a listener for the focus would make it a stop of Tab itself.
  scroll.addEventListener("focusin", ({ target }) => {
    focused = target.dataset.at;
    setStop(drawing);
  });
  scroll.addEventListener("focusout", () => setTimeout(() => {
    focused &&= root.activeElement?.dataset.at;
  }));
  const resized = new ResizeObserver(() => {
    if (drawing.data && JSON.stringify(size()) !== drawn) draw();
  });
  resized.observe(scroll);
  const label = (selector) => svg.querySelector(selector)?.getAttribute("aria-label");
  const unsubscribe = cursor.subscribe((place) => {
    const { stage, unit } = drawing.place ?? place;
    if (stage !== place.stage) tell("stage", () => label(".chosen"));
    else if (unit !== place.unit) tell("stage", () => label(":focus") ?? label(".chosen"));
    drawing.place = place;
    fill(drawing);
    bar.follow(place);
    tellStage();
  });

  function show(data, send) {
    Object.assign(drawing, { data, draft: null, send: send.trigger });
    bar.show(data);
    bar.follow(drawing.place);
    tellStage();
    draw();
  }
  function end() {
    resized.disconnect();
    bar.end();
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
  shape(pattern, "rect", { width: 3, height: 12, fill: "#808A93", opacity: 0.35 });
}
