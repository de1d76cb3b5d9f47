// Controls of settings, one below the other. What one sets is a move: quick ones keep their order,
// and no answer that is older undoes the latest.

import { CONTROLS } from "../controls.js";
import { element } from "../elements.js";
import { cursor } from "../place.js";

export function fields(body) {
  let made = []; // of each field: name, kind, element, and what takes its data and value
  let data = null; // the contract's Fields

  function create({ name, kind }) {
    const set = (value, atOnce = false) => cursor.move({ [name]: value }, { atOnce });
    const control = CONTROLS[kind](name, set);
    const { label, beside, parts } = control;
    const why = element("button", {
      className: "why", textContent: "?", popovertarget: `help_${name}`,
    });
    const help = element("div", { id: `help_${name}`, className: "help", popover: "auto" });
    const note = element("p", { className: "note" });
    const line = element("div", { className: "line" }, [label, why, help]);
    if (beside) why.before(beside);
    const root = element("div", { className: "field" }, [line, ...parts, note]);
    for (const part of parts) part.setAttribute("aria-describedby", help.id);
    function take(field, words) {
      label.textContent = field.label;
      why.ariaLabel = `${words.why}: ${field.label}`;
      help.textContent = field.help;
      note.textContent = field.note;
      note.hidden = !field.note;
      control.show(field, words);
    }
    return { name, kind, root, take, follow: control.follow };
  }
  function follow(place) {
    for (const [k, { name, used }] of data.fields.entries()) made[k].follow(place[name] ?? used);
  }
  function show(given) {
    data = given;
    const focused = body.getRootNode().activeElement?.id;
    const of = (one) => made.find(({ name, kind }) => name === one.name && kind === one.kind);
    const wanted = data.fields.map((one) => of(one) ?? create(one));
    if (wanted.some((one, k) => one !== made[k]) || wanted.length !== made.length) {
      made = wanted;
      body.replaceChildren(...made.map(({ root }) => root));
      if (focused) body.getRootNode().getElementById(focused)?.focus();
    }
    for (const [k, one] of made.entries()) one.take(data.fields[k], data.words);
    end();
    end = cursor.subscribe(follow);
  }
  let end = () => {};
  return { show, end: () => end() };
}
