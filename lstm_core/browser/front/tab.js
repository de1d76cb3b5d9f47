// Tab inside what is laid over the page. Streamlit's dialogs keep the focus among the elements they
// see, and the parts' are in shadow roots, where they see none: Tab would pass over all of them.

import { OVER } from "./parts/keys.js";

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

const isStop = (one) => (
  one.matches(STOPS) && !one.disabled && one.tabIndex >= 0
    && one.checkVisibility({ visibilityProperty: true })
);

// All stops of Tab in a root, those in the shadow roots of its parts included, in their order.
function stops(root) {
  const within = (one) => (one.shadowRoot ? [one].concat(stops(one.shadowRoot)) : one);
  return [...root.querySelectorAll("*")].flatMap(within).filter(isStop);
}

// Leave this press of Tab to the browser, but at the last stop of a dialog, which it leads round.
export function tabThrough(event) {
  if (event.key !== "Tab") return;
  const path = event.composedPath();
  const over = path.find((one) => one.matches?.(OVER));
  if (!over) return;
  const inside = stops(over);
  const last = event.shiftKey ? inside[0] : inside.at(-1);
  if (path[0] !== last) event.stopPropagation(); // a dialog hears it at the document
}
