// Streamlit's sidebar stands beside the page where there is room for both; elsewhere it waits to be
// opened.

const ROOM = "(min-width: 1200px)";
const LATER = [0, 200, 600, 1500]; // ms; the sidebar comes after what asks for this

export function fold(signal) {
  const room = matchMedia(ROOM);
  const button = (id) => (
    document.querySelector(`[data-testid="${id}"] button, button[data-testid="${id}"]`)
  );
  let folded = false; // by this, not by hand
  function follow() {
    const closed = button("stExpandSidebarButton");
    if (room.matches && folded) {
      closed?.click();
      folded = false;
    } else if (!room.matches && !folded && !closed) {
      const open = button("stSidebarCollapseButton");
      open?.click();
      folded = !!open;
    }
  }
  room.addEventListener("change", follow, { signal });
  for (const ms of LATER) setTimeout(follow, ms);
}
