// A file of one's own, of each kind the last one. Python has it as long as its page; the browser
// keeps it as long as the tab is open, and gives it back to the next page of the tab: after a
// reload, a long time without network, or a server that was started anew.

export function kept() {
  function show({ kind, name, wish, text }, send) {
    const key = `lstm.own.${kind}`;
    if (wish === "keep") store(key, JSON.stringify({ name, text }));
    else if (wish === "forget") store(key, null);
    else {
      const found = stored(key);
      send.trigger("found", found?.name === name ? found.text : "");
    }
  }
  return { show };
}

// A browser may allow no storage, or have no more of it: then it keeps nothing.
function store(key, text) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch { /* nothing is kept */ }
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
