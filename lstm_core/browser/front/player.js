// The player knows where in the cell we are. It moves at once and tells the drawing and the charts; Python, with the
// formulas and the link, follows when it settles. What Python sends back counts only if it has seen the latest move.

const SETTLED = 120; // ms without a move
const FIELDS = "input, textarea, select, button, summary, a[href], [contenteditable], [role=radio], [role=slider], [role=button], [role=combobox], [role=option], [role=tab], [role=switch], [role=checkbox], [role=spinbutton], [role=textbox]";
const OVER = "[data-testid=stPopoverBody], [role=dialog]"; // what Escape closes first
const ONE_LINE = "input:not([type=range], [type=checkbox], [type=radio], [type=button])";
const SPEEDS = [0.5, 1, 2, 4]; // moves per second
// Kept while the page is open, however often the player is mounted and this file is read (a change of theme reads it
// again): there is one player, and the one before has to be ended.
const page = (window.lstmPlayer ??= { speed: 1, playing: false, moves: 0, events: [], players: new WeakMap(), end: () => {} });

window.lstmPlay = function ({ parentElement, data: bytes, setStateValue }) {
  const data = read(bytes);
  let player = page.players.get(parentElement);
  const first = !player;
  if (first) page.players.set(parentElement, (player = create(parentElement, data)));
  player.send = (value) => setStateValue("at", value);
  player.take(data);
  if (first && page.playing) player.play(true);
  return player.end;
};

