"""A step of the cell on paper: a worked example with its last stages left blank, and the key to them.

The first stages are worked and the last ones are for the student (Atkinson, Renkl & Merrill 2003). Each quantity has
one number of decimals on the whole sheet, chosen from the end to the start: as many as the line after it needs.
So whoever computes with the shown numbers gets the shown results.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from urllib.parse import quote, urlencode

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.paper import style
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.contributions import Contribution, contributions_to, largest
from lstm_core.words.gates import MOST_TERMS, squashing
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.numbers import fixed, matching_digits, plain
from lstm_core.words.quantities import unit_value

LAST_DIGITS = 3  # decimals of h, the last result
FEWEST, MOST = 4, 8  # decimals of the weights and of what they are multiplied with
MOST_COLUMNS = 12  # of the table
WIDTH, CHARACTER, PADDING = (
    162,
    1.8,
    3.3,
)  # mm: of the table beside its row heads, of a digit, between two numbers
LONGEST_LINK = 400  # characters; a longer one would be a page of its own

# Each result, from the last to the first: how it comes from which numbers, and how that is written.
Rule = tuple[Callable[..., float], tuple[str, ...], str]
RULES: dict[str, Rule] = {
    "h": (lambda o, tanh_C: o * tanh_C, ("o", "tanh_C"), "{} · {}"),
    "tanh_C": (np.tanh, ("C",), "tanh({})"),
    "C": (
        lambda f, before, i, new: f * before + i * new,
        ("f", "C_prev", "i", "C_tilde"),
        "{} · {} + {} · {}",
    ),
    **{
        gate: (squashing(gate)[0], (f"a_{letter}",), "tanh({})" if gate == "C_tilde" else "σ({})")
        for gate, letter in GATES.items()
    },
}
SYMBOLS = {"C_tilde": "<i>C̃</i>", "tanh_C": "tanh <i>C</i>"} | {
    name: f"<i>{name}</i>" for name in "zfiCoh"
}
PREVIOUS = "<sub><i>t</i>−1</sub>"
FORMULAS = {
    "z": f"[<i>h</i>{PREVIOUS}; <i>x<sub>t</sub></i>]",
    "C": f"<i>f<sub>t</sub></i> · <i>C</i>{PREVIOUS} + <i>i<sub>t</sub></i> · <i>C̃<sub>t</sub></i>",
    "tanh_C": "tanh(<i>C<sub>t</sub></i>)",
    "h": "<i>o<sub>t</sub></i> · tanh <i>C<sub>t</sub></i>",
} | {
    gate: f"{'tanh' if gate == 'C_tilde' else 'σ'}(<i>W<sub>{k}</sub> z<sub>t</sub></i> + <i>b<sub>{k}</sub></i>)"
    for gate, k in GATES.items()
}
DEFINITIONS = (
    "σ(<i>a</i>) = 1 / (1 + <i>e</i><sup>−<i>a</i></sup>)",
    "tanh(<i>a</i>) = (<i>e<sup>a</sup></i> − <i>e</i><sup>−<i>a</i></sup>) / "
    "(<i>e<sup>a</sup></i> + <i>e</i><sup>−<i>a</i></sup>)",
)
STYLE = """
@page { size: A4; margin: 12mm 15mm; }
body { font-size: 10pt; line-height: 1.35; }
h1 { font-size: 15pt; margin: 0 0 1mm; }
h2 { font-size: 11pt; margin: 3mm 0 1mm; }
h3 { font-size: 10pt; margin: 0; }
.line, .head { display: flex; align-items: baseline; gap: 1.5mm; }
.head { justify-content: space-between; break-after: avoid; }
.math, .math i, table { font-family: "Times New Roman", "Liberation Serif", "DejaVu Serif", serif; }
.math { font-size: 11.5pt; font-variant-numeric: lining-nums tabular-nums; }
.given { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 6mm; }
sub, sup { font-size: 72%; line-height: 0; margin-right: 0.2mm; }
.stage { margin: 0 0 2mm; padding-left: 3mm; border-left: 0.4mm solid; break-inside: avoid; }
.stage .math p { margin: 0.5mm 0; padding-left: 6mm; text-indent: -6mm; }
.term, .number { display: inline-block; white-space: nowrap; text-indent: 0; }
.term { text-align: center; vertical-align: top; }
.term small { display: block; font-size: 8pt; line-height: 1; }
.stage .math p.line { padding: 0; text-indent: 0; margin: 0; height: 8.5mm;
  align-items: flex-end; white-space: nowrap; }
