// Which letters and words that are explained stand in a part of the page, and where.

const SIGNS = /^\s?[₀-₉]*\s?[=≥≤≈·]/; // after a letter that in sentences is a word as well
const WORDS = new Set(["a", "o", "y"]); // of Spanish; in formulas they are letters
const FORMULA = ".katex, svg, em, i, code";
const LEFT_OUT = ".katex-mathml, button, script, style, select, [role=radio]";

// How one finds the letters and words that are the keys of `explained`.
export function finder(explained) {
  const either = (text) => /^\p{L}{4,}$/u.test(text)
    ? `[${text[0].toUpperCase()}${text[0]}]${text.slice(1)}` : text;
  const all = Object.keys(explained).toSorted((one, other) => other.length - one.length);
  const before = "(?<![\\p{L}\\p{N}_.'])", after = "(?![\\p{L}\\p{Nd}_\u0303])";
  return new RegExp(`${before}(${all.map(either).join("|")})${after}`, "gu");
}

// Each of them below `root` in order: { range, words }.
export function lettersIn(root, explained, found) {
  const all = [];
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(LEFT_OUT)) continue;
    for (const match of node.data.matchAll(found)) {
      const name = parent.closest(".accent") && match[0] === "C" ? "C\u0303" : match[0];
      const end = match.index + match[0].length;
      const plain = WORDS.has(name) && !parent.closest(FORMULA);
      if (plain && !SIGNS.test(node.data.slice(end))) continue;
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, end);
      const said = explained[name] ?? explained[name.toLowerCase()];
      all.push({ range, words: said });
    }
  }
  return all;
}
