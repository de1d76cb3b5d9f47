// The drawing's data at one step: what stands in a box, what a line carries, what is read out.

import { drafted } from "./draft.js";
import { widthOf } from "./measures.js";

const PRODUCTS = new Set(["kept", "written"]); // they belong to the stage of C
const MEMORY = new Set(["C", "C_prev", ...PRODUCTS]); // these may be larger than 1
const PLAIN = new Set(["z", "x"]); // their lines have a width of their own
const SAME = { C_h: "C", C_next: "C", h_next: "h" }; // what these lines carry, but for gradients
export const owner = (name) => (PRODUCTS.has(name) ? "C" : name);

// The number that a text shows; a power of ten is as good as 0, or too large for any width.
function numberIn(text) {
  const [mantissa, exponent] = text.replace("−", "-").split("·10");
  if (exponent === undefined) return Number(mantissa);
  return exponent.startsWith("⁻") ? 0 : Infinity;
}

export class Moment {
  constructor(drawing, t) {
    this.drawing = drawing;
    this.data = drawing.data;
    this.place = drawing.place;
    this.look = drawing.look;
    this.t = t;
    this.row = Math.max(0, this.data.units.indexOf(this.place.unit));
  }

  // The value of a quantity as it is shown, of the unit in focus or that of the k-th row.
  value(name, k = this.row) {
    return drafted(this.drawing, name, this.data.values[name][this.t - 1][k], this.t, k);
  }

  // Its gradient as it is shown; behind the last step there is L itself.
  gradient(name, k = this.row) {
    const { gradients } = this.data;
    const next = { C_next: "C_prev", h_next: "h_prev" }[name];
    if (next) return gradients[next][this.t]?.[k] ?? (next === "h_prev" ? "1" : "0");
    return gradients[PRODUCTS.has(name) ? "C" : name]?.[this.t - 1][k] ?? "0";
  }

  // What a box shows: its value, or what its gradient is.
  shown(name, k = this.row) {
    return this.data.backward ? this.gradient(name, k) : this.value(name, k);
  }

  number(name) {
    return numberIn(this.value(name));
  }

  ghostNumber(name) {
    const text = this.data.ghost[name]?.[this.t - 1][this.row];
    return text === undefined || text === this.value(name) ? NaN : numberIn(text);
  }

  get inputs() {
    return this.data.x[this.t - 1];
  }

  isHeld(name) {
    const { data, t, place, drawing: { draft } } = this;
    if (draft?.name === name && draft.t === t && draft.unit === place.unit) return true;
    return (data.held[name] ?? []).some(([at, unit]) => at === t && unit === place.unit);
  }

  isLit(name) {
    const { data: { stages, values }, place } = this;
    if (place.hide !== "no") {
      if (!stages.includes(name) || name === "z") return true;
      return name in values && this.value(owner(name)) !== "?";
    }
    if (this.t !== Math.min(place.t, this.data.x.length)) return true;
    return place.grain !== "stage" || stages.indexOf(owner(name)) <= stages.indexOf(place.stage);
  }

  // How much of its largest value this is, from -1 to 1; 0 where it is hidden.
  portion(name, k = this.row) {
    const value = numberIn(this.shown(name, k));
    if (Number.isNaN(value)) return 0;
    return MEMORY.has(name) && !this.data.backward ? value / this.data.reach : value;
  }

  // How wide a line is, as a part of the widest, and whether what it carries is hidden.
  carried(name) {
    const { backward } = this.data;
    if (backward && name === "z") return this.carried("h_prev"); // it comes from all gates
    const plain = PLAIN.has(name) || (!backward && name.startsWith("a_"));
    if (plain) return { open: backward ? 0 : 0.2, hidden: false };
    const by = backward ? name : (SAME[name] ?? name);
    if (this.shown(by) === "?") return { open: 0, hidden: true };
    return { open: Math.min(1, Math.abs(this.portion(by))), hidden: false };
  }

  // Its symbol, and shorter ones for where there is less room.
  symbols(name, symbol) {
    const all = name === "tanh_C" ? [symbol, "tanh"] : [symbol];
    if (!this.data.backward || PLAIN.has(name)) return all;
    const short = this.look.w - 12 < widthOf("∂L/∂C00", this.look.symbol); // of all alike
    return [...(short ? [] : all.map((each) => `∂L/∂${each}`)), `∂${all.at(-1)}`];
  }

  // What a library calls it, as it stands after our symbol; "" where that is no other name.
  otherName(name) {
    const other = this.data.other_names[name.replace("_prev", "")];
    if (!other) return "";
    return this.data.backward ? ` (${other})` : ` = ${other}`;
  }

  // What stands in a box: { text, hidden, about, ghost }, where "≈" says that the numbers shown do
  // not quite give the result shown, and the ghost's value is empty where it is the same.
  said(name) {
    const { data, t, row } = this;
    const text = name === "x" ? this.inputs.join("; ")
      : name === "z" ? data.sizes.join(" + ") : this.shown(name);
    const hidden = text.includes("?");
    if (data.backward) return { text, hidden, about: "", ghost: "" };
    const draft = this.drawing.draft?.t === t; // by the numbers shown, which are rounded
    const inexact = draft ? name === "h" || name === "C" : data.rounded[name]?.[t - 1][row];
    const other = data.ghost[name]?.[t - 1][row];
    const ghost = other && other !== text && !hidden ? other : "";
    return { text, hidden, about: inexact && !hidden ? "≈" : "", ghost };
  }

  // What a screen reader says.
  sentence(name, said) {
    if (name !== "x" && name !== "z") return this.words(name, said);
    return `${this.data.words[name]}: ${this.spoken(name, said)}`;
  }

  words(name, said, title = this.data.words[name]) {
    const label = this.data.backward ? this.data.gradient_label : this.data.label;
    return label
      .replace("{name}", title)
      .replace("{unit}", this.place.unit)
      .replace("{value}", this.spoken(name, said));
  }

  spoken(name, { text, hidden, about, ghost }) {
    if (hidden) return this.data.hidden;
    if (name === "x") {
      const { names, input } = this.data;
      const values = names.map((x, k) => `${x || input.replace("{k}", k + 1)} ${this.inputs[k]}`);
      return [this.data.labels[this.t - 1], ...values].filter(Boolean).join(", ");
    }
    return about + text + (ghost ? `, ${this.data.ghost_name} ${ghost}` : "");
  }
}
