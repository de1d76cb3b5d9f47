// The one component of the page. Each mount of it is a part, which the data names. Streamlit
// evaluates this module once for all mounts, and calls it for each change of a mount's data or of
// the theme.

import { element } from "./elements.js";
import { diagram } from "./parts/diagram.js";
import { editor } from "./parts/editor.js";
import { fields } from "./parts/fields.js";
import { grid } from "./parts/grid.js";
import { header } from "./parts/header.js";
import { kept } from "./parts/kept.js";
import { link } from "./parts/link.js";
import { live } from "./parts/live.js";
import { player } from "./parts/player.js";
import { room } from "./parts/room.js";
import { stage } from "./parts/stage.js";
import { STYLES } from "./styles.js";

// Each makes its elements in a root, once, and comes to { show(data, send), end() }.
const PARTS = {
  diagram, editor, fields, grid, header, kept, link, live, player, room, stage,
};
const SHOWN = "parts-shown"; // for which the server has Plotly's script wait
const mounted = new WeakMap(); // a mount's root -> its part, and the text of its latest data

export default function ({ parentElement: root, data: bytes, setStateValue, setTriggerValue }) {
  const text = new TextDecoder().decode(bytes); // JSON: Python packs it once
  const mount = mounted.get(root) ?? create(root, text);
  if (mount.text !== text || mount.part.always) {
    mount.text = text;
    mount.part.show(JSON.parse(text), { state: setStateValue, trigger: setTriggerValue });
  }
  return () => {
    if (root.host.isConnected) return; // Streamlit also ends a call that a later one has overtaken
    mounted.delete(root);
    mount.part.end?.();
  };
}

function create(root, text) {
  const { part: name } = JSON.parse(text);
  const body = element("div");
  root.append(body);
  dress(root, name, body);
  const mount = { part: PARTS[name](body), text: null };
  mounted.set(root, mount);
  const idle = globalThis.requestIdleCallback ?? setTimeout; // not in every browser
  requestAnimationFrame(() => idle(() => performance.mark(SHOWN), { timeout: 300 }));
  return mount;
}

// A part is not seen before it has its style.
function dress(root, name, body) {
  if (name in STYLES) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES[name]);
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const reveal = () => { body.hidden = false; };
  const href = new URL(`parts/${name}.css`, import.meta.url);
  body.hidden = true;
  root.prepend(element("link", { rel: "stylesheet", href, onload: reveal, onerror: reveal }));
}
