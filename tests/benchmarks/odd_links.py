"""Links that nobody meant: what each key should hold, what it nearly is, or anything."""

import random
import re
from urllib.parse import urlencode

import numpy as np

from lstm_core.exchange.link import encode
from lstm_core.experiment.settings import CHOICES, KINDS, WHOLES
from lstm_core.model.cell import Params

MARK = "pwn"  # in whatever could become markup
MARKUP = (
    f"<b id={MARK}>x</b>", f"<script>{MARK}()</script>", f"<img src=x onerror={MARK}()>",
    f"**{MARK}**", f"[{MARK}](//x)", f"![{MARK}](//x/y.png)", f"$\\href{{//x}}{{{MARK}}}$",
    f":red[{MARK}]", f":material/{MARK}:", f"`{MARK}`", f"``{MARK}", f"\n# {MARK}\n",
    f"| {MARK} |\n|---|\n", f"</style><b>{MARK}", f"&lt;{MARK}&gt;", f"\u2028<i>{MARK}",
    f"$${MARK}$$",
)  # fmt: skip
ODD = (
    "", " ", "\0", "\n", "nan", "NaN", "inf", "-inf", "1e308", "-1e308", "1e309", "1e-320", "-0",
    "0x10", "1_000", "1,5", "+7", "9" * 30, "9" * 5000, "-1", "0", "1", "2", "3.5", "１２", "٣",
    "½", "∞", "−3", "é", "日本語", "🙂" * 50, "\u202e", "\ufeff", "a\u0301", "\ud7ff", "\uffff",
    "../../../etc/passwd", "C:\\Windows", "%s%n%x", "{0}", "{lang}", "{__class__}", "%7B0%7D",
    "'; DROP", "=1+1", "__import__('os')", "None", "true", "[]", "{}", "null", ";" * 3000,
    "&" * 3000, "," * 9000, "x" * 100_000, "1 " * 50_000, "\n" * 100_000, "(" * 20_000,
    "1\t" * 4000, *MARKUP,
)  # fmt: skip
PASTES = (
    "a;b\n1;2\n3", "1;2\n3;x\n;;\n4", "t,x,y\n1,2,3\n2,3,4", '"1","2"\n"3","4"', "1,5 2,5\n3",
    "1.5,2.5", "1,2,3;4,5,6", "1.234,5\n2", "1\r\n2\r\n3", "1\r2\r3", "\ufeff1\n2",
    "[[1, 2], [3, 4]]", '{"x": [1, 2]}', "<table><tr><td>1</td></tr></table>", "=SUM(A1:A3)",
    "1 000,5", "1'000", "$5", "5 %", "1e5\n1e400\n-1e400", "nan\ninf\n-inf", "NaN;1\n2;NaN",
    "#N/A\n1", "- - -", "--1", "1-2", "+ 1", "1" * 8000, "1\n" * 4000, " ".join("1" * 3000),
    ";" * 8000, "\t\n" * 4000, "0.1 " * 2000, "1,1" * 2600, "1,11" * 2000, "٣\n٤", "１\n２", "½",
    "½ 1½", "0x1F\n5", "<td>1<td>2", "{|\n|1||2", "t=0.1, x=3\nt=0.2, x=4", "- 3\n- 4", "$1,200",
    "−1\n−2", "1\u00a02", "1\u20282", "1\v2\f3", "🙂\n1", "series:", "series:x", "series:1e9",
    "series:\n1", "series:-3", "a;b;0.5", "x = (1, 2)", *ODD,
)  # fmt: skip
EDITS = (
    "f@2[1]=0", "o[*]=1", "i@*[99]=1", "f=nan", "C_0[1]=1e308", "W_f[1,4]=1e6", "W_f[1]=1",
    "x@1-60[1]=-inf", "b_o[0]=1", "h_0=1e999", "f@0=1", "f@9-1[1]=.5", "!C_tilde@3=-1",
    "f@999999999[999999999]=0", "W_f[*,*]=0", "f @ 1 [ 1 ] = 1", "f@1=1" * 300, "=", "f@=",
)  # fmt: skip


def value(dice: random.Random, name: str) -> str:
    """Something for this key of a link: what it should be, what it nearly is, or anything."""
    chance = dice.random()
    if chance < 0.25:
        return dice.choice(ODD)
    if chance < 0.3:
        return "".join(
            chr(dice.choice((dice.randrange(1, 0x250), dice.randrange(0x2000, 0xD800))))
            for _ in range(30)
        )
    if name in WHOLES:
        low, high = WHOLES[name].low, WHOLES[name].high
        right = (dice.randint(low, high), low - 1, high + 1, low, high, dice.uniform(low, high))
        return str(dice.choice(right))
    if name in CHOICES:
        return dice.choice(CHOICES[name].ids)
    if name == "inputs":
        return dice.choice((*PASTES, f"series:{dice.randint(-3, 150)}", sheet(dice)))
    if name == "edits":
        return ";".join(dice.choice((*EDITS, *ODD)) for _ in range(dice.randint(1, 6)))
    if name == "columns":
        return ",".join(str(dice.randint(-1, 20)) for _ in range(dice.choice((1, 3, 200))))
    if name == "weights":
        text = own_cell(dice)
        return text[: dice.choice((None, None, -1, 40))] + dice.choice(("", "", "A", "="))
    assert name == "versus", KINDS[name]
    return urlencode(link(dice, nested=True))[:40_000]


def own_cell(dice: random.Random) -> str:
    """A cell of one's own as a link spells it, small or large, with numbers of any size."""
    H, D = dice.choice((1, 2, 3, 40)), dice.choice((1, 3, 20))
    size = dice.choice((1.0, 1.0, 0.0, 1e6, 1e300))
    numbers = np.random.default_rng(dice.randrange(10**6)).normal(size=4 * H * (H + D + 1)) * size
    weights, biases = np.split(numbers, [4 * H * (H + D)])
    return encode(Params(*weights.reshape(4, H, H + D), *biases.reshape(4, H, 1)))[:8000]


def sheet(dice: random.Random) -> str:
    """Rows of cells, some of them odd, as they come out of a spreadsheet."""
    between = dice.choice((";", "\t", ", ", ",", " "))
    cells = ["1", "-2.5", "0,5", "", "x", "1e9", "nan", dice.choice(MARKUP)]
    return "\n".join(
        between.join(dice.choice(cells) for _ in range(dice.randint(1, 20)))
        for _ in range(dice.randint(1, 70))
    )


def link(dice: random.Random, nested: bool = False) -> dict[str, str]:
    """The query of a random link."""
    names = [name for name in KINDS if not nested or name != "versus"]
    query = {name: value(dice, name) for name in dice.sample(names, dice.randint(1, 10))}
    if "weights" in query and dice.random() < 0.8:
        query["scenario"] = "own"
    if dice.random() < 0.2:
        query[dice.choice(ODD)[:100]] = dice.choice(ODD)  # a key that is nobody's
    return query


def assert_plain(text: str) -> None:
    """What a link said stands inside code spans, in which nothing is markup.

    But a bracket there ends a directive of Streamlit's Markdown.
    """
    assert MARK not in re.sub(r"`[^`\n]*`", "", text), text[:300]
    assert not re.match(r":\w+\[", text) or text.count("[") == text.count("]"), text[:300]
