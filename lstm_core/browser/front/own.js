// Files of one's own, of each kind the last one, as this tab keeps them; and a lecture of one's own
// in the presenter's window, which is handed it, and told when it is edited.

const key = (kind) => `lstm.own.${kind}`;
const channel = new BroadcastChannel("lstm-own");

// The name of the lecture of one's own that a link names; undefined where it names none.
export function ownName(link = location.search) {
  return new URLSearchParams(link).get("mine")?.split("-")[0];
}

// What is kept of this kind, { name, text }; undefined for nothing.
export function keptFile(kind) {
  try {
    return JSON.parse(sessionStorage.getItem(key(kind))) ?? undefined;
  } catch {
    return undefined;
  }
}

// Keep a file, { name, text }, or forget it (null).
export function keep(kind, file) {
  if (same(keptFile(kind), file)) return;
  write(globalThis, kind, file);
  if (file && kind === "lecture") channel.postMessage(file);
}

// Give another window of this page the lecture, before it asks for it.
export function handOver(other) {
  const file = keptFile("lecture");
  if (file) write(other, "lecture", file);
}

// Where it is `wanted`, take over what becomes of the lecture that this window shows; then `again`.
export function onEdited(wanted, again, { signal }) {
  channel.addEventListener("message", ({ data: file }) => {
    if (!wanted() || file.name !== ownName() || same(keptFile("lecture"), file)) return;
    write(globalThis, "lecture", file);
    again();
  }, { signal });
}

function same(one, other) {
  return one?.name === other?.name && one?.text === other?.text;
}

// A browser may allow no storage, or have no more of it: then it keeps nothing.
function write(view, kind, file) {
  try {
    const storage = view.sessionStorage;
    if (file) storage.setItem(key(kind), JSON.stringify(file));
    else storage.removeItem(key(kind));
  } catch { /* nothing is kept */ }
}
