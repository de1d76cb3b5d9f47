// The header. A choice in it is a move of the player, so that another view is drawn without the rest of the page.

const headers = (window.lstmHeaders ??= new WeakMap()); // this file is read again with a change of theme

export default function ({ parentElement: root, data: bytes, setTriggerValue }) {
  const { name, choices, buttons } = read(bytes), focused = root.activeElement?.id;
  headers.get(root)?.abort();
  const ended = new AbortController();
  headers.set(root, ended);
  const actions = { share: () => setTriggerValue("share", true), back: () => go({ beat: 0 }), whole: () => go({ controls: "all" }) };
  root.querySelector(".header").replaceChildren(
    element("h1", { textContent: name }),
    ...choices.map(([name, label, options]) => element("fieldset", { ariaLabel: label }, options.flatMap(([id, words]) => [
      element("input", { type: "radio", name, id: `${name}_${id}`, onchange: () => go({ [name]: id }) }),
      element("label", { htmlFor: `${name}_${id}`, textContent: words }),
    ]))),
    ...buttons.map(([id, words]) => element("button", { id, textContent: words, onclick: actions[id] })),
  );
  root.getElementById(focused)?.focus();
  addEventListener("lstm:place", ({ detail }) => {
    for (const [name] of choices) root.getElementById(`${name}_${detail[name]}`).checked = true;
    const back = root.getElementById("back"), [, words] = buttons.find(([id]) => id === "back") ?? [];
    if (back) Object.assign(back, { className: "primary", textContent: words.replace("{scene}", detail.scene), hidden: !detail.scene || detail.view === "lecture" });
  }, { signal: ended.signal });
  dispatchEvent(new CustomEvent("lstm:where"));
  return () => ended.abort();
}

function go(detail) {
  dispatchEvent(new CustomEvent("lstm:go", { detail }));
}
