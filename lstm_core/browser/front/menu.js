// A few choices beside what was pressed. Escape closes them, and so does a press elsewhere.

import { element, setName } from "./elements.js";

// `choices` are [words, what to do].
export function offerChoices(beside, name, choices) {
  const { right, bottom } = beside.getBoundingClientRect();
  const menu = element("div", { className: "choices", popover: "auto", role: "group" });
  setName(menu, name);
  menu.title = "";
  menu.append(...choices.map(([textContent, act]) => element("button", {
    textContent,
    onclick: () => {
      menu.hidePopover();
      act();
    },
  })));
  menu.style.inset = `${bottom}px ${Math.max(0, innerWidth - right)}px auto auto`;
  document.body.append(menu);
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    menu.remove();
    beside.focus({ preventScroll: true });
  });
  menu.showPopover();
  menu.querySelector("button").focus({ preventScroll: true });
}
