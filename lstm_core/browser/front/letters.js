// Keys of one letter or sign can be switched off: who speaks to the machine, or slips, types them
// unawares. The browser keeps that.

import { element } from "./elements.js";
import { storage } from "./storage.js";

const KEPT = "lstm.letters";
let on = storage?.getItem(KEPT) !== "off";

export const letters = () => on;

// A box to switch them with, in words, and what they are.
export function letterSwitch(words, help) {
  const box = element("input", { type: "checkbox", checked: on });
  box.onchange = () => {
    on = box.checked;
    storage?.setItem(KEPT, on ? "on" : "off");
  };
  return element("label", { className: "letters", title: help }, [box, words]);
}
