"""What stands round the numbers of a table that is copied: tags, prompts, titles, types, blocks."""

import re
from html import unescape
from html.parser import HTMLParser

from lstm_core.exchange.notations import Rows
from lstm_core.exchange.refusal import Refused

# before what somebody typed or was answered, and above what MATLAB, Julia, R and polars print
PROMPTS = re.compile(
    r"^(?:In|Out) ?\[\d+\]: ?|^(?:>>>|>>|julia>)(?: |$)"
    r"|^[ \t]*(?:\w{1,40} =(?: \d+[x×]\d+)?|\d+(?:×\d+|-element) \w.*:|\d+×\d+ DataFrame)[ \t]*$"
    r"|^[ \t]*\[\d+,?\](?=[ \t]+[^\s\[])|^[ \t]*(?:\[,\d+\][ \t]*)+$"
    r"|^[ \t]*\[\[\d+\]\][ \t]*\n(?=[ \t]*\[1\] )|^shape: \(\d+(?:, \d+|,)\)[ \t]*$|^Series: .*$"
    r"|^sep=.[ \t]*$|^@\w+.*$|^# A tibble: .*$"
    r"|^(?:INSERT|insert) .*?\b(?:VALUES|values)\b|\b(?:shape|mask)=\[[^\[\]]*\]"
    r"|^[ \t]*\w+(?: \w+)? ?(?:\[\d*\])+ ?=(?= ?[{\[])",
    re.M,
)
FACTOR = re.compile(r"^[ \t]*1\.0(e[-+]\d{1,3}) \*[ \t]*$", re.M)
# what stands below a table
FOOTER = re.compile(
    r"\s*\[\d+ rows x \d+ columns\]|\s*\(\d+ rows?(?: affected)?\)"
    r"|\d+ rows? (?:in set.*|selected\.?)"
    r"|only showing top \d+ rows?"
    r"|\s*(?:Freq: \S+, )?(?:Name: .*, )?(?:Length: \d+, )?dtype: \w+"
)
TYPES = re.compile(
    r"<(?:dbl|int|chr|fct|lgl|date|dttm)>|(?:Float|Int|UInt)(?:8|16|32|64)\??|String\d*\??|Bool\??"
    r"|[fiu](?:8|16|32|64)|str|bool|date"
)
DOTS = ("...", "…", "⋮", "⋱")


def without_prompts(text: str) -> str:
    """The text without prompts and titles; each number times the factor that MATLAB puts above."""
    factor = FACTOR.search(text)
    if text.count("\n> ") == 0:
        text = re.sub(r"\A\s*> [^\n]*\n", "", text)  # what was typed in R
    if text.lstrip().startswith("[1]"):  # R counts where each line of one long row begins
        text = re.sub(r"\n[ \t]*\[(?!1\])\d+\](?=[ \t])", " ", text)
    if re.match(r"\s*\w+ ?= ?\[", text):
        text = re.sub(r"(?<=\d) *\.\.\.[ \t]*\n", " ", text)  # MATLAB goes on in the next line
    if text.lstrip().startswith("masked_array"):
        text = re.sub(r"--|fill_value.*", lambda m: "nan" if m[0] == "--" else "", text)
    text = re.sub(r"\b(1st|3rd) (?=Qu\.)", r"\1_", text)  # names of R with a space inside
    text = side_by_side(PROMPTS.sub("", text))
    if factor is None:
        return text
    return re.sub(r"(\d\.\d+)(?![\d.e])", rf"\1{factor[1]}", FACTOR.sub("", text))


BLOCK = re.compile(r"^[ \t]*Columns? \d+(?: (?:through|to|thru|and) \d+)?:?[ \t]*$", re.M)


