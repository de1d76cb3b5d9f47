"""A step of the cell on paper, worked out line by line in HTML: its numbers compute as shown.

Each quantity has one number of decimals on the whole sheet, chosen from the last line to the first:
as many as the line after it needs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import ceil, floor, log10

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.question import NEW_C, bracketed
from lstm_core.model.cell import GATES
from lstm_core.words.contributions import Contribution, contributions_to, largest
from lstm_core.words.gates import MOST_TERMS, squashing
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed, matching_digits, plain, rounds_to, tanh
from lstm_core.words.quantities import unit_value

LAST_DIGITS = 3  # decimals of h, the last result
FEWEST, MOST = 4, 8  # decimals of the weights and of what they are multiplied with

# Each result, from the last to the first: how it comes from which numbers, and how that is written.
Rule = tuple[Callable[..., Decimal], tuple[str, ...], str]
RULES: dict[str, Rule] = {
    "h": (lambda o, tanh_C: o * tanh_C, ("o", "tanh_C"), "{} · {}"),
    "tanh_C": (tanh, ("C",), "tanh({})"),
    "C": (NEW_C.fn, NEW_C.names, "{} · {} + {} · {}"),
    **{
        gate: (squashing(gate)[0], (f"a_{letter}",), "tanh({})" if gate == "C_tilde" else "σ({})")
        for gate, letter in GATES.items()
    },
}
SYMBOLS = {"C_tilde": "<i>C̃</i>", "tanh_C": "tanh <i>C</i>"} | {
    name: f"<i>{name}</i>" for name in "zfiCoh"
}


def short(value: float, digits: int) -> str:
    """The number without zeros at its end where nothing was rounded away: −12, 0.8, but 0.3700."""
    text = fixed(value, digits)
    return (text.rstrip("0").rstrip(".") or "0") if float(plain(value, digits)) == value else text


@dataclass(frozen=True)
class Numbers:
    """The values of one unit at t, and with how many decimals the sheet shows each."""

    values: Mapping[str, float]
    digits: Mapping[str, int]  # by name, and of all "weights" and what they are multiplied with

    def rounded(self, name: str) -> Decimal:
        """The number that a reader of the sheet has."""
        return Decimal(plain(self.values[name], self.digits[name]))

    def text(self, name: str) -> str:
        """That number as it is written."""
        return (fixed if name in RULES else short)(self.values[name], self.digits[name])

    def outcome(self, name: str, computed: Decimal) -> str:
        """The result after "=" if the shown numbers give it, else after "≈", with how far off."""
        if rounds_to(computed, plain(self.values[name], self.digits[name])):
            return f'<span class="number">= <b>{self.text(name)}</b></span>'
        off = abs(computed - self.rounded(name))
        places = max(0, -floor(log10(off)))
        margin = fixed(ceil(off * 10**places) / 10**places, places)
        return f'<span class="number">≈ <b>{self.text(name)}</b> (±{margin})</span>'


def numbers(experiment: Experiment) -> Numbers:
    """The unit's values at t, and as many decimals as it takes from the last result back to z."""
    sums = {f"a_{letter}": contributions_to(experiment, gate) for gate, letter in GATES.items()}
    values = {name: unit_value(experiment, name) for name in (*sums, *RULES, "C_prev")}
    digits = {"h": LAST_DIGITS}
    for result, (rule, sources, _) in RULES.items():
        source_values = [values[name] for name in sources]
        count, _ = matching_digits(rule, source_values, values[result], digits[result])
        digits |= dict.fromkeys(sources, count)

    def agree(count: int) -> bool:
        return all(
            rounds_to(total(terms, count), plain(values[a], digits[a])) for a, terms in sums.items()
        )

    digits["weights"] = next((count for count in range(FEWEST, MOST) if agree(count)), MOST)
    return Numbers(values, digits)


def total(terms: Iterable[Contribution], digits: int) -> Decimal:
    """The sum of these terms as a reader computes it, from numbers with this many decimals."""
    return sum(
        (
            Decimal(plain(term.weight, digits))
            * (1 if term.value is None else Decimal(plain(term.value, digits)))
            for term in terms
        ),
        start=Decimal(0),
    )


