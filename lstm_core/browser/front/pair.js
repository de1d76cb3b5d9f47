// The lecture and its presenter's window go on together; two tabs of the lecture, of which neither
// is a presenter's, go their own ways.

import { cursor } from "./place.js";

// One for the window: what it says reaches the other windows, and never itself.
const channel = new BroadcastChannel("lstm-lecture");
let presenters = null; // the window that was opened from here
let asked = false; // where the slide is

// Open the presenter's window.
export function present(link) {
  presenters = open(link, "lstm-notes", "popup,width=1080,height=720");
}

// A beat on (1) or back (-1) here, and in the other windows of a lecture.
export function goOn(by, { lecture, notes }) {
  cursor.beat(by);
  if (lecture) channel.postMessage({ by, notes });
}

// Follow the others until the signal. `own` comes to what this window is: { lecture, notes }.
export function onOthers(own, { signal }) {
  const here = () => own() ?? {};
  const ask = () => channel.postMessage({ late: true });
  const tell = () => cursor.pending ? setTimeout(tell, 100)
    : channel.postMessage({ at: [cursor.place.scene, cursor.place.beat] });

  channel.addEventListener("message", ({ data: { by, notes, at, late } }) => {
    const mine = here();
    if (!mine.lecture) return;
    if (by && (notes || mine.notes)) cursor.beat(by);
    if (late && presenters && !presenters.closed) tell();
    if (at && mine.notes) {
      if (cursor.pending) setTimeout(ask, 100); // on its way it cannot compare
      else goTo(...at);
    }
  }, { signal });

  // While the presenter's window was loading, the slide may have gone on.
  const stop = cursor.subscribe(() => {
    if (asked || !here().lecture) return;
    asked = true;
    if (here().notes) ask();
  });
  signal.addEventListener("abort", stop);
}

function goTo(scene, beat) {
  const { place } = cursor;
  if (place.scene === scene && place.beat === beat) return;
  const link = new URLSearchParams(location.search);
  link.set("scene", scene);
  link.set("beat", beat);
  location.replace(`?${link}`);
}