def side_by_side(text: str) -> str:
    """The blocks of columns that MATLAB, Octave and pandas print below each other, side by side.

    Raises Refused where they are not of one height.
    """
    broken = re.search(r"\\[ \t]*$", text, re.M) is not None and r"\\" not in text
    if BLOCK.search(text):
        blocks = [lines_of(block) for block in BLOCK.split(text) if block.strip()]
        if blocks and FACTOR.fullmatch("\n".join(blocks[0])):
            blocks = blocks[1:]
    elif broken:
        blocks = [lines_of(block.replace("\\", "")) for block in re.split(r"\n[ \t]*\n", text)]
        blocks = [block for block in blocks if block]
        for k, block in enumerate(blocks[1:], 1):  # row labels again
            blocks[k] = [block[0], *(re.sub(r"^\s*\S+", "", line) for line in block[1:])]
    else:
        return text
    if not blocks:
        return ""
    if len({len(block) for block in blocks}) != 1:
        raise Refused("own_blocks")
    return "\n".join("  ".join(lines) for lines in zip(*blocks, strict=True))


def lines_of(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line for line in text.split("\n") if line.strip()]


def table_lines(text: str) -> list[str]:
    """The lines of a table without what is drawn between them, said below them, or their types.

    Raises Refused for a print that was shortened.
    """
    lines = [line for line in text.split("\n") if line.strip(" \t;,|")]
    if any(is_shortened(line) for line in lines):
        raise Refused("own_shortened")
    lines = [line for line in lines if not FOOTER.fullmatch(line.rstrip()) and not is_drawn(line)]
    return [line for line in lines if not is_types(line)]


def is_shortened(line: str) -> bool:
    """Whether this line of a print stands for others, or leaves out columns."""
    cells = line.replace("|", " ").split()
    return bool(cells) and (all(cell in DOTS for cell in cells) or bool({*cells} & {*DOTS}))


def is_drawn(line: str) -> bool:
    """Whether this is a line between the rows of a table that is drawn with signs."""
    return any(sign * 3 in line for sign in "-=_") and not line.strip(" \t+|=-_")


def is_types(line: str) -> bool:
    """Whether a line says of what type each column is, as polars, Julia and tibbles do."""
    cells = line.replace("|", " ").split()
    return bool(cells) and all(map(TYPES.fullmatch, cells))


class TableParser(HTMLParser):
    """Collects the cells of the rows of a page's first table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)  # at once, it takes the square of many & in time
        self.rows: Rows = []
        self.inside = self.over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.over:
            return
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append("")
        self.inside = tag in ("td", "th") or (self.inside and tag not in ("tr", "table", "sup"))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.inside = False
        if tag == "sup" and self.rows and self.rows[-1]:
            self.inside = True
        self.over = self.over or tag == "table"

    def handle_data(self, data: str) -> None:
        if self.inside and not self.over:
            self.rows[-1][-1] += data

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))


def from_wiki(text: str) -> Rows | None:
    """The cells of a table in the notation of a wiki; None for any other text."""
    if not text.lstrip().startswith("{|"):
        return None
    rows: Rows = [[]]
    for line in map(str.strip, text.split("\n")[1:]):
        if line.startswith("|-"):
            rows.append([])
        elif line[:1] in ("|", "!") and line[:2] not in ("|}", "|+"):
            rows[-1] += [cell.rpartition("|")[2].strip() for cell in re.split(r"!!|\|\|", line[1:])]
    return [row for row in rows if row]


def from_html(text: str) -> Rows | None:
    """The cells of an HTML table; None for any other text. Footnotes (sup) are left out."""
    if not re.search(r"<t[dh][\s>]", text, re.I):
        return None
    # the parser raises at declarations that it does not know, and looks for the end of a comment
    # again from every beginning of one, as it does for what only begins like a tag
    text = re.sub(r"<!--(?:.*?-->|.*)|<![^<>]{0,2000}>", "", text, flags=re.S)
    found = TableParser()
    found.feed(re.sub(r"<(?![A-Za-z/][^<>]{0,2000}>)", "&lt;", text))
    found.close()
    return [[" ".join(cell.split()) for cell in row] for row in found.rows if any(row)]
