// The player: what one steps, plays and hides with.

import { element, setName } from "../elements.js";
import { letterSwitch } from "../letters.js";
import { offerChoices } from "../menu.js";
import { canMove, cursor, frontier } from "../place.js";
import { mark, onCamera, onClick } from "../plotly.js";
import { goOn, onOthers } from "../pair.js";
import { listen, tell } from "../spoken.js";
import { onKeys } from "./keys.js";

const SPEEDS = [0.5, 1, 2, 4]; // moves per second
const LATER = [0, 150, 400]; // ms; the charts are drawn anew meanwhile
// It plays on though the player is mounted anew.
const clock = { speed: 1, playing: false, timer: null };
let latest = null; // the player on the page; Streamlit may hold the one before it for a moment

function button(id, textContent = "") {
  return element("button", { name: id, textContent });
}

function create(body) {
  const moves = { first: "«", back: "‹", play: "▶", forward: "›", last: "»" };
  const parts = {
    slide: element("input", { className: "slide", type: "range", min: 1, step: 1 }),
    units: element("span", { className: "units", role: "group" }),
    moves: element("span", { className: "moves", role: "group" }, Object.entries(moves).map(
      ([id, sign]) => button(id, sign),
    )),
    where: element("span", { className: "where" }), // spoken.js says it, with the new sentence
    how: element("span", { className: "how" }, ["speed", "grain", "stops", "hide"].map(
      (id) => button(id),
    )),
    // where there is no room for it below, a button opens it
    keys: element("div", { className: "keys", popover: "auto" }),
    open: element("button", { className: "open", textContent: "⌨" }),
    blank: element("div", { className: "blank", popover: "manual" }),
  };
  const { slide, units, where, how, keys, blank, open } = parts;
  open.popoverTargetElement = keys;
  how.append(open);
  parts.row = element("div", { className: "row" }, [units, parts.moves, where, how]);
  const all = [slide, parts.row, keys, blank];
  parts.player = element("div", { className: "player", role: "group" }, all);
  for (const one of parts.row.querySelectorAll("button")) parts[one.name] = one;
  body.append(parts.player);
  return parts;
}

