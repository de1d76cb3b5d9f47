"""Any Settings that a link can ask for: every kind of cell, place and intervention."""

from typing import Any

from hypothesis import strategies as st

from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.model.cell import HELD, STAGES

# What gates and weights are set to: ends, ties, ordinary values, and what saturates everything.
VALUES = st.sampled_from([0.0, 1.0, -1.0, 0.5, 0.9, 0.25, -0.35, 2.0, -8.0, 12.0, 1e6, -1e6, 1e-9])
STEPS = st.one_of(
    st.just(""),
    st.just("@*"),
    st.integers(1, 12).map(lambda t: f"@{t}"),
    st.tuples(st.integers(1, 9), st.integers(1, 12)).map(lambda span: f"@{min(span)}-{max(span)}"),
)
PLACE = st.one_of(st.just(""), st.just("[*]"), st.integers(1, 4).map(lambda k: f"[{k}]"))


KINDS = st.tuples(
    st.sampled_from("fiCo"),
    st.sampled_from(["held", "x", "W", "b", "start"]),
    st.sampled_from(["", "", "", "!"]),
)
HELD_NAMES, START_NAMES = st.sampled_from(HELD), st.sampled_from(["h_0", "C_0"])
GATE_VALUES = st.sampled_from([0.0, 1.0, 0.5, 0.9, 0.02])
CANDIDATE_VALUES = st.sampled_from([0.0, 1.0, 0.5, 0.9, 0.02, -0.7])
ROWS, COLUMNS = st.integers(1, 4), st.integers(1, 8)


@st.composite
def edit(draw: st.DrawFn) -> str:
    """One intervention, of any kind, in a cell where it may or may not act."""
    gate, kind, off = draw(KINDS)
    if kind == "held":
        name = draw(HELD_NAMES)
        value = draw(CANDIDATE_VALUES if name == "C_tilde" else GATE_VALUES)
        return f"{off}{name}{draw(STEPS)}{draw(PLACE)}={value}"
    if kind == "x":
        return f"{off}x{draw(STEPS)}{draw(PLACE)}={draw(VALUES)}"
    if kind == "W":
        return f"{off}W_{gate}[{draw(ROWS)},{draw(COLUMNS)}]={draw(VALUES)}"
    if kind == "b":
        return f"{off}b_{gate}{draw(PLACE)}={draw(VALUES)}"
    return f"{off}{draw(START_NAMES)}{draw(PLACE)}={draw(VALUES)}"


STAGE = st.sampled_from(STAGES)
INPUTS = st.sampled_from(["", "", "", "", "1;0;1;1", "0.5;-2\n3;0.1", "series:7", "0", "1e6"])
# Made once: to make a strategy takes longer than to draw from it.
FIELDS = st.fixed_dictionaries(
    {
        "scenario": st.sampled_from(CHOICES["scenario"].ids),
        "lang": st.sampled_from(["es", "en"]),
        "seed": st.sampled_from([42, 0, 1, 7, 10, 2**32 - 1]),
        "input_size": st.sampled_from([1, 2, 4, 16]),
        "hidden_size": st.sampled_from([1, 2, 3, 8, 32]),
        "steps": st.sampled_from([1, 2, 3, 6, 12, 60]),
        "inputs": INPUTS,
        "forget_bias": st.sampled_from([0, 0, 0, -3, 1, 3, 6]),
        "edits": st.lists(edit(), max_size=3).map(";".join),
        "variant": st.sampled_from(["none", "none", *CHOICES["variant"].ids]),
        "t": st.integers(1, 12),
        "end": st.sampled_from([0, 0, 3, 7, 60]),
        "unit": st.integers(1, 4),
        "stage": STAGE,
        "example": st.sampled_from([1, 1, 2, 5]),
        "curves": st.sampled_from(CHOICES["curves"].ids),
    }
)
HIDES = st.tuples(st.booleans(), st.booleans())
TRAININGS = st.sampled_from(
    [{"task": task, "updates": n} for task in ("parity", "latch", "counter") for n in (0, 63, 120)]
)


@st.composite
def settings(draw: st.DrawFn, /, **fixed: Any) -> Settings:
    """Settings of any cell at any place; `fixed` says what is not to vary, or how."""
    fields: dict[str, Any] = draw(FIELDS)
    if all(draw(HIDES)):
        fields["hide"] = draw(STAGE)
    if fixed.get("scenario", fields["scenario"]) == "trained":
        fields |= draw(TRAININGS)
    drawn = {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value
        for name, value in fixed.items()
    }
    return Settings(**(fields | drawn))
