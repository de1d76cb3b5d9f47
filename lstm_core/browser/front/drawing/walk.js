// The drawing is one stop of Tab. Inside it left and right go from box to box, of all cells, in the
// order in which a step is computed; Home and End to the first and the last one.

const ORDER = [
  "C_prev", "h_prev", "x", "z", "f", "i", "C_tilde", "kept", "written", "C", "tanh_C", "o", "h",
];

const boxes = (svg) => [...svg.querySelectorAll(".panel")].flatMap((panel) => (
  [...panel.querySelectorAll("[data-name]")].toSorted((one, other) => (
    ORDER.indexOf(one.dataset.name) - ORDER.indexOf(other.dataset.name)
  ))
));

// Where Tab comes in: where one is, else at the stage that is chosen.
export function setStop({ svg }) {
  const all = boxes(svg);
  const inside = all.find((one) => one === svg.getRootNode().activeElement);
  const stop = inside ?? svg.querySelector(".chosen") ?? all[0];
  for (const one of all) {
    const order = one === stop ? 0 : -1;
    if (one.tabIndex !== order) one.tabIndex = order;
  }
}

// Go where this key goes to from a box; whether it is one of these keys.
export function walk({ svg }, from, key) {
  const all = boxes(svg);
  const to = {
    ArrowLeft: all.indexOf(from) - 1, ArrowRight: all.indexOf(from) + 1,
    Home: 0, End: all.length - 1,
  }[key];
  all[to]?.focus();
  return to !== undefined;
}
