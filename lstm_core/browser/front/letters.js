// Keys of one letter or sign can be switched off: who speaks to the machine, or slips, types them
// unawares. The browser keeps that.

import { storage } from "./storage.js";

const KEPT = "lstm.letters";
let on = storage?.getItem(KEPT) !== "off";

export const letters = () => on;

export function switchLetters(wanted) {
  on = wanted;
  storage?.setItem(KEPT, on ? "on" : "off");
}
