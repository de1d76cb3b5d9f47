// Each letter of the page says what it is, where it stands: on a tap, where the mouse rests, and,
// all those of a sentence or a formula, where Tab comes to it. Of the page itself nothing is
// changed for that but where Tab stops; what is underlined is so by a highlight of CSS.

import { element } from "./elements.js";
import { finder, lettersIn } from "./letters_in.js";

const REST = 400; // ms without a move of the mouse
const LOOK = 300; // ms after a change of the page, until it is looked at
const NEAR = { mouse: 2, touch: 14 }; // pixels from a letter
const TEXT = "[data-testid=stMarkdownContainer], .stHeading";
const STOP = `.stMain :is(${TEXT}, .stHtml :is(h2, p, .start span))`;
const SENTENCES = ":is(.st-key-top, .line, [data-testid=stCaptionContainer]) :is(h2, p)";
const OTHERS = "button, summary, label, [role=dialog], [class*=st-key-table_], .st-key-symbols";
const PRESSED = "button, a, input, textarea, select, summary, [role=button], [role=radio], "
  + "[role=slider], [role=tab], :is(.header, fieldset) label";
const PLACES = `${TEXT}, .stHtml, label, .stPlotlyChart, .where, .units > span`; // of letters
const BESIDE = { // of what has the focus -> where its letters stand
  ".slide": ".where", ".units": ".units > span", ".stSlider": "label", ".stNumberInput": "label",
  ".control": "label",
};
const SET = ".slide, .units *, [role=slider], input"; // not what helps beside it
const WALKED = new Set(["Tab", "ArrowLeft", "ArrowRight", "Home", "End"]); // they move the focus
const BOXES = { C_prev: "C", h_prev: "h", C_tilde: "C\u0303", tanh_C: "tanh" }; // of the drawing

const distance = ({ left, right, top, bottom }, x, y) => (
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
);

