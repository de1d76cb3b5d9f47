// The scenes of a lecture to edit. What is typed or pressed goes to Python, and the list shows what came of it.

const lists = (window.lstmLists ??= new WeakMap()); // this file is read again with a change of theme

export default function ({ parentElement, data: bytes, setTriggerValue }) {
  const data = read(bytes), text = JSON.stringify(data);
  if (lists.get(parentElement) === text) return;
  lists.set(parentElement, text);
  const open = [...parentElement.querySelectorAll("details")].map((details) => details.open);
  const send = (...sent) => setTriggerValue("edit", sent);
  parentElement.querySelector(".all").textContent = data.words.all;
  parentElement.querySelector(".scenes").replaceChildren(...data.scenes.map((scene, n) => item(data, scene, n + 1, open[n], send)));
}

function item({ scenes, words, fields }, scene, k, open, send) {
  const press = (name, sign, disabled = false) =>
    element("button", { textContent: sign, title: words[name], ariaLabel: `${words[name]} ${k}`, disabled, onclick: () => send(name, k) });
  const field = (kind, name, properties = {}) =>
    element(kind, { value: scene[name], ariaLabel: `${words[name]} ${k}`, onchange: (event) => send(name, k, event.target.value), ...properties });
  const more = fields.filter((name) => name !== "title").map((name) =>
    element("label", {}, [words[name], field("textarea", name, { rows: name === "notes" ? 4 : 2 })]));
  return element("li", {}, [
    element("div", { className: "row" }, [
      field("input", "title"), field("input", "minutes", { className: "minutes", inputMode: "decimal", title: words.minutes }),
      press("go", "▶"), press("up", "↑", k === 1), press("down", "↓", k === scenes.length), press("drop", "×", scenes.length === 1),
    ]),
    element("details", { open: Boolean(open) }, [element("summary", { textContent: words.words }), ...more]),
  ]);
}
