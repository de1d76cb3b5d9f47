// The focus never falls to the page itself: where what had it is gone, it goes to what comes next.

import { OVER } from "./parts/keys.js";
import { heard } from "./spoken.js";
import { tabThrough } from "./tab.js";

const CLOSED = 400; // ms that a dialog may take to go once it has let go of the focus
const HEADINGS = [".st-key-top h2", ".stMain h2", ".stMain"]; // the first of these that is there
const WATCHED = ["disabled", "data-collapsed", "data-test-script-state"];
const GONE = { // where one was -> where one goes on, if that is there
  ".st-key-options": ".st-key-another button",
  ".st-key-trainer": ".st-key-trainer button:enabled",
  ".st-key-top [aria-haspopup]": ".st-key-what_if button",
  ".stSidebar": "[data-testid=stExpandSidebarButton]",
};

const first = (selector) => document.querySelector(selector);
const usable = (one) => (
  one?.isConnected && !one.disabled && one.checkVisibility({ visibilityProperty: true })
);

// Until the signal. Who uses the mouse keeps the keys: the focus then goes to the sentence.
export function keepFocus({ signal }) {
  let last = null; // { one, place, before }: what had the focus, where, and before it was laid over
  let pointed = false; // whether the mouse or a finger was used last
  let waiting = false;

  function entered(event) {
    const path = event.composedPath().filter((one) => one.matches);
    const inside = (place) => path.some((one) => one.matches(place));
    const place = [OVER, ...Object.keys(GONE)].find(inside);
    const before = place === OVER ? last?.before ?? last?.one : null;
    last = { one: path[0], place, before };
  }
  function goOn() {
    const { place, before } = last;
    const further = pointed || !GONE[place] ? null : first(GONE[place]);
    const wanted = usable(before) ? before : further;
    const next = usable(wanted) ? wanted : HEADINGS.map(first).find(usable);
    if (!next) return;
    if (next.matches("h2:not([tabindex])")) next.tabIndex = -1; // where Tab stops it stays so
    next.focus({ preventScroll: true });
    heard(next);
  }
  function look() {
    waiting = false;
    if (!last || document.activeElement !== document.body) return;
    if (!usable(last.one)) goOn();
    else if (pointed) last = null; // let go by hand
  }
  function later() {
    if (waiting) return;
    waiting = true;
    setTimeout(look, CLOSED);
  }
  const options = { capture: true, signal };
  document.addEventListener("focusin", entered, options);
  document.addEventListener("focusout", later, options);
  document.addEventListener("pointerdown", () => { pointed = true; }, options);
  // What the mouse or a finger has set lets go of the keys, which are a clicker's again.
  for (const [kind, one] of [["pointerup", "input[type=range]"], ["input", "select"]]) {
    document.addEventListener(kind, (event) => {
      const [target] = event.composedPath();
      if (pointed && target.matches?.(one)) setTimeout(() => target.blur());
    }, options);
  }
  document.addEventListener("keydown", () => { pointed = false; }, options);
  document.documentElement.addEventListener("keydown", tabThrough, { signal });
  const watch = new MutationObserver(later);
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: WATCHED });
  signal.addEventListener("abort", () => watch.disconnect());
}
