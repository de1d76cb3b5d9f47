// Keys of one letter or sign can be switched off: who speaks to the machine, or slips, types them
// unawares. The browser keeps that.

const KEPT = "lstm.letters";
let on = stored() !== "off";

export const letters = () => on;

export function switchLetters(wanted) {
  on = wanted;
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch { /* it holds as long as the page */ }
}

// A browser may allow no storage.
function stored() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