// Until the signal. What comes back takes what is explained, by letter and word.
export function explain({ signal }) {
  const popup = element("div", { id: "explained", role: "tooltip", popover: "manual" });
  document.body.append(popup);
  let explained = {};
  let found = null;
  let anchor = null; // comes to where what is explained stands now
  let opened = ""; // by what: "tap", "rest" or "focus"
  let last = null; // what was tapped last
  let resting = null;
  let looking = null;

  // ---- the words beside the letter

  function close() {
    if (!anchor) return;
    anchor = null;
    document.querySelector("[aria-describedby=explained]")?.removeAttribute("aria-describedby");
    popup.hidePopover();
  }
  function place() {
    const at = anchor?.();
    if (!at || (!at.width && !at.height)) {
      close();
      return;
    }
    const { offsetWidth: wide, offsetHeight: high } = popup;
    const below = at.bottom + 6;
    const top = below + high < innerHeight ? below : Math.max(4, at.top - 6 - high);
    const left = Math.max(8, Math.min(at.left, innerWidth - wide - 8));
    Object.assign(popup.style, { left: `${left}px`, top: `${top}px` });
  }
  function open(by, words, where) {
    clearTimeout(resting);
    const said = [...new Set(words)].filter(Boolean);
    if (!said.length) return;
    popup.replaceChildren(...said.map((one) => element("p", { textContent: one })));
    anchor = where;
    opened = by;
    popup.showPopover();
    place();
  }

  // ---- a tap, and the mouse at rest

  function letterAt({ clientX: x, clientY: y }, target, near) {
    const block = target.closest?.(PLACES);
    if (!block || !found) return null;
    const apart = ({ range }) => (
      Math.min(...[...range.getClientRects()].map((one) => distance(one, x, y)))
    );
    const all = lettersIn(block, explained, found).filter((one) => apart(one) <= near);
    return all.toSorted((one, other) => apart(one) - apart(other))[0];
  }
  function tapped(event) {
    const target = event.composedPath()[0];
    const label = last?.closest("label");
    last = target.closest ? target : null;
    if (label && label.control === target) return; // which the label has clicked, not the person
    close();
    const box = target.closest?.("[data-name]");
    if (box) {
      if (box.getAttribute("role") === "img") showBox(box, "tap");
      return;
    }
    if (target.closest?.(PRESSED)) return;
    const touch = event.pointerType ? event.pointerType !== "mouse" : navigator.maxTouchPoints > 0;
    const letter = letterAt(event, target, touch ? NEAR.touch : NEAR.mouse);
    if (letter) open("tap", [letter.words], () => letter.range.getBoundingClientRect());
  }
  function moved(event) {
    clearTimeout(resting);
    if (event.pointerType !== "mouse") return;
    const at = opened === "rest" && anchor?.();
    if (at && distance(at, event.clientX, event.clientY) > 12) close();
    const target = event.composedPath()[0];
    if (anchor || !target.closest?.(PLACES) || target.closest(`${PRESSED}, .stPlotlyChart`)) return;
    resting = setTimeout(() => {
      const letter = letterAt(event, target, NEAR.mouse);
      if (letter) open("rest", [letter.words], () => letter.range.getBoundingClientRect());
    }, REST);
  }

  // ---- where Tab comes to

  function showBox(box, by) {
    const name = box.dataset.name;
    open(by, [explained[BOXES[name] ?? name]], () => box.getBoundingClientRect());
  }
  function active() {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    return one;
  }
  function focused(key, before) {
    const target = active();
    if (!found || !target || target === before) return;
    if (target.dataset.name) showBox(target, "focus");
    if (key !== "Tab") return;
    const own = target.matches(STOP) ? target : null;
    const beside = target.matches(SET) ? Object.entries(BESIDE) : [];
    const [kind, label] = beside.find(([one]) => target.closest(one)) ?? [];
    const root = kind === ".slide" ? target.getRootNode() : kind && target.closest(kind).parentNode;
    const block = own ?? root?.querySelector(label);
    if (!block) return;
    const words = lettersIn(block, explained, found).map((one) => one.words);
    open("focus", words, () => block.getBoundingClientRect());
    if (own && anchor) own.setAttribute("aria-describedby", popup.id);
  }
  function pressed(event) {
    const { key } = event;
    if (key === "Escape" && anchor) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    clearTimeout(resting);
    if (key !== "Shift") close();
    const before = active();
    if (WALKED.has(key)) setTimeout(() => focused(key, before)); // once it has moved the focus
  }

  // ---- the page as it is now

  function look() {
    looking = null;
    const ranges = [];
    for (const one of document.querySelectorAll(STOP)) {
      const seen = one.checkVisibility({ visibilityProperty: true });
      const inner = !seen || one.closest(OTHERS) || one.parentElement.closest(STOP);
      const letters = inner ? [] : lettersIn(one, explained, found);
      const stops = one.getAttribute("tabindex") === "0";
      if (letters.length && !stops) one.tabIndex = 0;
      if (!letters.length && stops) one.removeAttribute("tabindex");
      ranges.push(...letters.map(({ range }) => range).filter((range) => {
        const { parentElement } = range.startContainer;
        return parentElement.closest(SENTENCES) && !parentElement.closest(".katex");
      }));
    }
    // in colours of one's own a highlight is as strong as a selection
    const plain = CSS.highlights && !matchMedia("(forced-colors: active)").matches;
    if (plain) CSS.highlights.set("explained", new Highlight(...ranges));
    else CSS.highlights?.delete("explained");
    if (anchor) place();
  }
  const watch = new MutationObserver(() => { looking ??= setTimeout(look, LOOK); });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });

  const options = { capture: true, signal };
  addEventListener("click", tapped, options);
  addEventListener("pointermove", moved, options);
  addEventListener("focusout", () => { if (opened === "focus") close(); }, options);
  addEventListener("keydown", pressed, options);
  addEventListener("scroll", place, options);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    clearTimeout(looking);
    clearTimeout(resting);
    popup.remove();
  });
  return {
    show(given) {
      explained = given;
      found = finder(given);
      look();
    },
  };
}
