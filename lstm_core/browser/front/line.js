// The controls in the page's own HTML. What one sets with them is a move; what they show follows
// the place, as do the options and bounds that depend on it. HTML that has become another is made
// anew, and is told where the page is again.

import { cursor } from "./place.js";

const ALL = "[data-set]"; // the setting that an input sets

// Only a difference is written, since each is a change of the page.
function write(one, property, value) {
  if (one[property] !== value) one[property] = value;
}

// Show what of a choice holds; an option that needs another setting is there while that has it.
function showOption(one, place, all) {
  const { set, needs } = one.dataset;
  const value = String(place[set]);
  const named = all.some((other) => other.name === one.name && other.value === value);
  one.checked = named ? one.value === value : "else" in one.dataset;
  const off = Boolean(needs) && !place[needs] && !one.checked;
  write(one, "disabled", off);
  write(one.nextElementSibling, "hidden", off);
}

// Show what holds; it may begin where another setting is, or a step before where that is its end.
function showSlider(one, place) {
  const { set, least } = one.dataset;
  if (least) write(one, "min", String(Math.max(1, Math.min(place[least], one.max - 1))));
  write(one, "value", String(place[set])); // within its bounds
  write(one.nextElementSibling, "textContent", one.value); // for the eye: it tells its value itself
}

// Until the signal.
export function lines({ signal }) {
  function follow(place) {
    const all = [...document.querySelectorAll(ALL)];
    for (const one of all) {
      if (one.type === "radio") showOption(one, place, all);
      else showSlider(one, place);
    }
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
