// How many are in a room and have answered, told by the server as it changes: never what they
// answered.

import { element } from "../elements.js";
import { tellRoom } from "../pair.js";

const AGAIN = 3000; // ms until a connection that was refused is tried again

export function room(body) {
  const line = element("p", { className: "counts" });
  body.append(line);
  let events = null;
  let timer = null;
  let shown = null; // the contract's Room
  let counts = { present: 0, voted: 0, lost: 0, hands: 0 };

  function draw() {
    const { words, asking, next } = shown;
    const { present, voted, lost, hands } = counts;
    const said = [[words.present, present, true], [words.voted, voted, asking],
      [words.lost, lost, lost], [words.hands, hands, hands]];
    const counted = said.filter(([, , on]) => on).map(([text, count]) => [text, count]);
    line.replaceChildren(...countsOf(counted));
    tellRoom({ counts: counted, next });
  }
  function listen() {
    const base = location.pathname.replace(/\/?$/, "/");
    events = new EventSource(`${base}room/${shown.code}/counts`);
    events.onmessage = ({ data }) => {
      counts = { ...counts, ...JSON.parse(data) };
      draw();
    };
    events.addEventListener("over", stop);
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(listen, AGAIN);
    };
  }
  function end() {
    stop();
    tellRoom(null);
  }
  function stop() {
    clearTimeout(timer);
    events?.close();
    events = null;
  }
  function show(given) {
    const another = shown?.code !== given.code;
    shown = given;
    if (another) {
      stop();
      listen();
    }
    draw();
  }
  return { show, end };
}

// What is counted, as elements: [[words, number], ...].
export function countsOf(counted) {
  return counted.map(([text, count]) => (
    element("span", {}, [text, " ", element("b", { textContent: count })])
  ));
}
