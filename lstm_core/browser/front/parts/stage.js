// What one gives the lecture with. On the slide it is out of sight, as the page's own header is,
// until the mouse moves or a key asks; on a touch screen back and on stay.

import { element, setName } from "../elements.js";
import { letters, letterSwitch } from "../letters.js";
import { cursor } from "../place.js";
import { goOn, goTo, onRoom, present } from "../pair.js";
import { OVER, TYPED } from "./keys.js";
import { countsOf } from "./room.js";

const REST = 2500; // ms without a move of the mouse, after which the slide stands alone
const ANSWERED = 600; // ms until Python has put the answer there
const ids = ["notes", "back", "place", "on", "explore", "full"];

// What scrolls: the whole page on a phone, elsewhere what is beside the header.
const SCROLLERS = ".stMain, .stVerticalBlock:has(> .st-key-place)";

const LINES = { ArrowDown: 60, ArrowUp: -60 }; // pixels that a key scrolls a small screen
const OWN = "[data-name], input, select, textarea, [role=radio], [role=slider]"; // their arrows

function scroll(event) {
  const pixels = LINES[event.key];
  if (!pixels || event.composedPath()[0].closest?.(OWN)) return;
  for (const one of document.querySelectorAll(SCROLLERS)) one.scrollBy(0, pixels);
  event.preventDefault();
}

// A scene begins at its top, wherever one was in the last.
function toTop() {
  for (const one of document.querySelectorAll(SCROLLERS)) one.scrollTo(0, 0);
}

// What is revealed below the edge of a small screen, or in a table there, comes into sight.
function toAnswer() {
  const answers = [...document.querySelectorAll(".st-key-answer, .st-key-units")];
  answers.at(-1)?.scrollIntoView({ block: "nearest" });
}

export function stage(body) {
  const bar = element("div", { className: "stage", role: "toolbar" });
  const parts = Object.fromEntries(ids.map((id) => [
    id, element("button", { className: id }),
  ]));
  const list = element("div", { className: "scenes", popover: "auto", role: "group" });
  parts.place.popoverTargetElement = list;
  const clock = element("span", { className: "clock", role: "timer", ariaLive: "off" });
  const room = element("span", { className: "room", hidden: true });
  bar.append(clock, room, ...Object.values(parts));
  body.append(bar, list);
  const root = document.documentElement;
  const ended = new AbortController();
  const { signal } = ended;
  let data = null;
  let timer = null;
  let opened = 0; // ms: when this window's clock stood at 0

  // ---- in sight, and out of it

  function rest() {
    const used = [...document.querySelectorAll(":hover")].some((one) => one.matches(
      ".st-key-header, .st-key-walk",
    ));
    if (used || list.matches(":popover-open") || document.querySelector(OVER)) wake();
    else delete root.dataset.awake;
  }
  function wake() {
    root.dataset.awake = "";
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  }
  function toggle() {
    if ("awake" in root.dataset) delete root.dataset.awake;
    else wake();
  }

  // ---- what one does

  const own = () => ({ lecture: true, notes: data.seconds >= 0 });
  const beat = (by) => goOn(by, own());
  function choose({ target }) { // a scene, here or in the outline of the presenter's window
    const scene = Number(target.closest?.("[data-scene]")?.dataset.scene);
    if (!scene) return;
    list.hidePopover();
    goTo(scene, own());
  }
  async function full() {
    if (document.fullscreenElement) {
      document.exitFullscreen();
      return;
    }
    await root.requestFullscreen?.();
    navigator.keyboard?.lock?.(["Escape"]).catch(() => {}); // Escape is the page's, as elsewhere
  }
  function presenter() {
    if (!data.notes) return;
    const wanted = new URLSearchParams(data.notes);
    const here = new URLSearchParams(location.search); // amid a run it is newer than the data
    for (const name of ["scene", "beat", "mine"]) {
      if (here.has(name)) wanted.set(name, here.get(name));
      else wanted.delete(name);
    }
    present(`?${wanted}`);
  }
  const actions = {
    notes: presenter, back: () => beat(-1), on: () => beat(1), explore: () => cursor.beat(0), full,
  };
  const shortcuts = { n: presenter, f: full, m: toggle };
  function pressed(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key === "Tab") wake();
    if (key.startsWith("Page") || key.startsWith("Arrow")) delete root.dataset.awake;
    if (ctrlKey || metaKey || altKey || event.composedPath()[0].matches?.(TYPED)) return;
    if (document.querySelector(OVER)) return;
    scroll(event);
    if (letters()) shortcuts[key.toLowerCase()]?.();
  }
  bar.onmousedown = (event) => event.preventDefault(); // the focus stays where the keys are heard
  bar.onclick = ({ target }) => actions[target.className]?.();
  list.onclick = choose;
  list.ontoggle = ({ newState }) => { // Escape closes it where the focus is in it
    if (newState === "open") list.querySelector("[aria-current=true]")?.focus();
  };
  document.addEventListener("click", choose, { signal });
  addEventListener("keydown", pressed, { capture: true, signal });
  addEventListener("mousemove", ({ movementX, movementY }) => {
    if (movementX || movementY) wake();
  }, { signal });
  addEventListener("pointerdown", wake, { signal });
  wake(); // who comes in sees what there is

  // ---- showing

  onRoom((led) => {
    room.hidden = !led;
    room.replaceChildren(...countsOf(led?.counts ?? []));
    if (led?.next) room.append(element("span", { textContent: `› ${led.next}` }));
  });
  function tick() {
    const seconds = Math.floor((Date.now() - opened) / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  const ticking = setInterval(tick, 1000);
  function show(given) {
    const { scene, scenes, beat: now, beats, seconds, notes, leads, outline, words } = given;
    if (data?.scene !== scene) toTop();
    else if (data.beat < now) setTimeout(toAnswer, ANSWERED);
    data = given;
    opened = Date.now() - 1000 * seconds;
    bar.classList.toggle("presenting", seconds >= 0);
    clock.hidden = seconds < 0;
    tick();
    setName(bar, words.tools);
    parts.place.textContent = words.place.replace("{scene}", scene).replace("{scenes}", scenes);
    if (beats > 1) parts.place.textContent += ` · ${now + 1}/${beats}`;
    list.replaceChildren(...outline.map((title, k) => element("button", {
      textContent: `${k + 1}. ${title}`, "data-scene": k + 1, ariaCurrent: k + 1 === scene,
    })), letterSwitch(words.letters, words.letters_help));
    list.ariaLabel = parts.place.textContent;
    for (const id of ["notes", "full"]) parts[id].textContent = words[id];
    const key = element("span", { className: "key", textContent: " (Esc)" });
    parts.explore.replaceChildren(words.explore, key);
    parts.notes.title = words.notes_help;
    for (const [id, sign] of [["back", "‹"], ["on", "›"]]) {
      parts[id].textContent = sign;
      setName(parts[id], words[id]);
    }
    parts.notes.hidden = !notes;
    parts.explore.hidden = parts.full.hidden = !leads;
    parts.back.disabled = scene === 1 && now === 0;
    parts.on.disabled = scene === scenes && now === beats - 1;
  }
  function end() {
    clearTimeout(timer);
    clearInterval(ticking);
    ended.abort();
    delete root.dataset.awake;
  }
  return { show, end };
}
