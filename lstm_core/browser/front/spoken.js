// What is read out: one polite live region of the page, which says briefly what has become another,
// once it has settled.

import { element } from "./elements.js";
import { cursor } from "./place.js";

const LOOK = 100; // ms after a change of the page, until it is looked at
const SETTLED = 350; // ms; twice that without a change and without work, and it is said
const SELDOM = 15_000; // ms from one sentence of a training to the next
const OUT_OF_SIGHT = "position: fixed; width: 1px; height: 1px; overflow: hidden; "
  + "clip-path: inset(50%); white-space: nowrap;";
const PLACES = { verdict: ".st-key-verdict", heading: ".st-key-top h2" };

const region = element("div", {
  id: "spoken", role: "status", ariaLive: "polite", style: OUT_OF_SIGHT,
});
const due = new Map(); // what is to be said, by what it is about
let timer = null;
let calm = false; // whether there was no work when it was looked for last
let last = 0; // ms: when something was said
let waits = () => false; // whether the page goes on by itself

// The words of an element; a formula stands in it twice, of which a screen reader has one.
function read(found) {
  if (!found) return "";
  const copy = found.cloneNode(true);
  for (const extra of copy.querySelectorAll(".katex-html, annotation, button")) extra.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

// Of an answer whether it was right; of one that was only shown the answer.
function worded(name) {
  const found = document.querySelector(PLACES[name]);
  return read((name === "verdict" && found?.querySelector("strong")) || found);
}

// Say, once the page has settled, what this function comes to; it replaces what was to be said
// about the same.
export function tell(about, words) {
  due.set(about, words);
  clearTimeout(timer);
  calm = false;
  timer = setTimeout(say, SETTLED);
}

// What gets the focus is read out anyway.
export function heard(one) {
  if (one.matches(PLACES.heading)) due.delete("heading");
}

function say() {
  const training = (cursor.cell?.training ?? null) !== null;
  const before = calm;
  calm = !waits() && !cursor.pending && (!training || Date.now() - last >= SELDOM);
  if (!calm || !before) {
    timer = setTimeout(say, SETTLED);
    return;
  }
  const words = ["where", "stage", "verdict", "heading"].map((about) => due.get(about)?.() ?? "");
  if (words[3].includes(words[0])) words[0] = "";
  due.clear();
  last = Date.now();
  const said = words.filter(Boolean).join(". ");
  if (said) region.textContent = said;
}

// Watch the page's own sentences until the signal. `moving` comes to whether it goes on by itself.
export function listen(moving, { signal }) {
  waits = moving;
  document.body.append(region);
  const seen = {};
  let looking = null;
  function look() {
    looking = null;
    for (const name of Object.keys(PLACES)) {
      const now = worded(name);
      const before = seen[name];
      seen[name] = now;
      // what is there when the page opens is read as any page is
      if (now && before !== now && before !== undefined) tell(name, () => worded(name));
    }
  }
  const watch = new MutationObserver(() => { looking ??= setTimeout(look, LOOK); });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    clearTimeout(looking);
  });
}