.rule { width: 28mm; height: 6mm; }
.rule.long { flex: 1; }
.line small { font-size: 8pt; }
table { margin: 1mm 0 2mm; font-size: 10pt; }
tbody tr:first-child > * { border-bottom: 0.25mm solid; padding-bottom: 0.7mm; }
footer { margin-top: 4mm; padding-top: 1mm; border-top: 0.25mm solid; font-size: 8pt; overflow-wrap: anywhere; }
.facts b { white-space: nowrap; }
.key { break-before: page; }
.key .facts { margin-bottom: 3mm; }
@media screen { .key { margin-top: 15mm; } }
"""


def short(value: float, digits: int) -> str:
    """The number without the zeros at its end where nothing was rounded away: −12, 0.8, but 0.3700."""
    shown = fixed(value, digits)
    return (shown.rstrip("0").rstrip(".") or "0") if float(plain(value, digits)) == value else shown


def bracketed(shown: str) -> str:
    """A shown number as a factor: in brackets if it is negative."""
    return f"({shown})" if shown.startswith("−") else shown


@dataclass(frozen=True)
class Numbers:
    """The values of one unit at t, and with how many decimals the sheet shows each."""

    values: Mapping[str, float]
    digits: Mapping[str, int]

    def shown(self, name: str) -> float:
        """The number that a reader of the sheet has."""
        return float(plain(self.values[name], self.digits[name]))

    def text(self, name: str) -> str:
        """That number as it is written."""
        return (fixed if name in RULES else short)(self.values[name], self.digits[name])

    def outcome(self, name: str, computed: float) -> str:
        """The result after its sign: "=" if the shown numbers give it as shown, "≈" and how far they are off if not."""
        if plain(computed, self.digits[name]) == plain(self.values[name], self.digits[name]):
            return f"= <b>{self.text(name)}</b>"
        off = abs(computed - self.shown(name))
        places = max(0, -floor(log10(off)))
        return f"≈ <b>{self.text(name)}</b> (±{fixed(ceil(off * 10**places) / 10**places, places)})"


def numbers(experiment: Experiment) -> Numbers:
    """The unit's values at t; decimals from the last result to the first, then those of the weights and of z."""
    inside = [f"a_{letter}" for letter in GATES.values()]
    values = {name: unit_value(experiment, name) for name in (*inside, *RULES, "C_prev")}
    digits = {"h": LAST_DIGITS}
    for result, (rule, sources, _) in RULES.items():
        count, _ = matching_digits(
            rule, [values[name] for name in sources], values[result], digits[result]
        )
        digits |= dict.fromkeys(sources, count)
    sums = {f"a_{letter}": contributions_to(experiment, gate) for gate, letter in GATES.items()}

    def agree(count: int) -> bool:
        pairs = (
            (plain(total(sums[a], count), digits[a]), plain(values[a], digits[a])) for a in inside
        )
        return all(computed == shown for computed, shown in pairs)

    digits["weights"] = next((count for count in range(FEWEST, MOST) if agree(count)), MOST)
    return Numbers(values, digits)


def total(terms: Iterable[Contribution], digits: int) -> float:
    """The sum of these terms as a reader computes it, from weights and values with this many decimals."""
    return sum(
        float(plain(term.weight, digits))
        * (1.0 if term.value is None else float(plain(term.value, digits)))
        for term in terms
    )


@dataclass(frozen=True)
class Line:
    """`left = middle outcome`, or the same with lines to write on: `rules` long ones and one for the result."""

    left: str
    middle: str
    outcome: str
    digits: int | None  # of the result; None where there is nothing to compute
    rules: int = 1

    def worked(self) -> str:
        return f"<p>{self.left} = {self.middle} {self.outcome}</p>"

    def blank(self, lang: str) -> str:
        long, left = '<span class="rule long"></span>', f"<span>{self.left} =</span>"
        more = f'<p class="line">{long}</p>' * (self.rules - 1)
        if self.digits is None:
            return f'<p class="line">{left} {long}</p>{more}'
        decimals = say("worksheet_decimals", lang, count=self.digits)
        result = f'= <span class="rule"></span> <small>{decimals}</small>'
        if more:
            return f'<p class="line">{left} {long}</p>{more.removesuffix("</p>")} {result}</p>'
        return f'<p class="line">{left} {long} {result}</p>'