@dataclass(frozen=True)
class Equation:
    """`left = middle outcome`, or the same with rules to write on: long ones, and a short one."""

    left: str
    middle: str
    outcome: str
    digits: int | None  # of the result; None where there is nothing to compute
    rules: int = 1  # the long ones
    by_hand: bool = True  # whether it is short enough to be set as work; a long one is given

    def worked(self) -> str:
        """All of it."""
        return f"<p>{self.left} = {self.middle} {self.outcome}</p>"

    def blank(self, lang: str) -> str:
        """Its left side, rules to write on, and to how many decimals the result is asked."""
        if not self.by_hand:
            return self.worked()
        long, left = '<span class="rule long"></span>', f"<span>{self.left} =</span>"
        more = f'<p class="line">{long}</p>' * (self.rules - 1)
        if self.digits is None:
            return f'<p class="line">{left} {long}</p>{more}'
        decimals = say("worksheet_decimals", lang, count=self.digits)
        result = f'= <span class="rule"></span> <small>{decimals}</small>'
        if more:
            return f'<p class="line">{left} {long}</p>{more.removesuffix("</p>")} {result}</p>'
        return f'<p class="line">{left} {long} {result}</p>'


def equations(experiment: Experiment, known: Numbers, stage: str) -> list[Equation]:
    """The lines of one stage."""
    left = f"{SYMBOLS[stage]}<sub>{experiment.t}</sub>"
    if stage == "z":
        return [input_row(experiment, known, left)]
    rule, sources, form = RULES[stage]
    texts = [known.text(name) for name in sources]
    middle = form.format(*(map(bracketed, texts) if "·" in form else texts))
    outcome = known.outcome(stage, rule(*map(known.rounded, sources)))
    result = Equation(left, middle, outcome, known.digits[stage])
    return [gate_sum(experiment, known, stage), result] if stage in GATES else [result]


def input_row(experiment: Experiment, known: Numbers, left: str) -> Equation:
    """Z as a row of numbers: h of the step before, a semicolon, x."""
    shown = [short(z, known.digits["weights"]) for z in experiment.step.z[:, 0]]
    ends = [","] * len(shown)
    ends[experiment.H - 1], ends[-1] = ";", "]"
    row = " ".join(
        f'<span class="number">{z}{end}</span>' for z, end in zip(shown, ends, strict=True)
    )
    return Equation(left, f"[{row}", "", None, by_hand=not has_long_sums(experiment))


def has_long_sums(experiment: Experiment) -> bool:
    """Whether the sums inside the gates have too many terms to be worked by hand."""
    return experiment.D + experiment.H + 1 > MOST_TERMS


def gate_sum(experiment: Experiment, known: Numbers, gate: str) -> Equation:
    """The sum inside a gate; of a long one the largest terms, and the rest together."""
    letter, count = GATES[gate], known.digits["weights"]
    a, terms = f"a_{letter}", contributions_to(experiment, gate)
    chosen, rest = largest(terms, MOST_TERMS)
    parts = [
        (product(term, count), "" if rest is None else f"<small>{label(term, letter)}</small>")
        for term in chosen
    ]
    computed = total(chosen, count)
    if rest is not None:
        first = computed
        digits, _ = matching_digits(
            lambda rest: type(rest)(first) + rest, (rest,), known.values[a], known.digits[a]
        )
        computed += Decimal(plain(rest, digits))
        others = say("rest", experiment.settings.lang, count=len(terms) - len(chosen))
        parts.append((fixed(rest, digits), f"<small>{escape(others)}</small>"))
    middle = " ".join(
        f'<span class="term">{signed(number) if k else number}{name}</span>'
        for k, (number, name) in enumerate(parts)
    )
    left = f"<i>a<sub>{letter}</sub></i>"
    outcome = known.outcome(a, computed)
    return Equation(left, middle, outcome, known.digits[a], rules=2, by_hand=rest is None)


def product(term: Contribution, digits: int) -> str:
    """A term's weight times what it is multiplied with."""
    weight = short(term.weight, digits)
    if term.value is None:
        return weight
    return f"{weight} · {bracketed(short(term.value, digits))}"


def signed(number: str) -> str:
    """A shown number as a later term of a sum."""
    return f"− {number[1:]}" if number.startswith("−") else f"+ {number}"


def label(term: Contribution, letter: str = "") -> str:
    """What a weight is multiplied with: an input's name, h or x with its index; or its bias."""
    if term.part == "b":
        return f"<i>b<sub>{letter}</sub></i>"
    return escape(term.name) or f"<i>{term.part}</i>[{term.index}]"
