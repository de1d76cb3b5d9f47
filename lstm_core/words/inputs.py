"""The sequence that the cell reads: its names, its numbers as a table and as text."""

from lstm_core.exchange.columns import Table as Columns
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.fields import quote
from lstm_core.experiment.weights import input_ids
from lstm_core.words.language import say
from lstm_core.words.tables import Table


def input_names(experiment: Experiment) -> tuple[str, ...]:
    """The names of the D inputs as their sequence has them, or else in the page's language.

    "" for an input that has none.
    """
    if experiment.given.names:
        return experiment.given.names
    lang = experiment.settings.lang
    return tuple(say(f"input_{name}", lang) if name else "" for name in input_ids(experiment))


def input_columns(experiment: Experiment) -> tuple[str, ...]:
    """The heads of D columns of inputs: their names, or x[1] ... x[D]: an index below is t."""
    return tuple(name or f"x[{k}]" for k, name in enumerate(input_names(experiment), 1))


def inputs_table(experiment: Experiment) -> Table:
    """The inputs as they were understood, a row per step."""
    rows = enumerate(experiment.X[:, :, 0].tolist(), 1)
    return Table(("t", *input_columns(experiment)), tuple((t, *row) for t, row in rows))


def understood(experiment: Experiment) -> Table:
    """The inputs as they were understood, each number to five figures, however small it is."""
    table = inputs_table(experiment)
    rows = ((t, *(f"{x:.5g}".replace("-", "−") for x in row)) for t, *row in table.rows)
    return Table(table.header, tuple(rows))


def inputs_text(experiment: Experiment) -> str:
    """The inputs as text to start editing from, three decimals, a row per step."""
    return "\n".join("; ".join(f"{x:.3f}" for x in row) for row in experiment.X[:, :, 0])


def symbol_values(experiment: Experiment) -> str:
    """Which inputs the symbols of the steps stand for; "" for bits that stand for themselves.

    Of a latch: 0 is value −1, write 1; 1 is value 1, write 1.
    """
    rows = experiment.X[:, :, 0].tolist()
    inputs = dict(zip(experiment.given.symbols, rows, strict=True))
    if all(symbol.isdigit() and row == [int(symbol)] for symbol, row in inputs.items()):
        return ""
    names = input_columns(experiment)
    found = []
    for symbol in sorted(inputs):
        numbers = (f"{x:g}".replace("-", "−") for x in inputs[symbol])
        parts = ", ".join(f"{name} {x}" for name, x in zip(names, numbers, strict=True))
        found.append(f"{quote(symbol)} {parts}")
    return "; ".join(found)


def three_digits(columns: Columns, lang: str) -> str:
    """How a mark is read that has three digits behind it; "" where there is none.

    It may be a decimal mark or group thousands.
    """
    if columns.ambiguous is None:
        return ""
    given, value = columns.ambiguous
    reading = "thousands" if columns.comma == "thousands" else "decimal"
    return say(f"own_mark_{reading}", lang, given=quote(given), number=f"{value:.15g}")