def lines(experiment: Experiment, known: Numbers, stage: str) -> list[Line]:
    """The lines of one stage, worked."""
    left = at(stage, experiment.t)
    if stage == "z":
        shown = [short(z, known.digits["weights"]) for z in experiment.step.z[:, 0]]
        ends = (
            ";" if k == experiment.H else "]" if k == len(shown) else ","
            for k in range(1, len(shown) + 1)
        )
        row = " ".join(
            f'<span class="number">{z}{end}</span>' for z, end in zip(shown, ends, strict=True)
        )
        return [Line(left, f"[{row}", "", None, ceil(len(shown) / MOST_COLUMNS))]
    rule, sources, form = RULES[stage]
    texts = [known.text(name) for name in sources]
    middle = form.format(*(map(bracketed, texts) if "·" in form else texts))
    last = Line(
        left, middle, known.outcome(stage, rule(*map(known.shown, sources))), known.digits[stage]
    )
    return [added(experiment, known, stage), last] if stage in GATES else [last]


def added(experiment: Experiment, known: Numbers, gate: str) -> Line:
    """The sum inside a gate: its terms with the numbers put in; in a long sum the largest, and the rest together."""
    letter, count = GATES[gate], known.digits["weights"]
    a, terms = f"a_{letter}", contributions_to(experiment, gate)
    kept, rest = largest(terms, MOST_TERMS)
    shown = []
    for term in kept:
        weight = short(term.weight, count)
        product = (
            weight if term.value is None else f"{weight} · {bracketed(short(term.value, count))}"
        )
        shown.append((product, "" if rest is None else f"<small>{label(term, letter)}</small>"))
    computed = total(kept, count)
    if rest is not None:
        before = computed
        digits, _ = matching_digits(
            lambda rest: before + rest, (rest,), known.values[a], known.digits[a]
        )
        computed += float(plain(rest, digits))
        others = say("rest", experiment.settings.lang, count=len(terms) - len(kept))
        shown.append((fixed(rest, digits), f"<small>{escape(others)}</small>"))
    parts: list[str] = []
    for product, name in shown:
        signed = (
            product
            if not parts
            else f"− {product[1:]}"
            if product.startswith("−")
            else f"+ {product}"
        )
        parts.append(f'<span class="term">{signed}{name}</span>')
    return Line(
        f"<i>a<sub>{letter}</sub></i>",
        " ".join(parts),
        known.outcome(a, computed),
        known.digits[a],
        2,
    )


def at(stage: str, t: int) -> str:
    """The symbol of a stage's value at t."""
    return f"{SYMBOLS[stage]}<sub>{t}</sub>"


def label(term: Contribution, letter: str = "") -> str:
    """What a weight is multiplied with: an input's name, h or x with its index; the bias of this gate."""
    if term.part == "b":
        return f"<i>b<sub>{letter}</sub></i>"
    return escape(term.name) or f"<i>{term.part}</i><sub>{term.index}</sub>"


def stages(
    experiment: Experiment, known: Numbers, shown: Iterable[str], blank: Iterable[str]
) -> str:
    """These stages of the step, in order: worked, or with lines to write on."""
    lang, blanks, parts = experiment.settings.lang, set(blank), list[str]()
    for stage in shown:
        title = f"<h3>{STAGES.index(stage) + 1}. {escape(say(f'stage_{stage}', lang))}</h3>"
        formula = (
            f'<span class="math">{SYMBOLS[stage]}<sub><i>t</i></sub> = {FORMULAS[stage]}</span>'
        )
        body = "".join(
            line.blank(lang) if stage in blanks else line.worked()
            for line in lines(experiment, known, stage)
        )
        parts.append(
            f'<section class="stage" data-stage="{stage}"><div class="head">{title}{formula}</div>'
            f'<div class="math">{body}</div></section>'
        )
    return "\n".join(parts)


