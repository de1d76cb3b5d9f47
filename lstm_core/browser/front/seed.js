// The seed. Another one is a move of the player, so that the rest of the sidebar stays as it is.

const seeds = (window.lstmSeeds ??= new WeakMap()); // this file is read again with a change of theme

function seed(root, { words, low, high, first, fixed }) {
  const $ = (id) => root.getElementById(id), field = $("seed");
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
    else go({ seed: Math.min(high, Math.max(low, Math.round(Number(field.value)))) });
  }, { signal });
  $("another").addEventListener("click", () => go({ seed: Math.floor(10000 * Math.random()) }), { signal });
  $("first").addEventListener("click", () => go({ seed: first }), { signal });
  addEventListener("lstm:place", ({ detail: { seed } }) => {
    if (seed !== shown) field.value = shown = seed; // what somebody is typing stays until the seed is another
    $("first").disabled = fixed || seed === first;
  }, { signal });
  dispatchEvent(new CustomEvent("lstm:where"));
}
