"""A step of the cell on paper: a worked example with its last stages blank, and the key to them.

The first stages are worked and the last ones are for the student (Atkinson, Renkl & Merrill 2003).
"""

from collections.abc import Collection, Iterable
from html import escape
from math import ceil

from lstm_core.experiment.experiment import Experiment
from lstm_core.lesson.cell_drawing import cell_drawing
from lstm_core.lesson.derivation import (
    SYMBOLS,
    Equation,
    equations,
    has_long_sums,
    label,
    numbers,
    short,
)
from lstm_core.lesson.formulas import FORMULAS, PREVIOUS
from lstm_core.lesson.paper import (
    LONGEST_LINK,
    code,
    document,
    heading,
    link,
    query_text,
    say_html,
)
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.contributions import contributions_to
from lstm_core.words.indices import indices_in_html
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.saved import cell_parts

# mm: of the table beside its row heads, of a digit, between two numbers
WIDTH, CHARACTER, PADDING = 162, 1.8, 3.3
DEFINITIONS = (
    "σ(<i>a</i>) = 1 / (1 + <i>e</i><sup>−<i>a</i></sup>)",
    "tanh(<i>a</i>) = (<i>e<sup>a</sup></i> − <i>e</i><sup>−<i>a</i></sup>) / "
    "(<i>e<sup>a</sup></i> + <i>e</i><sup>−<i>a</i></sup>)",
)


def refusal(experiment: Experiment) -> str:
    """The key of the reason why there is no sheet of this step; "" if there is one."""
    if is_hidden(experiment, STAGES[-1]):
        return "exercise_hidden"
    return "exercise_held" if any(map(experiment.is_held, GATES)) else ""


def worksheet(experiment: Experiment, blanks: int, url: str = "") -> str:
    """A printable page: the step at t, its last `blanks` stages (0 to 8) blank; then the key.

    What is too long for working by hand is given. `url` is where the sheet's link begins, "" where
    no student could follow it.
    """
    lang, known = experiment.settings.lang, numbers(experiment)
    lines = {stage: equations(experiment, known, stage) for stage in STAGES}
    last = STAGES[max(0, len(STAGES) - blanks) :]
    blank = [stage for stage in last if any(line.by_hand for line in lines[stage])]
    name, date = (
        f'{say(key, lang)} <span class="rule long"></span>'
        for key in ("worksheet_name", "worksheet_date")
    )
    given = (*DEFINITIONS, f"<i>C</i>{PREVIOUS} = {known.text('C_prev')}")
    worked = [section(stage, lines[stage], lang) for stage in STAGES if stage not in blank]
    work = [section(stage, lines[stage], lang, blank=True) for stage in blank]
    main = [
        f'<p class="line student">{name} {date}</p>',
        facts(experiment),
        f"<p>{task(experiment, blank)}</p>",
        heading(2, "worksheet_given", lang),
        f'<p class="math given">{"".join(f"<span>{formula}</span>" for formula in given)}</p>',
        "" if has_long_sums(experiment) else tables(experiment, known.digits["weights"]),
        f"<figure>{cell_drawing(experiment, blank)}</figure>",
        heading(2, "worksheet_stages", lang),
        *worked,
        *(['<div class="work">', *work, "</div>"] if work else []),
        footer(experiment, url),
    ]
    answers = [section(stage, [x for x in lines[stage] if x.by_hand], lang) for stage in blank]
    key = "\n".join(
        [
            '<section class="key">',
            heading(1, "worksheet_key", lang),
            facts(experiment),
            f"<figure>{cell_drawing(experiment)}</figure>",
            *answers,
            footer(experiment, url),
            "</section>",
        ]
    )
    title = say("worksheet_title", lang)
    return document("worksheet", lang, title, "\n".join(main), key if blank else "")


