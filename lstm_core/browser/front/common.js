// What stands before each of the scripts: each component's is a module of its own and cannot import another.

// Python sends its data as JSON in bytes, which costs the server a third of what a dictionary would.
const read = (data) => (data instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(data)) : data);

// A new element with these properties and children.
function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// A move of the player, from anywhere in the page.
function go(detail) {
  dispatchEvent(new CustomEvent("lstm:go", { detail }));
}
