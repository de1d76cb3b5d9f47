// What a phone needs beside its style: charts drawn for its width, the keyboard of a field for a
// number, a panel that closes when what it was opened for is done, and what is asked in sight.

import { cursor } from "./place.js";

const ONE_COLUMN = "(max-width: 860px)"; // there, and at 200 %, charts stand one below the other
const NARROW = "(max-width: 640px), (max-height: 500px)";
const DONE = ".st-key-change_add button, .st-key-silence button, .st-key-versus_keep button";

const OPENING = ".st-key-what_if button, .st-key-top [aria-haspopup]";

const ANSWERED = 600; // ms until Python has put the question there

// Who begins to predict far down the page comes to what is asked.
function comeToQuestion() {
  const top = document.querySelector(".st-key-top");
  if (top?.getBoundingClientRect().top < 0) top.scrollIntoView({ block: "start" });
}

// The place for a change lies at the foot of the screen: what it changes comes above it.
function comeToCell() {
  document.querySelector(".st-key-diagram")?.scrollIntoView({ block: "start" });
}

function closePanel() {
  document.querySelector('.st-key-what_if [aria-expanded="true"]')?.click();
}

// Streamlit's menu stands outside of what scrolls: style hides it where words would pass below.
function scrolled({ target }) {
  if (target.matches?.(".stMain")) {
    document.documentElement.toggleAttribute("data-scrolled", target.scrollTop > 0);
  }
}

export function phone(signal) {
  const column = matchMedia(ONE_COLUMN);
  const say = () => cursor.screen(column.matches);
  column.addEventListener("change", say, { signal });
  signal.addEventListener("abort", cursor.subscribe(say));
  addEventListener("click", (event) => {
    const pressed = event.composedPath()[0];
    if (matchMedia(NARROW).matches && pressed.name === "hide") setTimeout(comeToQuestion, ANSWERED);
  }, { signal });
  addEventListener("scroll", scrolled, { capture: true, signal });
  for (const type of ["pointerdown", "focusin"]) { // the keyboard comes between the two
    addEventListener(type, ({ target }) => {
      if (target.matches?.(".st-key-typed input")) target.inputMode = "decimal";
    }, { capture: true, signal });
  }
  addEventListener("click", ({ target }) => {
    if (target.closest?.(OPENING) && matchMedia(NARROW).matches) comeToCell();
    if (target.closest?.(DONE) && matchMedia(NARROW).matches) setTimeout(closePanel, 150);
  }, { signal });
}