export function player(body) {
  latest?.end();
  const parts = create(body);
  const ended = new AbortController();
  const { signal } = ended;
  let data = null; // the contract's Player
  let said = ""; // at which step one was

  // ---- moving

  const beat = (by) => goOn(by, data);
  onOthers(() => data, { signal });
  listen(() => clock.playing, { signal });
  function play(on = !clock.playing) {
    clearInterval(clock.timer);
    clock.playing = on;
    if (on) {
      if (!canMove(cursor.place, data, 1)) cursor.end(-1);
      clock.timer = setInterval(() => cursor.step(1) || play(false), 1000 / clock.speed);
    }
    follow(cursor.place);
  }
  function faster() {
    clock.speed = SPEEDS[(SPEEDS.indexOf(clock.speed) + 1) % SPEEDS.length];
    if (clock.playing) play(true);
    follow(cursor.place);
  }
  function leave() {
    if (data.lecture) beat(0);
    return data.lecture;
  }
  const change = (what) => cursor.move(what, { atOnce: true });
  const blank = () => parts.blank.togglePopover();
  const actions = {
    first: () => cursor.end(-1),
    back: () => cursor.step(-1),
    play: () => play(),
    forward: () => cursor.step(1),
    last: () => cursor.end(1),
    speed: faster,
    grain: () => change({ grain: cursor.place.grain === "step" ? "stage" : "step" }),
    stops: () => change({ stops: cursor.place.stops === "all" ? "parts" : "all" }),
    hide: () => change({ hide: frontier(cursor.place) }),
  };

  // ---- showing

  function follow(place) {
    const { words, symbols } = data;
    document.documentElement.lang = place.lang; // Streamlit says "en", whatever is read out
    const stage = place.grain === "stage" ? ` · ${symbols[place.stage]}` : "";
    parts.slide.value = place.t;
    const t = words.t_of.replace("{t}", place.t);
    if (said && said !== t) tell("where", () => said);
    said = t;
    parts.where.textContent = t + stage;
    for (const unit of parts.units.querySelectorAll("button")) {
      unit.ariaPressed = Number(unit.value) === place.unit;
    }
    const choice = parts.units.querySelector("select");
    if (choice) choice.value = place.unit;
    parts.grain.ariaPressed = place.grain === "stage";
    parts.stops.textContent = data.stop_words[place.stops];
    parts.stops.hidden = place.grain === "step";
    parts.hide.ariaPressed = place.hide !== "no";
    parts.speed.textContent = `${clock.speed}×`;
    parts.play.textContent = clock.playing ? "❚❚" : "▶";
    setName(parts.play, clock.playing ? words.pause : words.play);
    const on = canMove(place, data, 1);
    const back = canMove(place, data, -1);
    parts.forward.disabled = parts.last.disabled = !on;
    parts.first.disabled = parts.back.disabled = !back;
    parts.play.disabled = !on && !back;
    parts.moves.ariaBusy = cursor.pending;
    mark(place.t);
  }
  function label() {
    const { words, T } = data;
    parts.player.classList.toggle("bare", data.bare || data.place.view === "lecture");
    parts.player.classList.toggle("large", data.large);
    setName(parts.player, words.player);
    setName(parts.slide, words.t);
    parts.slide.max = Math.max(2, T);
    parts.slide.disabled = T === 1;
    for (const id of ["first", "back", "forward", "last"]) setName(parts[id], words[id]);
    parts.hide.textContent = words.hide_on;
    parts.hide.title = T > 1 ? words.hide_help : words.hide_off;
    parts.hide.disabled = T === 1;
    parts.grain.textContent = words.grain;
    parts.grain.title = words.grain_help;
    parts.stops.title = words.stops_help;
    parts.speed.title = words.speed;
    units();
    setName(parts.open, words.keys);
    const hints = data.keys.map(([key, means]) => (
      element("span", {}, [element("b", { textContent: key }), means])
    ));
    const shown = element("div", { className: "hints" }, hints);
    parts.keys.replaceChildren(shown, letterSwitch(words.letters, words.letters_help));
  }
  function units() {
    const { H, most, words } = data;
    setName(parts.units, words.unit);
    if (parts.units.dataset.of === `${H}${words.unit}`) return;
    parts.units.dataset.of = `${H}${words.unit}`;
    const all = Array.from({ length: H }, (_, k) => k + 1);
    const caption = element("span", { textContent: words.unit, title: words.unit_help });
    parts.units.replaceChildren(caption, ...(H > most ? [list(all)] : all.map(one)));
  }
  function list(all) {
    const options = all.map((unit) => element("option", { value: unit, textContent: unit }));
    const choice = element("select", {
      onchange: () => change({ unit: Number(choice.value) }),
    }, options);
    setName(choice, data.words.unit);
    return choice;
  }
  function one(unit) {
    const made = element("button", {
      textContent: unit, value: unit, onclick: () => change({ unit }),
    });
    setName(made, `${data.words.unit} ${unit}`);
    return made;
  }

  // ---- listening

  // In the lecture there is no player: every key that goes on goes on in the lecture.
  const lecturing = () => cursor.place?.view === "lecture";
  onKeys({
    beat,
    step: (by) => (lecturing() ? beat(by) : cursor.step(by)),
    end: (side) => lecturing() || cursor.end(side),
    play: () => (lecturing() ? beat(1) : play()),
    blank,
    leave,
    led: () => data.led,
  }, { signal });
  onClick(change, { signal });
  onCamera((camera, save) => {
    const { save_picture: name, save_png: image, save_svg: lines } = data.words;
    offerChoices(camera, name, [[image, () => save("png")], [lines, () => save("svg")]]);
  }, { signal });
  parts.row.onmousedown = (event) => { // a button leaves the keys to the player
    if (event.target.closest("button")) event.preventDefault();
  };
  parts.row.onclick = ({ target }) => actions[target.closest("button")?.name]?.();
  parts.slide.oninput = () => cursor.move({ t: Number(parts.slide.value) });
  parts.blank.onclick = blank;

  let unsubscribe = null;
  function show(given, send) {
    data = given;
    cursor.connect((moves) => send.state("moves", moves));
    label();
    cursor.receive(data);
    if (!unsubscribe) {
      unsubscribe = cursor.subscribe(follow);
      if (clock.playing) play(true);
    }
    for (const ms of LATER) setTimeout(() => mark(cursor.place.t), ms);
  }
  function stop() {
    if (signal.aborted) return;
    ended.abort();
    clearInterval(clock.timer);
    cursor.flush();
    unsubscribe?.();
  }
  latest = { show, end: stop, always: true };
  return latest;
}
