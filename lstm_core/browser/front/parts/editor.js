// The scenes of a lecture to edit. What is typed or pressed goes to Python; the list shows what
// came of it.

import { element } from "../elements.js";

const MINUTES = 8; // characters of a number of minutes

export function editor(body) {
  const all = element("p", { className: "all" });
  const list = element("ol", { className: "scenes" });
  body.append(all, list);

  function show(data, send) {
    const open = [...list.querySelectorAll("details")].map((details) => details.open);
    const edit = (name, ...sent) => {
      send.trigger("edit", name === "go" ? [name, ...sent] : [data.order, name, ...sent]);
    };
    all.textContent = data.words.all;
    const items = data.scenes.map((scene, k) => item(data, scene, k + 1, Boolean(open[k]), edit));
    list.replaceChildren(...items);
  }
  return { show };
}

function item({ scenes, words, fields, longest }, scene, k, open, edit) {
  const press = (name, sign, disabled = false) => element("button", {
    textContent: sign,
    title: words[name],
    ariaLabel: `${words[name]} ${k}`,
    disabled,
    onclick: () => edit(name, k),
  });
  const field = (kind, name, properties = {}) => element(kind, {
    value: scene[name],
    ariaLabel: `${words[name]} ${k}`,
    maxLength: longest[name] ?? MINUTES,
    onchange: ({ target }) => edit(name, k, target.value),
    ...properties,
  });
  const minutes = { className: "minutes", inputMode: "decimal", title: words.minutes };
  const more = fields.filter((name) => name !== "title").map((name) => (
    element("label", {}, [
      words[name],
      field("textarea", name, { rows: name === "notes" ? 4 : 2 }),
    ])
  ));
  return element("li", {}, [
    element("div", { className: "row" }, [
      field("input", "title"),
      field("input", "minutes", minutes),
      "min",
      press("go", "▶"),
      press("up", "↑", k === 1),
      press("down", "↓", k === scenes.length),
      press("drop", "×", scenes.length === 1),
    ]),
    element("details", { open }, [element("summary", { textContent: words.words }), ...more]),
  ]);
}
