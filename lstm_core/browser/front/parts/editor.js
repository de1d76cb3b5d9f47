// The scenes of a lecture to edit. What is typed or pressed goes to Python; the list shows what
// came of it. A row stays while there is a scene in its place: what has the focus keeps it, and
// what is being typed is not replaced.

import { element } from "../elements.js";

const MINUTES = 8; // characters of a number of minutes

export function editor(body) {
  const all = element("p", { className: "all" });
  const list = element("ol", { className: "scenes" });
  body.append(all, list);
  const rows = [];
  let latest = null; // the data, and the way to send

  // An edit is of the scenes in the order in which it began.
  function edit(name, k, values = [], order = latest.data.order) {
    latest.send.trigger("edit", name === "go" ? [name, k] : [order, name, k, ...values]);
  }
  // The focus goes with the scene, which one key then moves further.
  function move(name, k) {
    edit(name, k);
    rows[name === "up" ? k - 2 : k].focus(name);
  }
  function show(data, send) {
    latest = { data, send };
    all.textContent = data.words.all;
    while (rows.length < data.scenes.length) {
      rows.push(scenesRow(data, rows.length + 1, { edit, move, order: () => latest.data.order }));
      list.append(rows.at(-1).item);
    }
    for (const { item } of rows.splice(data.scenes.length)) {
      if (item.contains(list.getRootNode().activeElement)) rows.at(-1).focus("title");
      item.remove();
    }
    rows.forEach((row, n) => row.show(data.scenes[n], rows.length));
  }
  return { show };
}

// The row of the k-th scene: its element, and ways to show a scene in it and to focus a part of it.
function scenesRow({ words, fields, longest }, k, { edit, move, order }) {
  const parts = {};
  let scene = {}; // as it was shown last
  const press = (name, sign, pressed = edit) => {
    parts[name] = element("button", {
      textContent: sign,
      title: words[name],
      ariaLabel: `${words[name]} ${k}`,
      onclick: () => pressed(name, k),
    });
    return parts[name];
  };
  const field = (kind, name, properties = {}) => {
    parts[name] = element(kind, {
      ariaLabel: `${words[name]} ${k}`,
      maxLength: longest[name] ?? MINUTES,
      oninput: ({ target }) => { target.dataset.typed ||= order(); },
      onchange: ({ target }) => {
        edit(name, k, [target.value], Number(target.dataset.typed ?? order()));
        delete target.dataset.typed;
      },
      onblur: ({ target }) => { // typed, and taken back
        if ("typed" in target.dataset) target.value = scene[name];
        delete target.dataset.typed;
      },
      ...properties,
    });
    return parts[name];
  };
  const minutes = { className: "minutes", inputMode: "decimal", title: words.minutes };
  const more = fields.filter((name) => name !== "title").map((name) => (
    element("label", {}, [
      words[name],
      field("textarea", name, { rows: name === "notes" ? 4 : 2 }),
    ])
  ));
  const item = element("li", {}, [
    element("div", { className: "row" }, [
      field("input", "title"),
      field("input", "minutes", minutes),
      "min",
      press("go", "▶"),
      press("up", "↑", move),
      press("down", "↓", move),
      press("drop", "×"),
    ]),
    element("details", {}, [element("summary", { textContent: words.words }), ...more]),
  ]);
  function show(given, count) {
    scene = given;
    parts.up.disabled = k === 1;
    parts.down.disabled = k === count;
    parts.drop.disabled = count === 1;
    for (const [name, part] of Object.entries(parts)) {
      if (name in scene && !("typed" in part.dataset)) part.value = scene[name];
    }
    if (item.getRootNode().activeElement?.disabled) parts.title.focus();
  }
  function focus(name) {
    (parts[name].disabled ? parts.title : parts[name]).focus();
  }
  return { item, show, focus };
}
