// The lecture and its presenter's window go on together; two tabs of the lecture, of which neither
// is a presenter's, go their own ways.

import { cursor } from "./place.js";

const NAME = "lstm-lecture";

// A beat on (1) or back (-1) here, and in the other windows of a lecture.
export function goOn(by, { lecture, notes }) {
  cursor.beat(by);
  if (!lecture) return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ by, notes });
  channel.close();
}

// Follow the others until the signal. `own` comes to what this window is: { lecture, notes }.
export function onOthers(own, { signal }) {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data: { by, notes } }) => {
    const { lecture, notes: here } = own() ?? {};
    if (lecture && by && (notes || here)) cursor.beat(by);
  };
  signal.addEventListener("abort", () => channel.close());
}
