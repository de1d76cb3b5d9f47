// The header. A choice of view is a move, so that it is drawn without the rest of the page; a
// choice that changes all of the page goes to Python, which runs all of it at once.

import { element } from "../elements.js";
import { explain } from "../explain.js";
import { keepFocus } from "../focus.js";
import { lines } from "../line.js";
import { translate } from "../names.js";
import { cursor } from "../place.js";
import { onReconnect } from "../reconnect.js";
import { phone } from "../phone.js";
import { fold } from "../sidebar.js";

export function header(body) {
  const bar = element("header", { className: "header" });
  body.append(bar);
  const ended = new AbortController();
  let data = null;
  let send = null;

  function choose(name, id) {
    const whole = [id, cursor.place?.view].some((view) => data.apart.includes(view));
    if (name === "view" && !whole) cursor.move({ view: id }, { atOnce: true });
    else send.trigger("chosen", { [name]: id });
  }
  const actions = {
    share: () => send.trigger("share", true),
    room: () => send.trigger("room", true),
    mine: () => send.trigger("mine", true),
    back: () => cursor.beat(0),
    whole: () => send.trigger("chosen", { controls: "all" }),
  };

  function row([name, label, options]) {
    return element("fieldset", { ariaLabel: label }, options.flatMap(([id, words]) => [
      element("input", {
        type: "radio", name, id: `${name}_${id}`, onchange: () => choose(name, id),
      }),
      element("label", { htmlFor: `${name}_${id}`, textContent: words }),
    ]));
  }
  function follow(place) {
    for (const [name] of data.choices) bar.querySelector(`#${name}_${place[name]}`).checked = true;
    const back = bar.querySelector("#back");
    if (!back) return;
    const [, words] = data.buttons.find(([id]) => id === "back");
    back.textContent = words.replace("{scene}", place.scene);
    back.hidden = !place.scene || place.view === "lecture";
  }
  function show(given, sender) {
    data = given;
    send = sender;
    const focused = body.getRootNode().activeElement?.id;
    bar.replaceChildren(
      element("h1", { textContent: data.name }),
      ...data.choices.map(row),
      ...data.buttons.map(([id, words]) => element("button", {
        id, textContent: words, onclick: actions[id], className: id === "back" ? "primary" : "",
      })),
    );
    if (focused) bar.querySelector(`#${focused}`)?.focus();
    explaining.show(data.explained);
    translating.show(data.names);
    unsubscribe();
    unsubscribe = cursor.subscribe(follow);
  }
  let unsubscribe = () => {};
  fold(ended.signal);
  keepFocus(ended);
  phone(ended.signal);
  lines(ended);
  const explaining = explain(ended);
  const translating = translate(ended);

  // A button in a view's sentence says itself what it chooses.
  document.addEventListener("click", ({ target }) => {
    const offer = target.closest?.("[data-choose]");
    if (offer) send.trigger("chosen", JSON.parse(offer.dataset.choose));
  }, { signal: ended.signal });

  // What it sends makes all of the page run.
  onReconnect(() => send.trigger("again", true), ended);

  function end() {
    unsubscribe();
    ended.abort();
  }
  return { show, end };
}
