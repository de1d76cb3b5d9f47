// The header, and with it the script of the page's other parts. A choice of view is a move of the player, so that it is drawn without the
// rest of the page; a choice that changes all of the page is the header's own, which runs all of it at once.

const headers = (window.lstmHeaders ??= new WeakMap()); // this file is read again with a change of theme

dispatchEvent(new CustomEvent("lstm:ready"));

export default function ({ parentElement: root, data: bytes, setTriggerValue }) {
  const { name, choices, buttons, apart } = read(bytes), focused = root.activeElement?.id;
  headers.get(root)?.abort();
  const ended = new AbortController();
  headers.set(root, ended);
  let view = "";
  const chosen = (name, id) => (name === "view" && !apart.includes(id) && !apart.includes(view) ? go({ view: id }) : setTriggerValue("chosen", { [name]: id }));
  const actions = { share: () => setTriggerValue("share", true), back: () => go({ beat: 0 }), whole: () => setTriggerValue("chosen", { controls: "all" }) };
  root.querySelector(".header").replaceChildren(
    element("h1", { textContent: name }),
    ...choices.map(([name, label, options]) => element("fieldset", { ariaLabel: label }, options.flatMap(([id, words]) => [
      element("input", { type: "radio", name, id: `${name}_${id}`, onchange: () => chosen(name, id) }),
      element("label", { htmlFor: `${name}_${id}`, textContent: words }),
    ]))),
    ...buttons.map(([id, words]) => element("button", { id, textContent: words, onclick: actions[id] })),
  );
  root.getElementById(focused)?.focus();
  addEventListener("lstm:place", ({ detail }) => {
    view = detail.view;
    for (const [name] of choices) root.getElementById(`${name}_${detail[name]}`).checked = true;
    const back = root.getElementById("back"), [, words] = buttons.find(([id]) => id === "back") ?? [];
    if (back) Object.assign(back, { className: "primary", textContent: words.replace("{scene}", detail.scene), hidden: !detail.scene || detail.view === "lecture" });
  }, { signal: ended.signal });
  document.addEventListener("click", ({ target }) => {
    const offer = target.closest?.("[data-choose]");
    if (offer) setTriggerValue("chosen", JSON.parse(offer.dataset.choose));
  }, { signal: ended.signal });
  dispatchEvent(new CustomEvent("lstm:where"));
  filled(root, ended.signal);
  return () => ended.abort();
}

// The drawing and the seed stand in the page as plain HTML with their data: as components of Streamlit's they would cost
// the server a tenth of each run. Each is made once, with a shadow root as a component has, and goes to where its place is.
const PARTS = { diagram, seed };
const made = (window.lstmParts ??= {});

function filled(root, signal) {
  const fill = () => {
    for (const part of Object.keys(PARTS)) {
      const place = [...document.querySelectorAll(`[data-part=${part}]`)].at(-1); // one that Streamlit is about to remove may be there too
      if (!place || (made[part] && place === made[part].parentElement)) continue;
      if (!made[part]) (made[part] = element("div", {})).attachShadow({ mode: "open" }).append(root.getElementById(part).content.cloneNode(true));
      place.append(made[part]);
      PARTS[part](made[part].shadowRoot, JSON.parse(place.dataset.given));
    }
  };
  const watch = new MutationObserver(fill);
  watch.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watch.disconnect());
  fill();
}
