// A file of one's own, of each kind the last one. Python has it as long as its page; the browser
// keeps it as long as the tab is open, and gives it back to the next page of the tab: after a
// reload, a long time without network, or a server that was started anew.

import { keep, keptFile } from "../own.js";

export function kept() {
  function show({ kind, name, wish, text }, send) {
    if (wish === "keep") keep(kind, { name, text });
    else if (wish === "forget") keep(kind, null);
    else {
      const file = keptFile(kind);
      send.trigger("found", file?.name === name ? file.text : "");
    }
  }
  return { show };
}
