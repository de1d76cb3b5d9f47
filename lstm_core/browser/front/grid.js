// A table of weights to type into. What is typed goes to Python, which reads it; the table shows what came of it.

const tables = (window.lstmTables ??= new WeakMap()); // this file is read again with a change of theme

export default function ({ parentElement, data: bytes, setTriggerValue }) {
  const data = read(bytes);
  const root = parentElement, shown = tables.get(root);
  if (shown !== undefined && shown === JSON.stringify(data)) return;
  tables.set(root, JSON.stringify(data));
  const focused = root.activeElement?.dataset?.place;
  const heads = ["", ...data.columns].map((name) => element("th", { textContent: name }));
  root.querySelector("thead").replaceChildren(element("tr", {}, heads));
  root.querySelector("tbody").replaceChildren(...data.rows.map((row, r) => element("tr", {}, [
    element("th", { textContent: data.units[r] }),
    ...row.map((value, c) => cell(data, value, r, c, setTriggerValue)),
  ])));
  if (focused) root.querySelector(`[data-place="${focused}"]`)?.focus();
}

function cell(data, value, r, c, send) {
  const bias = c === data.columns.length - 1, matrix = bias ? data.bias : data.matrix, before = data.before[r]?.[c];
  const input = element("input", { value, inputMode: "decimal", ariaLabel: data.read.replace("{matrix}", matrix).replace("{unit}", r + 1).replace("{column}", data.columns[c]) });
  input.dataset.place = `${r},${c}`;
  input.addEventListener("change", () => send("edit", [matrix, bias ? [r + 1] : [r + 1, c + 1], input.value]));
  const changed = before !== undefined && before !== "";
  return element("td", { className: `${changed ? "changed" : ""} ${bias ? "bias" : ""}` }, [
    input, ...(changed ? [element("span", { className: "before", textContent: `(${before})` })] : []),
  ]);
}
