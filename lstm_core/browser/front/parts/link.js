// A link to take along: to copy, and, where the system has a sheet to share with, to send.

import { element } from "../elements.js";

export function link(body) {
  let data = null;
  const copy = element("button", { className: "copy", onclick: () => copied() });
  const send = element("button", { onclick: sent, hidden: !navigator.share });
  const said = element("span", { role: "status" });
  const bar = element("div", { className: "link" }, [copy, send, said]);
  body.append(bar);

  async function copied() {
    const { words } = data;
    said.textContent = "";
    said.textContent = await write(data.link) ? words.copied : words.failed;
  }
  async function sent() {
    try {
      await navigator.share({ title: data.title, url: data.link });
    } catch { /* who closes the sheet sends nothing */ }
  }
  // A page without https has no clipboard of its own: there what is selected is copied.
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = element("textarea", { value: text, readOnly: true, className: "copied" });
      bar.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      copy.focus();
      return done;
    }
  }
  function show(given) {
    data = given;
    copy.textContent = data.words.copy;
    send.textContent = data.words.send;
    said.textContent = "";
  }
  return { show };
}
