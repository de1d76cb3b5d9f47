// Streamlit's own names for its parts are English in every language: they get those of the page.

const NAMED = ["aria-label", "data-title", "title"]; // the last two are shown under the mouse
const SELECTOR = NAMED.map((name) => `[${name}]`).join();
const ABOUT = "{about}";
const TEXTS = [
  "[role=menuitemradio]", "[data-testid=stSkipToContent]", "[data-testid=stConnectionStatus] label",
  "[data-testid=stFileUploader] [role=alert]", "[role=dialog] > h2",
  "[role=dialog] > h2 + div > div:first-child",
].map((one) => `${one}:not([aria-label])`).join();

// Until the signal. What comes back takes the names: Streamlit's -> ours, both with {about} where
// what they are about stands.
export function translate({ signal }) {
  const theirs = new WeakMap(); // an element -> { attribute: [its name by Streamlit, ours] }
  let exact = {};
  let framed = []; // [how it begins, how it ends, ours]
  let waiting = null;

  function ours(name) {
    if (Object.hasOwn(exact, name)) return exact[name];
    const found = framed.find(([begin, end]) => name.startsWith(begin) && name.endsWith(end));
    if (!found) return undefined;
    const [begin, end, words] = found;
    return words.replace(ABOUT, name.slice(begin.length, name.length - end.length));
  }
  function rename(one, attribute) {
    const now = one.getAttribute(attribute);
    if (now === null) return;
    const known = theirs.get(one)?.[attribute];
    const name = known?.[1] === now ? known[0] : now;
    const words = ours(name);
    if (!words || words === now) return;
    one.dataset.theirs = name; // by which a style finds it
    theirs.set(one, { ...theirs.get(one), [attribute]: [name, words] });
    one.setAttribute(attribute, words);
  }
  function look() {
    waiting = null;
    for (const one of document.querySelectorAll(TEXTS)) { // CSS shows ours for their text
      const text = one.lastChild?.textContent ?? "";
      if (ours(text)) one.setAttribute("aria-label", text);
    }
    for (const one of document.querySelectorAll(SELECTOR)) {
      for (const attribute of NAMED) rename(one, attribute);
    }
  }
  const watch = new MutationObserver(() => { waiting ??= setTimeout(look, 50); });
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: NAMED });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    clearTimeout(waiting);
  });
  return {
    show(names) {
      const all = Object.entries(names);
      framed = all.filter(([name]) => name.includes(ABOUT))
        .map(([name, words]) => name.split(ABOUT).concat(words));
      exact = Object.fromEntries(all.filter(([name]) => !name.includes(ABOUT)));
      look();
    },
  };
}
