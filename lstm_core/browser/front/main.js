// The one component of the page. Each mount of it is a part, which the data names. Streamlit
// evaluates this module once for all mounts, and calls it for each change of a mount's data or of
// the theme.

import { element } from "./elements.js";
import { diagram } from "./parts/diagram.js";
import { header } from "./parts/header.js";
import { player } from "./parts/player.js";
import { seed } from "./parts/seed.js";

// Each makes its elements in a root, once, and comes to { show(data, send), end() }. A part that a
// first visit does not show is fetched when it is needed.
const PARTS = { diagram, header, player, seed };
const mounted = new WeakMap(); // a mount's root -> its part, once it is there, and what it shows

export default function ({ parentElement: root, data: bytes, setStateValue, setTriggerValue }) {
  const text = new TextDecoder().decode(bytes); // JSON: Python packs it once
  const mount = mounted.get(root) ?? create(root, text);
  mount.latest = { text, send: { state: setStateValue, trigger: setTriggerValue } };
  show(mount);
  return () => {
    if (root.host.isConnected) return; // Streamlit also ends a call that a later one has overtaken
    mounted.delete(root);
    mount.part?.end?.();
  };
}

function show(mount) {
  const { part, latest: { text, send } } = mount;
  if (!part || (mount.text === text && !part.always)) return;
  mount.text = text;
  part.show(JSON.parse(text), send);
}

function create(root, text) {
  const { part: name } = JSON.parse(text);
  const body = element("div", { hidden: true }); // until it has its style
  const reveal = () => { body.hidden = false; };
  const href = new URL(`parts/${name}.css`, import.meta.url);
  root.append(element("link", { rel: "stylesheet", href, onload: reveal, onerror: reveal }), body);
  const mount = { part: PARTS[name]?.(body), text: null };
  mounted.set(root, mount);
  if (!mount.part) {
    import(`./parts/${name}.js`).then((module) => {
      if (mounted.get(root) !== mount) return; // it is gone by now
      mount.part = module[name](body);
      show(mount);
    });
  }
  return mount;
}
