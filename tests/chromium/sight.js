// All that can be read on the page, as boxes: each piece of text round its ink, with its size, its
// colour, what it belongs to and what of it can be seen; the pictures, the lines that no number may
// stand on, and the player.
() => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  const rgba = (colour) => {
    if (!colours.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      colours.set(colour, [r, g, b, a / 255]);
    }
    return colours.get(colour);
  };
  const above = (e) => e.parentElement ?? e.getRootNode().host ?? null;
  const chain = (e) => (e ? [e, ...chain(above(e))] : []);
  const rows = [];
  const walk = (root) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.shadowRoot) walk(node.shadowRoot);
      else if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) read(node);
    }
  };
  const UNREAD = "style, script, title, option, textarea, .katex-mathml, [data-testid=stIconMaterial]";
  const INLINE = /^(inline|contents|ruby)/;

  function read(node) {
    const own = node.parentElement;
    if (own.closest(UNREAD)) return;
    if (!own.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
    const style = getComputedStyle(own);
    const up = chain(own);
    const svg = own.closest("svg");
    const block = own.closest(".katex") ?? own.closest("svg text")
      ?? up.find((e) => !INLINE.test(getComputedStyle(e).display));
    const shown = up.reduce((part, e) => part * getComputedStyle(e).opacity, 1);
    const [r, g, b, a] = rgba(svg && own.closest("text") ? style.fill : style.webkitTextFillColor);
    if (a * shown < 0.1) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = scaled(own, parseFloat(style.fontSize), svg);
    const turned = turn(own.closest("text"));
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 2) continue;
      const box = turned ? [rect.left, rect.top, rect.right, rect.bottom]
        : ink(rect, node.textContent.trim(), style);
      rows.push({
        haloed: style.paintOrder.startsWith("stroke"),
        said: node.textContent.trim(), box, size, ...seen(box, up), colour: [r, g, b, a * shown],
        block: id(block), picture: id(picture(own)), index: own.matches("tspan[dy]:not(.line)"),
        player: up.some((e) => e.matches(".st-key-place")),
        off: up.some((e) => e.matches(":disabled, [disabled], [aria-disabled=true]")),
      });
    }
  }

  const ids = new Map();
  function id(e) {
    if (!e) return 0;
    if (!ids.has(e)) ids.set(e, ids.size + 1);
    return ids.get(e);
  }
  function picture(e) {
    return e.closest(".js-plotly-plot") ?? e.closest("svg.drawing");
  }
  function turn(text) {
    const m = text?.getScreenCTM();
    return m && Math.abs(m.b) > 0.01;
  }
  function scaled(e, size, svg) {
    const m = svg && e.closest("text")?.getScreenCTM();
    return m ? size * Math.hypot(m.a, m.b) : size * (e.currentCSSZoom ?? 1);
  }
  // Of a line's box, the part that its letters cover.
  function ink(rect, said, style) {
    pen.font = `${style.fontStyle} ${style.fontWeight} 100px ${style.fontFamily}`;
    const m = pen.measureText(said);
    const high = m.fontBoundingBoxAscent + m.fontBoundingBoxDescent;
    const base = rect.top + rect.height * m.fontBoundingBoxAscent / high;
    const one = rect.height / high;
    const top = base - m.actualBoundingBoxAscent * one;
    return [rect.left, top, rect.right, base + m.actualBoundingBoxDescent * one];
  }
  // What of a box is not cut off by what it is in: and whether one could scroll to the rest.
  function seen(box, up) {
    let [left, top, right, bottom] = box;
    let cut = "";
    const free = { x: false, y: false };
    for (const e of up) {
      const { overflowX, overflowY, position } = getComputedStyle(e);
      const main = e.matches(".stMain, .stApp, section, html, body");
      const edge = e.getBoundingClientRect();
      if (overflowX !== "visible") {
        if (/auto|scroll/.test(overflowX) && !main) free.x = true;
        if (!free.x && (edge.left > left + 1.5 || edge.right < right - 1.5)) cut ||= name(e);
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      }
      if (overflowY !== "visible") {
        if (/auto|scroll/.test(overflowY)) free.y = true;
        if (!free.y && (edge.top > top + 1.5 || edge.bottom < bottom - 1.5)) cut ||= name(e);
        [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      if (position === "fixed") break;
    }
    if (!free.x && (right > innerWidth + 1 || left < -1)) cut ||= "the page";
    return { seen: [left, top, right, bottom], cut };
  }
  function name(e) {
    return `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className}`.slice(0, 60);
  }

  walk(document);
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((e) => {
    const { left, top, right, bottom } = e.getBoundingClientRect();
    return [left, top, right, bottom, id(picture(e))];
  });
  const drawings = [...document.querySelectorAll("[data-testid$=Isolated]")]
    .flatMap((e) => [...e.shadowRoot?.querySelectorAll("svg.drawing") ?? []]);
  const edges = (e) => {
    const { left, top, right, bottom } = e.getBoundingClientRect();
    const it = id(picture(e));
    if (right - left < 4 || bottom - top < 4) return [[left, top, right, bottom, it]];
    return [
      [left, top, right, top, it], [left, bottom, right, bottom, it],
      [left, top, left, bottom, it], [right, top, right, bottom, it],
    ];
  };
  const lines = [...document.querySelectorAll(
    ".stPlotlyChart :is(.zerolinelayer, .shapelayer) path",
  )].flatMap(edges);
  const parts = document.querySelector(".st-key-place [data-testid$=Isolated]")?.shadowRoot
    ?.querySelectorAll(".row > *") ?? [];
  const tops = [...parts].filter((e) => e.checkVisibility()).map((e) => (
    (e.getBoundingClientRect().top + e.getBoundingClientRect().bottom) / 2));
  const player = document.querySelector(".st-key-place")?.getBoundingClientRect();
  return {
    texts: rows, lines, player: player?.height > 8 ? player.top : innerHeight,
    pictures: [...boxes(".js-plotly-plot"), ...drawings.map((e) => {
      const { left, top, right, bottom } = e.getBoundingClientRect();
      return [left, top, right, bottom, id(e)];
    })],
    warned: !!document.querySelector(".stAlert"),
    rows: tops.filter((y, k) => !k || Math.abs(y - tops[k - 1]) > 9).length,
    wide: document.documentElement.scrollWidth > innerWidth + 1,
    ground: rgba(getComputedStyle(document.querySelector(".stApp")).backgroundColor),
  };
}