def tables(experiment: Experiment, digits: int) -> str:
    """The values of h and x, and below them the unit's weights and biases; wide ones in blocks below each other."""
    sums = {letter: contributions_to(experiment, gate) for gate, letter in GATES.items()}
    columns = sums["f"]
    values = ["" if term.value is None else short(term.value, digits) for term in columns]
    weights = {
        letter: [short(term.weight, digits) for term in terms] for letter, terms in sums.items()
    }
    longest = max(len(text) for texts in (values, *weights.values()) for text in texts)
    most = min(MOST_COLUMNS, int(WIDTH / (CHARACTER * longest + PADDING)))
    width = ceil(len(columns) / ceil(len(columns) / most))  # blocks of about the same width
    blocks = []
    for first in range(0, len(columns), width):
        part = slice(first, first + width)
        heads = "".join(f'<th scope="col">{label(term)}</th>' for term in columns[part])
        rows = [row(f"<i>h</i>{PREVIOUS}; <i>x<sub>t</sub></i>", values[part])]
        for letter, texts in weights.items():
            bias = f", <i>b<sub>{letter}</sub></i>" if columns[part][-1].part == "b" else ""
            rows.append(row(f"<i>W<sub>{letter}</sub></i>{bias}", texts[part]))
        blocks.append(
            f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        )
    return "\n".join(blocks)


def row(head: str, cells: Iterable[str]) -> str:
    """One row of the table."""
    return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def facts(experiment: Experiment) -> str:
    """Which cell this is, and where in it we are."""
    settings, lang = experiment.settings, experiment.settings.lang
    said = [say("worksheet_cell", lang, name=say(f"scenario_{settings.scenario}", lang))]
    if "seed" not in experiment.fixed_by:
        said.append(f"{say('seed', lang)} {settings.seed}")
    if experiment.own_inputs:
        said.append(say("worksheet_series" if experiment.given.start else "worksheet_own", lang))
    sizes = say("worksheet_sizes", lang, D=experiment.D, H=experiment.H, T=experiment.T)
    place = say(
        "worksheet_place",
        lang,
        t=experiment.t,
        T=experiment.T,
        unit=experiment.unit,
        H=experiment.H,
    )
    text = f"{escape('. '.join(said))}. {escape(sizes)} <b>{escape(place)}</b>"
    together = text.replace(" = ", "\u00a0=\u00a0")  # no line ends between a letter and its number
    return f'<p class="facts">{together}</p>'


def footer(experiment: Experiment) -> str:
    """The link's query, so that the example can be found again; without what is too long for a footer, and told so."""
    lang, query = experiment.settings.lang, experiment.settings.to_query()
    said, changes = "worksheet_link", "worksheet_link_unchanged"
    for name, without in (
        ("inputs", "worksheet_link_without"),
        ("versus", changes),
        ("edits", changes),
    ):
        if name in query and len(urlencode(query, quote_via=quote)) > LONGEST_LINK:
            said = without
            del query[name]
    link = escape(f"?{urlencode(query, quote_via=quote)}")
    return f"<footer>{escape(say(said, lang))} <code>{link}</code></footer>"


def refused(experiment: Experiment) -> str:
    """The key of the reason why there is no sheet of this step; "" if there is one."""
    if is_hidden(experiment, STAGES[-1]):
        return "exercise_hidden"
    return "exercise_held" if any(map(experiment.is_held, GATES)) else ""


def worksheet(experiment: Experiment, blanks: int) -> str:
    """A printable page, complete in itself: the step at t, its last `blanks` stages (0 to 8) blank; then the key."""
    lang, known = experiment.settings.lang, numbers(experiment)
    blank = STAGES[max(0, len(STAGES) - blanks) :]
    title = escape(say("worksheet_title", lang))
    task = (
        say("worksheet_task", lang, blanks=len(blank), count=len(STAGES))
        if blank
        else say("worksheet_worked", lang)
    )
    name, date = (
        f'{say(key, lang)} <span class="rule long"></span>'
        for key in ("worksheet_name", "worksheet_date")
    )
    given = "".join(
        f"<span>{formula}</span>"
        for formula in (*DEFINITIONS, f"<i>C</i>{PREVIOUS} = {known.text('C_prev')}")
    )
    key = (
        f'<section class="key"><h1>{escape(say("worksheet_key", lang))}</h1>{facts(experiment)}'
        f"{stages(experiment, known, blank, ())}{footer(experiment)}</section>"
    )
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"/><title>{title}</title><style>{style()}{STYLE}</style></head>
<body>
<main>
<h1>{title}</h1>
<p class="line student">{name} {date}</p>
{facts(experiment)}
<p>{escape(task)}</p>
<h2>{escape(say("worksheet_given", lang))}</h2>
<p class="math given">{given}</p>
{tables(experiment, known.digits["weights"])}
<h2>{escape(say("worksheet_stages", lang))}</h2>
{stages(experiment, known, STAGES, blank)}
{footer(experiment)}
</main>
{key if blank else ""}
</body>
</html>
"""
