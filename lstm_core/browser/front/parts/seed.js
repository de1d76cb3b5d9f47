// The seed. Another one is a move, so that the rest of the sidebar stays as it is.

import { element } from "../elements.js";
import { cursor } from "../place.js";

const DRAWN = 10000; // how many seeds another one is drawn from

export function seed(body) {
  let bounds = null; // what Python says: words, the least and the greatest seed
  let latest = null; // the seed of the place
  const go = (value) => cursor.move({ seed: value }, { atOnce: true });
  const draw = () => go(Math.floor(DRAWN * Math.random()));

  const label = element("label", { htmlFor: "seed" });
  const why = element("button", { className: "why", textContent: "?", popovertarget: "help" });
  const help = element("div", { id: "help", popover: "auto" });
  const field = element("input", { id: "seed", type: "number", step: 1 });
  const another = element("button", { id: "another", onclick: draw });
  const first = element("button", { id: "first", onclick: () => go(bounds.first) });
  body.append(
    element("div", { className: "line" }, [label, why, help]),
    field,
    element("div", { className: "line" }, [another, first]),
  );
  field.onchange = () => {
    const { low, high } = bounds;
    if (field.value === "") field.value = latest;
    else go(Math.min(high, Math.max(low, Math.round(Number(field.value)))));
  };

  function follow(place) {
    // What is being typed stays until the seed is another.
    if (place.seed !== latest) field.value = latest = place.seed;
    first.disabled = bounds.fixed || place.seed === bounds.first;
  }
  function show(data) {
    bounds = data;
    const { words, low, high, fixed } = data;
    label.textContent = words.label;
    why.ariaLabel = words.why;
    help.textContent = words.help;
    another.textContent = words.another;
    first.textContent = words.first;
    Object.assign(field, { min: low, max: high, disabled: fixed });
    another.disabled = fixed;
    end();
    end = cursor.subscribe(follow);
  }
  let end = () => {};
  return { show, end: () => end() };
}
