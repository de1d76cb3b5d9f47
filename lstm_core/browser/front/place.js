// Where the page is in the cell: the latest place, the moves that Python has not answered yet, and
// who follows. The browser moves at once; Python, with the formulas and the link, comes when it
// settles. No document and no window here, so that it runs, and is tested, anywhere.

const SETTLED = 120; // ms without a move, after which Python is told

// One stop on or back: what of the place becomes another, in whole steps or through a step's
// stages. Where there is no stop left, what is given is the place itself.
export function neighbour(place, { T, stages, stops }, by) {
  const { t, stage, grain, hide } = place;
  if (grain === "step") return { t: Math.max(1, Math.min(T, t + by)) };
  const halts = stops[place.stops];
  const now = stages.indexOf(stage);
  const inside = by > 0
    ? halts.find((name) => stages.indexOf(name) > now)
    : halts.findLast((name) => stages.indexOf(name) < now);
  const next = inside ? { t, stage: inside } : { t: t + by, stage: halts.at(by > 0 ? 0 : -1) };
  if (next.t < 1 || next.t > T) return { t, stage };
  return hide === "no" ? next : { ...next, hide: next.stage };
}

// Whether there is a stop left in this direction.
export function canMove(place, cell, by) {
  const next = neighbour(place, cell, by);
  return next.t !== place.t || (next.stage ?? place.stage) !== place.stage;
}

// The first stop of all (side -1) or the last one (side 1).
export function extreme(place, { T, stops }, side) {
  const stop = { t: side < 0 ? 1 : T };
  if (place.grain === "stage") stop.stage = stops[place.stops].at(side < 0 ? 0 : -1);
  return place.hide === "no" || !stop.stage ? stop : { ...stop, hide: stop.stage };
}

// From which stage on everything is hidden after hiding is switched: "no" where it was on.
export function frontier({ hide, stage, grain }) {
  if (hide !== "no") return "no";
  return grain === "stage" || stage !== "h" ? stage : "C_tilde";
}

export class Cursor {
  place = null; // the contract's Place, once Python has said it
  cell = null; // how far one can go in it: the contract's Player
  #moves = []; // { n, change, sent }, in order, until Python has answered
  #number = 0; // of the latest move
  #session = null; // by which a server that was started anew is told apart
  #send = () => {};
  #timer = null;
  #followers = new Set();

  // Whether Python has still to answer a move.
  get pending() {
    return this.#moves.length > 0;
  }

  // Call this with the place, now and whenever it changes; what comes back ends that.
  subscribe(follower) {
    this.#followers.add(follower);
    if (this.place) follower(this.place);
    return () => this.#followers.delete(follower);
  }

  // How moves reach Python: a function of [[number, what changes], ...].
  connect(send) {
    this.#send = send;
  }

  // Change some of the place. Python is told when it settles, or at once.
  move(change, { atOnce = false } = {}) {
    if (!this.place) return;
    this.place = { ...this.place, ...change };
    const last = this.#moves.at(-1);
    if (last && !last.sent) {
      Object.assign(last, { n: ++this.#number, change: { ...last.change, ...change } });
    } else {
      this.#moves.push({ n: ++this.#number, change });
    }
    this.#publish();
    clearTimeout(this.#timer);
    if (atOnce) this.#tell();
    else this.#timer = setTimeout(() => this.#tell(), SETTLED);
  }

  // One stop on (1) or back (-1). Comes to whether there was one.
  step(by) {
    if (!this.place || !canMove(this.place, this.cell, by)) return false;
    this.move(neighbour(this.place, this.cell, by));
    return true;
  }

  // To the first stop of all (-1) or the last one (1).
  end(side) {
    this.move(extreme(this.place, this.cell, side));
  }

  // On (1) or back (-1) in what is hidden or in the lecture, where Python knows the way; 0 leaves
  // the lecture's path or comes back to it. Elsewhere a beat is a step.
  beat(by) {
    if (!this.place) return;
    if (this.place.hide === "no" && !this.cell.lecture) this.step(by);
    else this.#ask({ beat: by });
  }

  // To the beginning of this scene of the lecture.
  go(scene) {
    if (this.place) this.#ask({ scene });
  }

  // Say whether the screen is narrow, where Python draws for another one.
  screen(narrow) {
    const said = this.#moves.findLast(({ change }) => "narrow" in change)?.change ?? this.cell;
    if (said && said.narrow !== narrow) this.#ask({ narrow });
  }

  // What Python says, the contract's Player. Its place counts only if it has taken over every move.
  receive(player) {
    const { place, ack, session, training } = player;
    const trained = this.cell?.training ?? null;
    this.cell = player;
    this.#number = Math.max(this.#number, ack);
    const restarted = this.#session && this.#session !== session; // it has the link, not the moves
    this.#session = session;
    if (restarted && trained !== null && training === null) { // it went on, and goes on from there
      this.#moves.push({ n: ++this.#number, change: { training: trained } });
    }
    if (restarted && this.pending) {
      for (const move of this.#moves) move.n = ++this.#number;
      setTimeout(() => this.#tell());
    }
    this.#moves = this.#moves.filter(({ n }) => n > ack);
    const latest = this.pending ? this.place : place;
    const t = Math.min(latest.t, player.T);
    this.place = { ...latest, t, unit: Math.min(latest.unit, player.H) };
    this.#publish();
  }

  // Tell Python what it has not been told, without waiting for more.
  flush() {
    if (this.#moves.some(({ sent }) => !sent)) this.#tell();
  }

  #ask(change) {
    this.#moves.push({ n: ++this.#number, change });
    this.#publish();
    this.#tell();
  }

  #tell() {
    clearTimeout(this.#timer);
    for (const move of this.#moves) move.sent = true;
    this.#send(this.#moves.map(({ n, change }) => [n, change]));
  }

  #publish() {
    for (const follower of this.#followers) follower(this.place);
  }
}

export const cursor = new Cursor(); // of this page
