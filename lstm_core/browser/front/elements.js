// Elements of the page, made without markup: nothing that is typed can become any.

// A new element with these properties, or attributes where it has no such property, and children.
export function element(name, properties = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

// A new element of a drawing, the last one in its parent.
export function shape(parent, name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  parent.append(made);
  return made;
}

// What an element is called, for a screen reader and for the mouse.
export function setName(made, words) {
  made.setAttribute("aria-label", words);
  made.title = words;
}
