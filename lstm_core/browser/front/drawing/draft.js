// What a draft gives: a gate held at another value that Python has not computed yet.

const SOURCES = ["f", "i", "C_tilde", "o", "C_prev"];

export const number = (text) => Number(text.replace("−", "-"));

// The text of a value at step t of the k-th unit, with the draft in it: by the numbers shown.
export function drafted({ draft, data }, name, text, t, k) {
  if (!draft || draft.t !== t || data.units[k] !== draft.unit) return text;
  const row = (key) => number(data.values[key][t - 1][k]);
  const given = Object.fromEntries(
    SOURCES.map((key) => [key, row(key)]),
  );
  given[draft.name] = draft.value;
  given.kept = given.f * given.C_prev;
  given.written = given.i * given.C_tilde;
  given.C = given.kept + given.written;
  given.tanh_C = Math.tanh(given.C);
  given.h = given.o * given.tanh_C;
  if (!(name in given) || Number.isNaN(given[name]) || text === "?") return text;
  const shown = given[name].toFixed(data.large ? 2 : 3).replace("-", "−");
  return Number(given[name].toFixed(3)) === 0 ? shown.replace("−", "") : shown;
}