function create(root, start) {
  page.end();
  const $ = (name) => root.querySelector(`.${name}`);
  const player = { data: start, place: { ...(page.events.length ? page.place : start.place) }, take, play, end };
  const wire = new BroadcastChannel("lstm-lecture"); // the lecture and its speaker's notes, in two windows, go on together
  let waiting = null, clock = null;

  // ---- moving

  function move(change, at_once = false) {
    player.place = { ...player.place, ...change };
    page.place = player.place;
    const last = page.events.at(-1);
    if (last && !last.told && !last.change.beat) Object.assign(last, { n: ++page.moves, change: { ...last.change, ...change } });
    else page.events.push({ n: ++page.moves, change });
    show();
    clearTimeout(waiting);
    if (at_once) tell();
    else waiting = setTimeout(tell, SETTLED);
  }
  function tell() {
    for (const event of page.events) event.told = true;
    player.send(page.events.map(({ n, change }) => [n, change]));
  }
  function take(data) {
    player.data = data;
    page.moves = Math.max(page.moves, data.seen);
    const anew = page.session && page.session !== data.session; // the server was: it knows the link, not the latest moves
    page.session = data.session;
    if (anew) for (const event of page.events) event.n = ++page.moves;
    if (anew && page.events.length) setTimeout(tell);
    page.events = page.events.filter(({ n }) => n > data.seen); // what Python has not seen yet, in order
    if (!page.events.length) player.place = { ...data.place };
    player.place.t = Math.min(player.place.t, data.T);
    player.place.unit = Math.min(player.place.unit, data.H);
    label();
    show();
    for (const later of [0, 150, 400]) setTimeout(() => mark(player.place.t), later); // charts are drawn anew meanwhile
  }
  // One stop on or back, in whole steps or through the stages of a step.
  function beside(by) {
    const { t, stage, grain, stops, hide } = player.place;
    const { T, stages } = player.data;
    if (grain === "step") return { t: Math.max(1, Math.min(T, t + by)) };
    const halts = player.data.stops[stops], now = stages.indexOf(stage);
    const inside = by > 0 ? halts.find((name) => stages.indexOf(name) > now) : halts.findLast((name) => stages.indexOf(name) < now);
    const moved = inside ? { t, stage: inside } : { t: t + by, stage: halts.at(by > 0 ? 0 : -1) };
    if (moved.t < 1 || moved.t > T) return { t, stage };
    return hide === "no" ? moved : { ...moved, hide: moved.stage };
  }
  function go(by) {
    const { t, stage } = player.place, next = beside(by);
    if (next.t === t && (next.stage ?? stage) === stage) return false;
    move(next);
    return true;
  }
  function end_of(which) {
    const { grain, stops, hide } = player.place;
    const moved = { t: which < 0 ? 1 : player.data.T };
    if (grain === "stage") moved.stage = player.data.stops[stops].at(which < 0 ? 0 : -1);
    move(hide === "no" || !moved.stage ? moved : { ...moved, hide: moved.stage });
  }
  function beat(by, heard) {
    if (player.place.hide === "no" && !player.data.lecture) return void go(by);
    page.place = player.place;
    page.events.push({ n: ++page.moves, change: { beat: by } });
    clearTimeout(waiting);
    tell();
    if (heard !== true && player.data.lecture) wire.postMessage({ by, notes: player.data.notes });
  }
  function play(on = !page.playing) {
    clearInterval(clock);
    page.playing = on;
    if (on) {
      if (!moves_on()) end_of(-1);
      clock = setInterval(() => go(1) || play(false), 1000 / page.speed);
    }
    show();
  }
  function moves_on() {
    const { t, stage } = player.place, next = beside(1);
    return next.t !== t || (next.stage ?? stage) !== stage;
  }
  function hide() {
    const { hide, stage, grain } = player.place;
    const frontier = grain === "stage" || stage !== "h" ? stage : "C_tilde";
    move({ hide: hide === "no" ? frontier : "no" }, true);
  }
  function blank() {
    $("blank").togglePopover();
  }
  function grain() {
    move({ grain: player.place.grain === "step" ? "stage" : "step" }, true);
  }
  function stops() {
    move({ stops: player.place.stops === "all" ? "parts" : "all" }, true);
  }
  function faster() {
    page.speed = SPEEDS[(SPEEDS.indexOf(page.speed) + 1) % SPEEDS.length];
    if (page.playing) play(true);
    show();
  }
  const actions = { first: () => end_of(-1), back: () => go(-1), play: () => play(), forward: () => go(1), last: () => end_of(1), hide, grain, stops, speed: faster };

  // ---- showing

  function show() {
    const { place, data } = player;
    const { words, symbols } = data;
    $("slide").value = place.t;
    $("where").replaceChildren(words.t_of.replace("{t}", place.t));
    if (place.grain === "stage") $("where").append(` · ${symbols[place.stage]}`);
    for (const button of $("units").querySelectorAll("button")) button.setAttribute("aria-pressed", Number(button.value) === place.unit);
    const choice = $("units").querySelector("select");
    if (choice) choice.value = place.unit;
    button("grain").setAttribute("aria-pressed", place.grain === "stage");
    button("stops").textContent = words.stop[place.stops];
    button("stops").hidden = place.grain === "step";
    button("hide").setAttribute("aria-pressed", place.hide !== "no");
    button("speed").textContent = `${page.speed}×`;
    button("play").textContent = page.playing ? "❚❚" : "▶";
    name(button("play"), page.playing ? words.pause : words.play);
    const on = moves_on(), first = place.t === 1 && !(place.grain === "stage" && beside(-1).stage !== place.stage);
    for (const id of ["forward", "last"]) button(id).disabled = !on;
    for (const id of ["first", "back"]) button(id).disabled = first;
    button("play").disabled = !on && first;
    dispatchEvent(new CustomEvent("lstm:place", { detail: { ...place } }));
    mark(place.t);
  }
  function label() {
    const { data } = player, { words } = data;
    $("player").classList.toggle("bare", data.bare);
    $("player").classList.toggle("large", data.large);
    name($("player"), words.player);
    name($("slide"), words.t);
    $("slide").max = Math.max(2, data.T);
    $("slide").disabled = data.T === 1;
    for (const id of ["first", "back", "forward", "last"]) name(button(id), words[id]);
    button("hide").textContent = words.hide_on;
    button("hide").title = data.T > 1 ? words.hide_help : words.hide_off;
    button("hide").disabled = data.T === 1;
    button("grain").textContent = words.grain;
    button("grain").title = words.grain_help;
    button("stops").title = words.stops_help;
    button("speed").title = words.speed;
    units(data);
    $("keys").replaceChildren(...words.keys.flatMap(([key, means]) => [Object.assign(document.createElement("b"), { textContent: key }), means]));
  }
  function units({ H, most, words }) {
    const all = Array.from({ length: H }, (_, k) => k + 1);
    name($("units"), words.unit);
    if ($("units").dataset.of === `${H}${words.unit}`) return;
    $("units").dataset.of = `${H}${words.unit}`;
    const caption = Object.assign(document.createElement("span"), { textContent: words.unit, title: words.unit_help });
    if (H > most) {
      const choice = document.createElement("select");
      options(choice, all.map((unit) => [unit, unit]), words.unit);
      choice.onchange = () => move({ unit: Number(choice.value) }, true);
      $("units").replaceChildren(caption, choice);
    } else {
      $("units").replaceChildren(caption, ...all.map((unit) => {
        const button = Object.assign(document.createElement("button"), { textContent: unit, value: unit });
        name(button, `${words.unit} ${unit}`);
        button.onclick = () => move({ unit }, true);
        return button;
      }));
    }
  }
  const button = (id) => root.querySelector(`[data-do=${id}]`);

  // ---- listening

  function pressed(event) {
    const target = event.composedPath()[0];
    const field = target.closest?.(FIELDS);
    if (event.key === "PageDown" || event.key === "PageUp") beat(event.key === "PageDown" ? 1 : -1);
    else if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    else if (event.key === "Enter" && target.matches?.(ONE_LINE)) return void setTimeout(() => target.blur());
    else if (field) return;
    else if (event.key === "Escape" && player.data.lecture && !document.querySelector(OVER)) beat(0);
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowLeft") go(-1);
    else if (event.key === " ") play();
    else if (event.key === "Home") end_of(-1);
    else if (event.key === "End") end_of(1);
    else if (event.key === "." || event.key === "b" || event.key === "B") blank();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const asked = ({ detail }) => ("beat" in detail ? beat(detail.beat) : move(detail, true));
  const where = () => show();
  // Only a window of notes leads another, or follows it: two tabs of the lecture go their own ways.
  wire.onmessage = ({ data: { by, notes } }) => player.data.lecture && by && (notes || player.data.notes) && beat(by, true);
  const ended = new AbortController(), { signal } = ended;
  addEventListener("keydown", pressed, { capture: true, signal });
  addEventListener("lstm:go", asked, { signal });
  addEventListener("lstm:where", where, { signal });
  addEventListener("pointerdown", pointed, { capture: true, signal });
  $("row").addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault(), { signal }); // keeps the keys free
  $("row").addEventListener("click", (event) => actions[event.target.closest("button")?.dataset.do]?.(), { signal });
  $("slide").oninput = () => move({ t: Number($("slide").value) });
  $("blank").onclick = blank;

  function end() {
    clearInterval(clock);
    clearTimeout(waiting);
    if (page.events.some(({ told }) => !told)) tell();
    ended.abort();
    wire.close();
    page.players.delete(root);
  }
  page.end = end;
  return player;
}

