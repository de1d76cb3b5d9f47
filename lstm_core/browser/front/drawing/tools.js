// What one does with the drawing: which way it is read, how many steps, whose names, and a picture
// of it for a slide. The legend says what is drawn how.

import { element, setName } from "../elements.js";
import { cursor } from "../place.js";
import { saveDrawing } from "./save.js";

let legendShown = null; // once somebody has chosen

const go = (change) => cursor.move(change, { atOnce: true });
const toggles = { flow: ["forward", "backward"], unrolled: ["no", "yes"] };

export function tools(drawing) {
  const bar = element("div", { className: "tools", role: "toolbar" });
  const legend = element("p", { className: "legend" });
  const buttons = {};
  const names = element("select", { onchange: () => go({ names: names.value }) });
  const press = {
    flow: () => toggle("flow"),
    unrolled: () => toggle("unrolled"),
    legend: () => {
      legendShown = legend.hidden;
      follow(drawing.place);
    },
    svg: () => save("svg"),
    png: () => save("png"),
  };

  function save(kind) {
    saveDrawing(drawing.svg, kind, drawing.data.backward ? "backward" : "cell");
  }
  function toggle(field) {
    const [off, on] = toggles[field];
    go({ [field]: drawing.place[field] === on ? off : on });
  }
  function show({ tools: words, legend: lines, large }) {
    bar.hidden = !Object.keys(words).length;
    setName(bar, words.tools ?? "");
    bar.title = "";
    bar.onmousedown = (event) => { // a button leaves the keys to the player
      if (event.target.closest("button")) event.preventDefault();
    };
    const made = Object.keys(press).map((id) => {
      buttons[id] = element("button", {
        textContent: words[id], title: words[`${id}_help`] ?? "", onclick: press[id], name: id,
      });
      return buttons[id];
    });
    const options = ["own", "pytorch", "keras"].map((id) => (
      element("option", { value: id, textContent: words[`names_${id}`] })
    ));
    names.replaceChildren(...options);
    setName(names, words.names ?? "");
    bar.replaceChildren(...made.slice(0, 2), names, ...made.slice(2));
    bar.classList.toggle("large", large);
    const spans = lines.map((line) => element("span", { textContent: line }));
    legend.replaceChildren(...spans.flatMap((span) => [span, " "]));
  }
  const isOver = () => !legend.hidden && legend.matches(".over") && legend.checkVisibility();
  function pressed(event) { // what lies over the formula is closed before anything else
    if (event.key !== "Escape" || !isOver()) return;
    press.legend();
    event.stopImmediatePropagation();
  }
  document.addEventListener("keydown", pressed, { capture: true });
  function end() {
    document.removeEventListener("keydown", pressed, { capture: true });
    document.documentElement.removeAttribute("data-legend");
  }
  function follow(place) {
    if (!place || !buttons.flow) return;
    for (const [field, [, on]] of Object.entries(toggles)) {
      buttons[field].ariaPressed = place[field] === on;
    }
    names.value = place.names;
    const roomy = !drawing.data.large && innerHeight >= 800 && innerWidth >= 1000;
    legend.hidden = bar.hidden || !(legendShown ?? roomy);
    legend.classList.toggle("over", !roomy);
    buttons.legend.ariaPressed = !legend.hidden;
    document.documentElement.toggleAttribute("data-legend", isOver());
  }
  return { bar, legend, show, follow, end };
}
