// What a phone needs beside its style: the keyboard of a field for a number, and a panel that
// closes when what it was opened for is done.

const NARROW = "(max-width: 640px), (max-height: 500px)";
const DONE = ".st-key-change_add button, .st-key-silence button, .st-key-versus_keep button";

function closePanel() {
  const opener = document.querySelector('.st-key-what_if [aria-expanded="true"]');
  if (opener) opener.click();
}

export function phone(signal) {
  addEventListener("pointerdown", ({ target }) => {
    const field = target.closest?.(".st-key-typed input");
    if (field) field.inputMode = "decimal";
  }, { capture: true, signal });
  addEventListener("focusin", ({ target }) => {
    if (target.closest?.(".st-key-typed")) target.inputMode = "decimal";
  }, { signal });
  addEventListener("click", ({ target }) => {
    if (target.closest?.(DONE) && matchMedia(NARROW).matches) setTimeout(closePanel, 150);
  }, { signal });
}
