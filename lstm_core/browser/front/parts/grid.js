// A table of weights to type into. What is typed goes to Python; the table shows what came of it.

import { element } from "../elements.js";

const LONGEST = 40; // characters of a number

export function grid(body) {
  const head = element("thead");
  const rows = element("tbody");
  body.append(element("table", { className: "grid" }, [head, rows]));

  function show(data, send) {
    const focused = body.getRootNode().activeElement?.dataset.place;
    const heads = ["", ...data.columns].map((name) => element("th", { textContent: name }));
    head.replaceChildren(element("tr", {}, heads));
    rows.replaceChildren(...data.rows.map((row, r) => element("tr", {}, [
      element("th", { textContent: data.units[r] }),
      ...row.map((value, c) => cell(data, value, r, c, send.trigger)),
    ])));
    if (focused) rows.querySelector(`[data-place="${focused}"]`)?.focus();
  }
  return { show };
}

function cell(data, value, r, c, trigger) {
  const bias = c === data.columns.length - 1;
  const matrix = bias ? data.bias : data.matrix;
  const ghost = data.ghost[r]?.[c];
  const place = bias ? [r + 1] : [r + 1, c + 1];
  const words = { matrix, unit: r + 1, column: data.columns[c] };
  const input = element("input", {
    value,
    inputMode: "decimal",
    maxLength: LONGEST,
    ariaLabel: data.label.replace(/{(\w+)}/g, (_, name) => words[name]),
    "data-place": `${r},${c}`,
    onchange: () => trigger("edit", [matrix, place, input.value]),
  });
  const was = ghost ? [element("span", { className: "ghost", textContent: `(${ghost})` })] : [];
  const classes = `${ghost ? "changed" : ""} ${bias ? "bias" : ""}`;
  return element("td", { className: classes }, [input, ...was]);
}
