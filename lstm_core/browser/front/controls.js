// Controls of one setting each, native elements of the browser: how they are made, take what Python
// says of them, and follow the value in force. Each is given the name of the setting, and what sets
// it to a value.

import { element } from "./elements.js";

const DRAWN = 10000; // how many seeds another one is drawn from

const label = (name, properties) => element("label", { id: `label_${name}`, ...properties });

// One of a list.
function list(name, set) {
  const choice = element("select", { id: name, className: "control" });
  let shown = ""; // its options; rewritten only where they are others, as it may be open
  choice.onchange = () => set(choice.value);
  return {
    label: label(name, { htmlFor: name }),
    parts: [choice],
    show({ options, fixed }) {
      const now = JSON.stringify(options);
      choice.disabled = fixed;
      if (now === shown) return;
      shown = now;
      choice.replaceChildren(...options.map(([value, textContent]) => (
        element("option", { value, textContent })
      )));
    },
    follow(value) { choice.value = value; },
  };
}

// One of a few, all in sight.
function row(name, set) {
  const choices = element("div", {
    className: "radios", role: "radiogroup",
  });
  const inputs = () => [...choices.querySelectorAll("input")];
  choices.setAttribute("aria-labelledby", `label_${name}`);
  function one(id, words) {
    const input = element("input", {
      type: "radio", name, value: id, id: `${name}_${id}`, className: "control",
    });
    input.onchange = () => set(id, true);
    return [input, element("label", { htmlFor: input.id, textContent: words })];
  }
  return {
    label: element("span", { id: `label_${name}`, className: "label" }),
    parts: [choices],
    show({ options, fixed }) {
      if (inputs().map(({ value }) => value).join() !== options.map(([id]) => id).join()) {
        choices.replaceChildren(...options.flatMap(([id, words]) => one(id, words)));
      }
      for (const [k, input] of inputs().entries()) {
        const [, words] = options[k];
        input.disabled = fixed;
        input.nextSibling.textContent = words;
      }
    },
    follow(value) {
      for (const input of inputs()) input.checked = input.value === value;
    },
  };
}

// A whole number from one to another. What stands beside it is no <output>: a screen reader says a
// slider's value by itself, and would say that one again.
function range(name, set) {
  const input = element("input", { id: name, type: "range", step: 1, className: "control" });
  const shown = element("span", { className: "value" });
  input.oninput = () => set(Number(input.value));
  return {
    label: label(name, { htmlFor: name }),
    beside: shown,
    parts: [input],
    show: ({ low, high, fixed }) => Object.assign(input, { min: low, max: high, disabled: fixed }),
    follow(value) {
      input.value = value;
      shown.textContent = value;
    },
  };
}

// The seed: a number to type, another one, and the notebook's.
function seed(name, set) {
  let bounds = null; // what Python says of it
  let latest = null; // the value in force
  const input = element("input", { id: name, type: "number", step: 1, className: "control" });
  const another = element("button", {
    id: "another", onclick: () => set(Math.floor(DRAWN * Math.random()), true),
  });
  const back = element("button", { id: "first", onclick: () => set(bounds.first, true) });
  input.onchange = () => {
    const { low, high } = bounds;
    if (input.value === "") input.value = latest;
    else set(Math.min(high, Math.max(low, Math.round(Number(input.value)))), true);
  };
  return {
    label: label(name, { htmlFor: name }),
    parts: [input, element("div", { className: "line" }, [another, back])],
    show(field, words) {
      bounds = field;
      const { low, high, fixed } = field;
      another.textContent = words.another;
      back.textContent = words.back_to_first;
      Object.assign(input, { min: low, max: high, disabled: fixed });
      another.disabled = fixed;
    },
    follow(value) {
      if (value !== latest) input.value = latest = value; // what is being typed stays till then
      back.disabled = bounds.fixed || value === bounds.first;
    },
  };
}

export const CONTROLS = { list, row, range, seed };
