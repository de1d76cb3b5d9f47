// Streamlit's sidebar stands beside the page where there is room for both; elsewhere it waits to be
// opened.

import { storage } from "./storage.js";

const ROOM = "(min-width: 1200px)";
const LATER = [0, 200, 600, 1500]; // ms; the sidebar comes after what asks for this
const KEPT = "stSidebarCollapsed"; // in the browser: how a person has left it

const all = () => Object.entries(storage ?? {}).filter(([name]) => name.startsWith(KEPT));

// Press it, and leave what the browser keeps for the next page as a person has left it.
function press(button) {
  const kept = all();
  button.click();
  setTimeout(() => {
    for (const [name] of all()) storage.removeItem(name);
    for (const [name, value] of kept) storage.setItem(name, value);
  }, 100);
}

export function fold(signal) {
  const room = matchMedia(ROOM);
  const button = (id) => (
    document.querySelector(`[data-testid="${id}"] button, button[data-testid="${id}"]`)
  );
  let folded = false; // by this, not by hand
  function follow() {
    const closed = button("stExpandSidebarButton");
    if (room.matches && folded) {
      if (closed) press(closed);
      folded = false;
    } else if (!room.matches && !folded && !closed) {
      const open = button("stSidebarCollapseButton");
      if (open) press(open);
      folded = !!open;
    }
  }
  const opened = ({ target, isTrusted }) => {
    if (isTrusted && button("stExpandSidebarButton")?.contains(target)) folded = true; // it stays
  };
  addEventListener("click", opened, { capture: true, signal });
  room.addEventListener("change", follow, { signal });
  for (const ms of LATER) setTimeout(follow, ms);
}
