// The seed. Another one is a move of the player, so that the rest of the sidebar stays as it is.

const seeds = (window.lstmSeeds ??= new WeakMap()); // this file is read again with a change of theme

export default function ({ parentElement: root, data: bytes }) {
  const { words, low, high, first, fixed } = read(bytes), $ = (id) => root.getElementById(id), field = $("seed");
  seeds.get(root)?.abort();
  const ended = new AbortController(), { signal } = ended;
  seeds.set(root, ended);
  let shown = null;
  root.querySelector("label").textContent = words.label;
  root.querySelector(".why").ariaLabel = words.why;
  for (const id of ["help", "another", "first"]) $(id).textContent = words[id];
  Object.assign(field, { min: low, max: high, disabled: fixed });
  $("another").disabled = fixed;
  field.addEventListener("change", () => {
    if (field.value === "") field.value = shown;
    else go(Math.min(high, Math.max(low, Math.round(Number(field.value)))));
  }, { signal });
  $("another").addEventListener("click", () => go(Math.floor(10000 * Math.random())), { signal });
  $("first").addEventListener("click", () => go(first), { signal });
  addEventListener("lstm:place", ({ detail: { seed } }) => {
    if (seed !== shown) field.value = shown = seed; // what somebody is typing stays until the seed is another
    $("first").disabled = fixed || seed === first;
  }, { signal });
  dispatchEvent(new CustomEvent("lstm:where"));
  return () => ended.abort();
}

function go(seed) {
  dispatchEvent(new CustomEvent("lstm:go", { detail: { seed } }));
}
