// Tab through what is laid over the page. Streamlit's dialogs keep the focus among the elements
// they see, and the parts' are in shadow roots, where they see none: Tab would pass over them all.

import { OVER } from "./parts/keys.js";

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

const POPOVER = "[data-testid=stPopoverBody]";
const BUTTON = "[data-testid=stPopoverButton][aria-expanded=true]";

const isOver = (one) => one.matches?.(OVER);
// A popover that has lost the focus takes its stops out of the order, and notes that.
const isStop = (one) => (
  one.matches(`${STOPS}, [data-tabindex]`) && !one.disabled
    && (one.tabIndex >= 0 || "tabindex" in one.dataset)
    && one.checkVisibility({ visibilityProperty: true })
);

// All stops of Tab in a root, those in the shadow roots of its parts included, in their order.
function stops(root) {
  const within = (one) => (one.shadowRoot ? [one].concat(stops(one.shadowRoot)) : one);
  return [...root.querySelectorAll("*")].flatMap(within).filter(isStop);
}

// In a dialog leave this press of Tab to the browser, but at the last stop, which the dialog leads
// round. A popover comes after its button, though it stands at the end of the page.
export function tabThrough(event) {
  if (event.key !== "Tab") return;
  const path = event.composedPath();
  const button = document.querySelector(BUTTON);
  const over = path[0] === button ? document.querySelector(POPOVER) : path.find(isOver);
  if (!over) return;
  const inside = stops(over);
  const last = event.shiftKey ? inside[0] : inside.at(-1);
  if (!over.matches(POPOVER)) {
    if (path[0] !== last) event.stopPropagation(); // a dialog hears it at the document
  } else if (path[0] !== button) {
    if (path[0] === last) leave(event, button);
  } else if (!event.shiftKey) {
    inside[0]?.focus();
    event.preventDefault();
  }
}

// To the button of a popover, or further on from there.
function leave(event, button) {
  button?.focus();
  if (event.shiftKey) event.preventDefault();
}