def task(experiment: Experiment, blank: Collection[str]) -> str:
    """What is to be done with the sheet, in HTML."""
    lang = experiment.settings.lang
    if not blank:
        return say_html("worksheet_worked", lang)
    told = [say_html("worksheet_task", lang, blanks=len(blank), count=len(STAGES))]
    if has_long_sums(experiment) and {*blank} & {*GATES}:
        count = experiment.D + experiment.H + 1
        told.append(say_html("worksheet_long", lang, count=count))
    return " ".join(told)


def section(stage: str, lines: Iterable[Equation], lang: str, *, blank: bool = False) -> str:
    """A stage of the step: its formula, and its lines, worked or with rules to write on."""
    title = f"<h3>{STAGES.index(stage) + 1}. {say_html(f'stage_{stage}', lang)}</h3>"
    symbol = f"{SYMBOLS[stage]}<sub><i>t</i></sub>"
    formula = f'<span class="math">{symbol} = {FORMULAS[stage]}</span>'
    shown = "".join(line.blank(lang) if blank else line.worked() for line in lines)
    return (
        f'<section class="stage" data-stage="{stage}"><div class="head">{title}{formula}</div>'
        f'<div class="math">{shown}</div></section>'
    )


def tables(experiment: Experiment, digits: int) -> str:
    """The values of h and x over the unit's weights and biases, in blocks as wide as the paper."""
    terms = {letter: contributions_to(experiment, gate) for gate, letter in GATES.items()}
    columns = terms["f"]
    values = ["" if term.value is None else short(term.value, digits) for term in columns]
    weights = {
        letter: [short(term.weight, digits) for term in row] for letter, row in terms.items()
    }
    longest = max(len(text) for texts in (values, *weights.values()) for text in texts)
    most = max(1, int(WIDTH / (CHARACTER * longest + PADDING)))
    width = ceil(len(columns) / ceil(len(columns) / most))  # blocks of about the same width
    blocks = []
    for first in range(0, len(columns), width):
        part = slice(first, first + width)
        heads = "".join(f'<th scope="col">{label(term)}</th>' for term in columns[part])
        rows = table_row(f"<i>h</i>{PREVIOUS}; <i>x<sub>t</sub></i>", values[part])
        for letter, texts in weights.items():
            bias = f", <i>b<sub>{letter}</sub></i>" if columns[part][-1].part == "b" else ""
            rows += table_row(f"<i>W<sub>{letter}</sub></i>{bias}", texts[part])
        head = f"<thead><tr><td></td>{heads}</tr></thead>"
        blocks.append(f"<table>{head}<tbody>{rows}</tbody></table>")
    return "\n".join(blocks)


def table_row(head: str, cells: Iterable[str]) -> str:
    """One row of a table."""
    return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def facts(experiment: Experiment) -> str:
    """Which cell this is, and where in it we are."""
    lang, D, H, T = experiment.settings.lang, experiment.D, experiment.H, experiment.T
    sizes = say_html("worksheet_sizes", lang, D=D, H=H, T=T)
    place = say_html("worksheet_place", lang, t=experiment.t, T=T, unit=experiment.unit, H=H)
    cell = indices_in_html(escape(" · ".join(cell_parts(experiment))))
    text = f"{cell}. {sizes} <b>{place}</b>"
    together = text.replace(" = ", "\u00a0=\u00a0")  # no line ends between a letter and its number
    return f'<p class="facts">{together}</p>'


def footer(experiment: Experiment, url: str) -> str:
    """The link to this example; what makes it too long is left out, and that is said."""
    lang, query = experiment.settings.lang, experiment.settings.to_query()
    key, changes = "worksheet_link", "worksheet_link_unchanged"
    for name, shorter in (
        ("inputs", "worksheet_link_without"),
        ("versus", changes),
        ("edits", changes),
    ):
        if name in query and len(query_text(query)) > LONGEST_LINK:
            key = shorter
            del query[name]
    said = say_html(f"whole_{key}" if url else key, lang)
    return f"<footer>{code(query, url)}<span>{said} {link(query, url)}</span></footer>"
