// A phone in a room: it shows what is asked, sends one answer, and shows what came out.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const lang = document.documentElement.lang;
  const [page, status, foot, heard] = ["page", "status", "foot", "heard"].map(
    (id) => document.getElementById(id),
  );
  const [, , given] = /\/join(\/([^/?]*))?/.exec(location.pathname) || [];
  const base = location.pathname.replace(/join.*$/, "");
  const letters = (text) => text.toUpperCase().replace(/[^A-Z]/g, "");
  const code = letters((given || "").replace(/%\w\w/g, ""));
  const marks = "ABCDEFGH";
  const [FIRST_WAIT, LONGEST_WAIT] = [300, 4000]; // ms until an answer is sent again
  const PATIENCE = 10_000; // ms for an answer of the server
  const LARGEST = 1e9;
  let state = null, sending = null, drawn = "";

  const { kept, keep, unkeep, forget, forgetOld, random } = keeper(code);
  const make = (tag, text = "", fields = {}) =>
    Object.assign(document.createElement(tag), { textContent: text }, fields);
  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const standing = () => {
    const { poll } = state;
    return poll?.round && mine(poll) !== null ? words.phone_counted : "";
  };
  const mine = (poll) => kept(`${poll.number}.${poll.round}`);
  const last = (poll) => kept(`${poll.number}.2`) ?? kept(`${poll.number}.1`);

  const post = async (what, body) => {
    const answer = await fetch(`${base}room/${code}/${what}?lang=${lang}`, {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ voter: kept("voter", random), ...body }),
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    return { ok: answer.ok, status: answer.status, ...(await answer.json()) };
  };

  // An answer is sent until the server has it or says why not: one after another, so that the last
  // one chosen is the last one to arrive.
  let posting = false, timer = 0;
  const answer = (poll, choice) => {
    sending = { poll: poll.number, round: poll.round, choice };
    say(words.phone_sending);
    deliver(FIRST_WAIT);
  };
  const deliver = async (wait) => {
    clearTimeout(timer);
    if (posting || !sending) return;
    posting = true;
    const vote = sending;
    const reply = await post("vote", vote).catch(() => null);
    posting = false;
    if (!state) return;
    if (sending !== vote) {
      deliver(FIRST_WAIT);
    } else if (!reply || reply.status >= 500 || reply.status === 429) {
      say(reply ? reply.sentence : words.phone_offline);
      timer = setTimeout(deliver, wait, Math.min(2 * wait, LONGEST_WAIT));
    } else {
      if (reply.ok) keep(`${vote.poll}.${vote.round}`, String(vote.choice));
      sending = null;
      draw(true);
      say(reply.ok ? words.phone_counted : reply.sentence);
    }
  };

  const options = (poll) => {
    const list = make("div", "", { className: "options", role: "group" });
    const sent = sending?.poll === poll.number && sending.round === poll.round;
    const chosen = sent ? sending.choice : poll.round ? mine(poll) : last(poll);
    poll.options.forEach((text, k) => {
      const button = make("button", "", { type: "button", disabled: !poll.round });
      button.append(make("b", marks[k]), make("span", text));
      button.setAttribute("aria-pressed", String(chosen !== null && Number(chosen) === k));
      if (poll.phase === "revealed" && k === poll.right) {
        button.classList.add("right");
        button.append(make("span", "✓"));
      }
      button.onclick = () => { answer(poll, k); draw(true); };
      list.append(button);
    });
    list.setAttribute("aria-labelledby", "asked");
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
      const usable = input.value.trim() && Math.abs(number) <= LARGEST;
      if (!usable) say(words.phone_no_number);
      else answer(poll, number);
    };
    return form;
  };

  // Whether the last answer is right; null where there is none.
  const isRight = (poll) => {
    const choice = last(poll);
    if (choice === null) return null;
    return poll.answer === null ? Number(choice) === poll.right
      : Math.abs(Number(choice) - poll.answer) <= poll.tolerance + 1e-9;
  };
  const verdict = (poll) => {
    const right = isRight(poll);
    return right ? words.phone_right : right === null ? "" : words.phone_not_right;
  };
  const closing = ({ phase }) => phase === "discussed" ? words.phone_discuss : words.phone_closed;
  const outcome = (poll) => {
    const box = make("div");
    const right = isRight(poll);
    const className = right ? "verdict good" : "verdict";
    if (right !== null) box.append(make("p", (right ? "✓ " : "") + verdict(poll), { className }));
    box.append(make("p", poll.why));
    box.append(make("a", words.phone_open, { href: `${base}?${poll.link}` }));
    return box;
  };

  // What a screen reader says when something new is shown.
  const tell = () => {
    const { poll, title, sentence } = state;
    const news = !poll ? [title, sentence] : poll.round ? [poll.question]
      : poll.phase === "revealed" ? [verdict(poll), poll.why] : [closing(poll)];
    const text = news.filter(Boolean).join(" ");
    if (heard.textContent !== text) heard.textContent = text;
  };

  const draw = (again = false) => {
    if (!state) return; // the room is over
    const picture = JSON.stringify(state);
    if (picture === drawn && !again) return;
    const writing = document.activeElement?.tagName === "INPUT" && !again;
    const before = drawn && JSON.parse(drawn).poll;
    const same = drawn && before?.number === state.poll?.number
      && before?.round === state.poll?.round;
    drawn = picture;
    tell();
    if (writing && same) return;
    const focus = document.activeElement?.querySelector?.("b")?.textContent;
    page.replaceChildren(make("h1", state.title || words.phone_title));
    const poll = state.poll;
    if (!poll) {
      page.append(make("p", state.sentence || words.phone_wait));
    } else {
      page.append(make("h2", poll.question, { id: "asked" }));
      if (poll.options.length) page.append(options(poll));
      else if (poll.round) page.append(field(poll));
      else if (last(poll) !== null) page.append(make("p", `${words.phone_number}: ${last(poll)}`));
      if (poll.phase === "revealed") page.append(outcome(poll));
      else if (!poll.round) page.append(make("p", closing(poll)));
    }
    const marked = [...page.querySelectorAll("b")].find((mark) => mark.textContent === focus);
    if (focus) marked?.parentElement.focus();
    if (!sending && !again) say(standing());
    lower();
  };

  // What a phone signals is kept here, a hand with how often hands had been lowered before.
  const pressed = {};
  const press = (kind, on) => {
    if (on) keep(kind, String(state.lowered));
    else unkeep(kind);
    pressed[kind].setAttribute("aria-pressed", String(on));
  };
  const lower = () => {
    if (pressed.hand && kept("hand") !== null && kept("hand") < state.lowered) press("hand", false);
  };
  const signals = () => {
    for (const [kind, text] of [["lost", words.phone_lost], ["hand", words.phone_hand]]) {
      const button = pressed[kind] = make("button", text, { type: "button" });
      button.setAttribute("aria-pressed", String(kept(kind) !== null));
      button.onclick = async () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        const reply = await post("signal", { kind, on }).catch(() => null);
        if (reply?.ok) press(kind, on);
        else say(reply ? reply.sentence : words.phone_offline);
        if (!reply) listen(); // which says when there is a connection again
      };
      foot.append(button);
    }
    foot.append(make("small", words.phone_private));
  };

  const over = () => {
    page.replaceChildren(make("h1", words.phone_title), make("p", words.phone_over));
    foot.replaceChildren();
    say("");
    heard.textContent = words.phone_over;
    state = null;
    forget();
  };

  const address = (what) =>
    `${base}room/${code}/${what}?lang=${lang}&voter=${kept("voter", random)}`;

  // News by server-sent events; where they do not come, the phone asks every other second.
  let asking = 0, turn = 0, events = null;
  const rest = () => {
    clearTimeout(asking);
    asking = 0;
    turn += 1;
  };
  const show = (news) => {
    state = news;
    draw();
    if (!sending && status.textContent === words.phone_offline) say(standing());
  };
  const poll = async () => {
    try {
      const reply = await fetch(address("state"), { signal: AbortSignal.timeout?.(PATIENCE) });
      if (reply.status === 404) { over(); return false; }
      if (reply.ok) show(await reply.json());
    } catch { say(words.phone_offline); }
    return true;
  };
  const ask = async () => {
    rest();
    const now = turn;
    asking = -1;
    if (await poll() && now === turn) asking = setTimeout(ask, 2000);
  };
  const listen = () => {
    events?.close();
    if (typeof EventSource === "undefined") { ask(); return; }
    const news = events = new EventSource(address("events"));
    news.onmessage = (event) => {
      rest();
      show(JSON.parse(event.data));
    };
    news.addEventListener("over", () => { news.close(); rest(); over(); });
    news.onerror = () => {
      if (!asking) ask();
      const closed = news.readyState === EventSource.CLOSED;
      if (closed) setTimeout(() => { if (news === events && state) listen(); }, 5000);
    };
  };
  // A phone that was asleep may have lost its connection without being told.
  document.addEventListener("visibilitychange", () => {
    if (state && document.visibilityState === "visible") listen();
  });

  const enter = () => {
    const form = make("form");
    const look = { id: "code", maxLength: 9, autocomplete: "off", autocapitalize: "characters" };
    const input = make("input", "", look);
    input.setAttribute("aria-label", words.phone_code);
    form.append(input, make("button", words.phone_join));
    form.onsubmit = (event) => {
      event.preventDefault();
      const typed = letters(input.value);
      if (typed) location.href = `${base}join/${typed}`;
    };
    page.replaceChildren(make("h1", words.phone_title), make("p", words.phone_code), form);
    input.focus();
  };

  const start = async () => {
    forgetOld();
    if (!code) { enter(); return; }
    try {
      const reply = await fetch(`${base}room/${code}/state?lang=${lang}`);
      const first = await reply.json();
      if (!reply.ok) {
        say(first.sentence);
        if (reply.status !== 404) {
          setTimeout(start, 2000);
          return;
        }
        forget();
        enter();
        return;
      }
      say("");
      state = first;
      keep("since", kept("since") ?? Date.now());
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
