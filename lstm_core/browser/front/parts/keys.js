import { letters } from "../letters.js";

// The keys that step, from anywhere in the page but where one types or chooses.

const FIELDS = [
  "input", "textarea", "select", "button", "summary", "a[href]", "[contenteditable]",
  "[data-name]", // a box of the drawing, inside which the arrows go on
  ...["radio", "slider", "button", "combobox", "option", "tab", "switch", "checkbox", "spinbutton",
    "textbox"].map((role) => `[role=${role}]`),
].join();
const ONE_LINE = "input:not([type=range], [type=checkbox], [type=radio], [type=button])";
export const TYPED = `${ONE_LINE}, textarea, select, [role=combobox][aria-expanded=true]`;
const PAGED = [ // where PageDown has a meaning of its own
  "textarea", "select", "input[type=range]", "[role=slider]:not([data-name])", "[role=listbox]",
  "[role=combobox][aria-expanded=true]", "[contenteditable]",
].join();
const SCROLLING = new Set([" ", "Home", "End", "PageUp", "PageDown"]);
export const OVER = "[data-testid=stPopoverBody], [role=dialog]"; // what Escape closes first
const FIRST = `${OVER}, #explained:popover-open, [data-legend]`;

// Call these { beat, step, end, play, blank, leave } until the signal. `leave` comes to false where
// there is nothing to leave, `led` where nobody leads a class: the keys that scroll then scroll.
export function onKeys({ beat, step, end, play, blank, leave, led }, { signal }) {
  const free = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    " ": () => play(),
    Home: () => end(-1),
    End: () => end(1),
    ".": blank,
    b: blank,
    B: blank,
  };
  // Whatever has the focus, but where one types, and where it closes something first.
  const escape = (target) => !document.querySelector(FIRST)
    && !target.matches?.(TYPED) && !target.closest?.("[popover]") && leave();
  function pressed(event) {
    const target = event.composedPath()[0];
    const { key } = event;
    if (SCROLLING.has(key) && !led()) return;
    if (key.length === 1 && key !== " " && !letters()) return;
    // A clicker's keys act whatever has the focus, but where they have a meaning of their own.
    if (key === "PageDown" || key === "PageUp") {
      if (target.closest?.(PAGED)) return;
      beat(key === "PageDown" ? 1 : -1);
    } else if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    else if (key === "Enter" && target.matches?.(ONE_LINE)) {
      // What was typed is taken over, and the keys are free again, but for a dialog's.
      if (!document.querySelector(OVER)) setTimeout(() => target.blur());
      return;
    } else if (key === "Escape") {
      if (!escape(target)) return;
    } else if (target.closest?.(FIELDS) || !Object.hasOwn(free, key)) return;
    else free[key]();
    event.preventDefault();
    event.stopPropagation();
  }
  addEventListener("keydown", pressed, { capture: true, signal });
}
