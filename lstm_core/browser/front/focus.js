// The focus never falls to the page itself: where what had it is gone, it goes to what comes next.

import { OVER } from "./parts/keys.js";
import { cursor } from "./place.js";
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
// What leads to another question: its sentence is what comes next. Who uses the keys stays at the
// player's own button, which hides and shows.
const ASKS = [
  "ask", "another", "practise_start", "round_more", "round_counting",
].map((key) => `.st-key-${key} button`).join();
const HIDES = "[name=hide]";

const first = (selector) => document.querySelector(selector);
const usable = (one) => (
  one?.isConnected && !one.disabled && one.checkVisibility({ visibilityProperty: true })
);

// Until the signal. Who uses the mouse keeps the keys: the focus then goes to the sentence.
export function keepFocus({ signal }) {
  let last = null; // { one, place, before }: what had the focus, where, and before it was laid over
  let pointed = false; // whether the mouse or a finger was used last
  let waiting = false;
  let asked = null; // the sentence from which one goes on to another question

  function entered(event) {
    const path = event.composedPath().filter((one) => one.matches);
    const inside = (place) => path.some((one) => one.matches(place));
    const place = [OVER, ...Object.keys(GONE)].find(inside);
    const before = place === OVER ? last?.before ?? last?.one : null;
    last = { one: path[0], place, before };
  }
  const heading = () => HEADINGS.map(first).find(usable);
  function goOn() {
    const { one, place, before } = last;
    const further = pointed || usable(one) || !GONE[place] ? null : first(GONE[place]);
    const wanted = usable(before) ? before : further;
    goTo(usable(wanted) ? wanted : heading());
  }
  function goTo(next) {
    if (!next) return;
    if (next.matches("h2:not([tabindex])")) next.tabIndex = -1; // where Tab stops it stays so
    next.focus({ preventScroll: true });
    heard(next);
  }
  function look() {
    waiting = false;
    if (asked !== null && heading()?.textContent !== asked) {
      asked = null;
      goTo(heading());
    }
    if (!last || document.activeElement !== document.body) return;
    if (!usable(last.one)) goOn();
    else if (pointed) last = null; // let go by hand
    else if (document.hasFocus()) goOn(); // by Enter in a field
  }
  function later() {
    if (waiting) return;
    waiting = true;
    setTimeout(look, CLOSED);
  }
  const options = { capture: true, signal };
  document.addEventListener("focusin", entered, options);
  document.addEventListener("focusout", later, options);
  document.addEventListener("pointerdown", () => { pointed = true; asked = null; }, options);
  document.addEventListener("click", (event) => {
    const to = pointed ? `${ASKS}, ${HIDES}` : ASKS;
    const asks = event.composedPath().some((one) => one.matches?.(to));
    if (asks) asked = heading()?.textContent ?? null;
  }, options);
  // What the mouse or a finger has set lets go of the keys, which are a clicker's again.
  for (const [kind, one] of [["pointerup", "input[type=range]"], ["input", "select"]]) {
    document.addEventListener(kind, (event) => {
      const [target] = event.composedPath();
      if (pointed && target.matches?.(one)) setTimeout(() => target.blur());
    }, options);
  }
  document.addEventListener("keydown", ({ key }) => {
    pointed = false;
    if (key !== "Escape") asked = null;
  }, options);
  // Escape leaves a scene, or comes back to it: what is there begins with another sentence.
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && document.activeElement === document.body && cursor.place?.scene) {
      asked = heading()?.textContent ?? null;
    }
  }, options);
  document.documentElement.addEventListener("keydown", tabThrough, { signal });
  const watch = new MutationObserver(later);
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: WATCHED });
  signal.addEventListener("abort", () => watch.disconnect());
}