function name(element, words, label = true) {
  if (label) element.setAttribute("aria-label", words);
  element.title = words;
}

function options(select, pairs, words) {
  select.replaceChildren(...pairs.map(([value, text]) => Object.assign(document.createElement("option"), { value, textContent: text })));
  name(select, words);
}

// A click on a bar or a cell of a chart goes to what it stands for. A chart tells of clicks from the first time that it is
// pointed at; an input or an answer has no unit.
const told = (window.lstmCharts ??= new WeakSet());
function pointed({ target }) {
  const chart = target.closest?.(".js-plotly-plot");
  if (!chart?.on || told.has(chart)) return;
  told.add(chart);
  chart.on("plotly_click", ({ points: [{ customdata }] }) => {
    if (!Array.isArray(customdata)) return;
    const place = { t: customdata[0], unit: customdata[1], stage: customdata.at(-1) };
    const taken = ["x", "y"].includes(place.stage) ? ["t"] : chart.layout.meta;
    dispatchEvent(new CustomEvent("lstm:go", { detail: Object.fromEntries(taken.map((name) => [name, place[name]])) }));
  });
}

// The frame round step t on the charts that have one, once the drawing has been painted. window.Plotly is no public
// interface: without it the frame comes with the figure that Python sends.
let marked = null;
function mark(t) {
  if (marked === null) requestAnimationFrame(() => setTimeout(() => frame(marked)));
  marked = t;
}
function frame(t) {
  marked = null;
  if (!window.Plotly?.relayout) return;
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    const shape = chart.layout?.shapes?.[0];
    if (shape?.name === "t" && shape.x0 !== t - 0.5) {
      window.Plotly.relayout(chart, { "shapes[0].x0": t - 0.5, "shapes[0].x1": t + 0.5 });
    }
  }
}
