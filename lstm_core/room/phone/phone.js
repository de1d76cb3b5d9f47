"use strict";
// A phone in a room: it shows what is asked, sends one answer, and shows what came out.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const lang = document.documentElement.lang;
  const [page, status, foot] = ["page", "status", "foot"].map((id) => document.getElementById(id));
  const [, , given] = /\/join(\/([^/?]*))?/.exec(location.pathname) || [];
  const base = location.pathname.replace(/join.*$/, "");
  const code = decodeURIComponent(given || "").toUpperCase();
  const marks = "ABCDEFGH";
  const [FIRST_WAIT, LONGEST_WAIT] = [300, 4000]; // ms until an answer is sent again
  let state = null, sending = null, drawn = "";

  // A random name for this browser, in this room alone: no account, no cookie.
  const kept = (key, make) => {
    try {
      const name = `${code}:${key}`;
      if (make && !localStorage.getItem(name)) localStorage.setItem(name, make());
      return localStorage.getItem(name);
    } catch { return (make ? memory[key] ||= make() : memory[key]) ?? null; }
  };
  const keep = (key, value) => {
    try { localStorage.setItem(`${code}:${key}`, value); } catch { memory[key] = value; }
  };
  const memory = {};
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  const forget = () => {
    try {
      Object.keys(localStorage).filter((name) => name.startsWith(`${code}:`))
        .forEach((name) => localStorage.removeItem(name));
    } catch { /* nothing was kept */ }
  };

  const make = (tag, text = "", fields = {}) =>
    Object.assign(document.createElement(tag), { textContent: text }, fields);
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const mine = (poll) => kept(`${poll.number}.${poll.round}`);
  const last = (poll) => kept(`${poll.number}.2`) ?? kept(`${poll.number}.1`);

  const post = async (what, body) => {
    const answer = await fetch(`${base}room/${code}/${what}?lang=${lang}`, {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ voter: kept("voter", random), ...body }),
    });
    return { ok: answer.ok, status: answer.status, ...(await answer.json()) };
  };

  // An answer is sent until the server has it or says why not; the last one chosen is the one sent.
  const answer = (poll, choice) => {
    sending = { poll: poll.number, round: poll.round, choice };
    say(words.phone_sending);
    deliver(sending, FIRST_WAIT);
  };
  const deliver = async (vote, wait) => {
    if (sending !== vote) return;
    const again = () => setTimeout(deliver, wait, vote, Math.min(2 * wait, LONGEST_WAIT));
    let reply;
    try {
      reply = await post("vote", vote);
    } catch {
      say(words.phone_offline);
      again();
      return;
    }
    if (sending !== vote) return;
    if (reply.ok) {
      keep(`${vote.poll}.${vote.round}`, String(vote.choice));
      say(words.phone_counted);
    } else {
      say(reply.sentence);
      if (reply.status >= 500 || reply.status === 429) {
        again();
        return;
      }
    }
    sending = null;
    draw(true);
  };

  const options = (poll) => {
    const list = make("div", "", { className: "options", role: "group" });
    const chosen = poll.round ? sending?.choice ?? mine(poll) : last(poll);
    poll.options.forEach((text, k) => {
      const button = make("button", "", { type: "button", disabled: !poll.round });
      button.append(make("b", marks[k]), make("span", text));
      button.setAttribute("aria-pressed", String(chosen !== null && Number(chosen) === k));
      if (poll.phase === "revealed" && k === poll.right) button.classList.add("right");
      button.onclick = () => { answer(poll, k); draw(true); };
      list.append(button);
    });
    return list;
  };

  const field = (poll) => {
    const form = make("form");
    const look = { inputMode: "decimal", autocomplete: "off", value: mine(poll) ?? "" };
    const input = make("input", "", look);
    input.setAttribute("aria-label", words.phone_number);
    form.append(input, make("button", words.phone_send));
    form.onsubmit = (event) => {
      event.preventDefault();
      const number = Number(input.value.trim().replace(",", ".").replace("−", "-"));
      if (!input.value.trim() || !Number.isFinite(number)) say(words.phone_no_number);
      else answer(poll, number);
    };
    return form;
  };

  const outcome = (poll) => {
    const choice = last(poll);
    const box = make("div");
    if (choice !== null) {
      const right = poll.answer === null ? Number(choice) === poll.right
        : Math.abs(Number(choice) - poll.answer) <= poll.tolerance + 1e-9;
      box.append(make("p", right ? words.phone_right : words.phone_not_right));
    }
    box.append(make("p", poll.why));
    box.append(make("a", words.phone_open, { href: `${base}?${poll.link}` }));
    return box;
  };

  const draw = (again = false) => {
    const picture = JSON.stringify(state);
    if (picture === drawn && !again) return;
    const writing = document.activeElement?.tagName === "INPUT" && !again;
    const same = drawn && JSON.parse(drawn)?.poll?.number === state.poll?.number
      && JSON.parse(drawn)?.poll?.round === state.poll?.round;
    drawn = picture;
    if (writing && same) return;
    const focus = document.activeElement?.querySelector?.("b")?.textContent;
    page.replaceChildren(make("h1", state.title || words.phone_title));
    const poll = state.poll;
    if (!poll) {
      page.append(make("p", state.sentence || words.phone_wait));
    } else {
      page.append(make("h2", poll.question));
      if (poll.options.length) page.append(options(poll));
      else if (poll.round) page.append(field(poll));
      if (poll.phase === "revealed") page.append(outcome(poll));
      else if (!poll.round) page.append(make("p", words.phone_discuss));
    }
    const marked = [...page.querySelectorAll("b")].find((mark) => mark.textContent === focus);
    if (focus) marked?.parentElement.focus();
    if (!sending && !again) say(poll?.round && mine(poll) !== null ? words.phone_counted : "");
  };

  const signals = () => {
    for (const [kind, text] of [["lost", words.phone_lost], ["hand", words.phone_hand]]) {
      const button = make("button", text, { type: "button" });
      button.setAttribute("aria-pressed", "false");
      button.onclick = async () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        try {
          const reply = await post("signal", { kind, on });
          if (reply.ok) button.setAttribute("aria-pressed", String(on));
          else say(reply.sentence);
        } catch { say(words.phone_offline); }
      };
      foot.append(button);
    }
    foot.append(make("small", words.phone_private));
  };

  const over = () => {
    page.replaceChildren(make("h1", words.phone_title), make("p", words.phone_over));
    foot.replaceChildren();
    say("");
    forget();
  };

  const address = (what) =>
    `${base}room/${code}/${what}?lang=${lang}&voter=${kept("voter", random)}`;

  // News by server-sent events; where they do not come, the phone asks every other second.
  let asking = 0;
  const poll = async () => {
    try {
      const reply = await fetch(address("state"));
      if (reply.status === 404) { over(); return false; }
      if (reply.ok) { state = await reply.json(); draw(); }
    } catch { say(words.phone_offline); }
    return true;
  };
  const ask = async () => {
    if (!(await poll())) return;
    asking = setTimeout(ask, 2000);
  };
  const listen = () => {
    if (typeof EventSource === "undefined") { ask(); return; }
    const events = new EventSource(address("events"));
    events.onmessage = (event) => {
      clearTimeout(asking);
      asking = 0;
      state = JSON.parse(event.data);
      draw();
    };
    events.addEventListener("over", () => { events.close(); clearTimeout(asking); over(); });
    events.onerror = () => {
      if (!asking) ask();
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    };
  };

  const enter = () => {
    const form = make("form");
    const look = { id: "code", maxLength: 4, autocomplete: "off", autocapitalize: "characters" };
    const input = make("input", "", look);
    input.setAttribute("aria-label", words.phone_code);
    form.append(input, make("button", words.phone_join));
    form.onsubmit = (event) => {
      event.preventDefault();
      const typed = input.value.trim().toUpperCase();
      if (typed) location.href = `${base}join/${encodeURIComponent(typed)}`;
    };
    page.replaceChildren(make("h1", words.phone_title), make("p", words.phone_code), form);
    input.focus();
  };

  const start = async () => {
    if (!code) { enter(); return; }
    try {
      const reply = await fetch(`${base}room/${code}/state?lang=${lang}`);
      const first = await reply.json();
      if (!reply.ok) {
        enter();
        say(first.sentence);
        return;
      }
      state = first;
      signals();
      draw();
      listen();
    } catch {
      say(words.phone_offline);
      setTimeout(start, 2000);
    }
  };
  start();
})();
