// The lecture and its presenter's window go on together; two tabs of the lecture, of which neither
// is a presenter's, go their own ways. Where the lecture's window leads a room a beat may be its
// question's: that window alone takes it, and tells the presenter's where it is then, and how many
// have answered.

import { handOver, keptFile, onEdited, ownName } from "./own.js";
import { cursor } from "./place.js";

// One for the window: what it says reaches the other windows, and never itself.
const channel = new BroadcastChannel("lstm-lecture");
let presenters = null; // the window that was opened from here
let asked = false; // where the slide is
let leads = false; // whether a room is led from here
let room = null; // what is told of it, here or in the window that leads: { counts, next }
let told = () => {}; // that it is another one
const APART = 3; // beats between two windows that the presenter's catches up one by one
let late = 0; // how many it has just made
const LOOKS = 30; // a tenth of a second each, at what is not there yet

// Open the presenter's window, once a lecture of one's own can be handed over to it.
export function present(link, looks = LOOKS) {
  const own = ownName(link);
  if (looks && own && keptFile("lecture")?.name !== own) {
    setTimeout(present, 100, link, looks - 1);
    return;
  }
  presenters = open(link, "lstm-notes", "popup,width=1080,height=720");
  if (presenters) handOver(presenters);
}

// A beat on (1) or back (-1) here, and in the other windows of a lecture.
export function goOn(by, { lecture, notes }) {
  if (!notes || !room) cursor.beat(by);
  if (lecture) channel.postMessage({ by, notes });
}

// To the beginning of a scene, here and in the other windows of a lecture.
export function goTo(scene, { notes }) {
  if (!notes || !room) cursor.go(scene);
  channel.postMessage({ to: scene, notes });
}

// Tell the presenter's window of the room that is led here; null once it is no more.
export function tellRoom(now) {
  leads = Boolean(now);
  room = now;
  channel.postMessage({ room });
}
addEventListener("pagehide", () => { if (leads) channel.postMessage({ room: null }); });

// Call this with the room that another window leads, now and whenever it changes.
export function onRoom(follower) {
  told = follower;
  told(room);
}

// Follow the others until the signal. `own` comes to what this window is: { lecture, notes }.
export function onOthers(own, { signal }) {
  const here = () => own() ?? {};
  const ask = () => channel.postMessage({ late: true });
  const tell = () => cursor.pending ? setTimeout(tell, 100)
    : channel.postMessage({ at: [cursor.place.scene, cursor.place.beat] });

  channel.addEventListener("message", ({ data: { by, to, notes, at, late: asks, room: now } }) => {
    const mine = here();
    if (!mine.lecture) return;
    if (now !== undefined && mine.notes) told(room = now);
    if (by && (mine.notes ? !room : notes)) cursor.beat(by);
    if (to && (mine.notes ? !room : notes)) cursor.go(to);
    if (asks && (leads || (presenters && !presenters.closed))) {
      tell();
      if (leads) channel.postMessage({ room });
    }
    if (at && mine.notes) {
      if (cursor.pending) setTimeout(ask, 100); // on its way it cannot compare
      else if (come(...at)) setTimeout(ask, 100);
    }
  }, { signal });

  onEdited(() => here().notes, () => location.reload(), { signal });

  // While the presenter's window was loading, the slide may have gone on.
  const stop = cursor.subscribe(() => {
    if (leads && here().lecture && !cursor.pending) tell();
    if (asked || !here().lecture) return;
    asked = true;
    if (here().notes) ask();
  });
  signal.addEventListener("abort", stop);
}

// Go where the other window is; whether that takes another look. Beside a room a beat is enough.
function come(scene, beat) {
  const { place } = cursor;
  const by = Math.sign(scene - place.scene || beat - place.beat);
  if (by === 0) late = 0;
  else if (room && late < APART) {
    late += 1;
    cursor.beat(by);
    return true;
  } else {
    const link = new URLSearchParams(location.search);
    const now = String(link);
    const own = ownName();
    const there = own ? { mine: `${own}-${scene}-${beat}` } : { scene, beat };
    for (const [name, value] of Object.entries(there)) link.set(name, value);
    if (String(link) === now) return true; // its own lecture is still to come from the browser
    location.replace(`?${link}`);
  }
  return false;
}
