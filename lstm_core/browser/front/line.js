// The controls in the page's own HTML. What one sets with them is a move; what they show follows
// the place. HTML that has become another is made anew, and is told where the page is again.

import { cursor } from "./place.js";

const ALL = "[data-set]"; // the setting that an input sets

// Show what holds; only a difference is written, since each is a change of the page.
function show(one, place, all) {
  const value = String(place[one.dataset.set]);
  if (one.type === "radio") {
    const named = all.some((other) => other.name === one.name && other.value === value);
    one.checked = named ? one.value === value : "else" in one.dataset;
    return;
  }
  if (one.value !== value) one.value = value; // within its bounds
  const said = one.nextElementSibling; // for the eye: a slider tells its value itself
  if (said.textContent !== one.value) said.textContent = one.value;
}

// Until the signal.
export function lines({ signal }) {
  function follow(place) {
    const all = [...document.querySelectorAll(ALL)];
    for (const one of all) show(one, place, all);
  }
  const watch = new MutationObserver(() => { if (cursor.place) follow(cursor.place); });
  watch.observe(document.body, { subtree: true, childList: true });
  const end = cursor.subscribe(follow);
  document.addEventListener("input", ({ target }) => {
    const { set } = target.dataset;
    if (!set) return;
    const radio = target.type === "radio";
    cursor.move({ [set]: radio ? target.value : Number(target.value) }, { atOnce: radio });
  }, { signal });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    end();
  });
}
