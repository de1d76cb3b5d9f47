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


@st.composite
def edit(draw: st.DrawFn) -> str:
    """One intervention, of any kind, in a cell where it may or may not act."""
    gate = draw(st.sampled_from("fiCo"))
    kind = draw(st.sampled_from(["held", "x", "W", "b", "start"]))
    off = draw(st.sampled_from(["", "", "", "!"]))
    if kind == "held":
        name = draw(st.sampled_from(HELD))
        value = draw(st.sampled_from([0.0, 1.0, 0.5, 0.9, 0.02] + [-0.7] * (name == "C_tilde")))
        return f"{off}{name}{draw(STEPS)}{draw(PLACE)}={value}"
    if kind == "x":
        return f"{off}x{draw(STEPS)}{draw(PLACE)}={draw(VALUES)}"
    if kind == "W":
        row, column = draw(st.integers(1, 4)), draw(st.integers(1, 8))
        return f"{off}W_{gate}[{row},{column}]={draw(VALUES)}"
    if kind == "b":
        return f"{off}b_{gate}{draw(PLACE)}={draw(VALUES)}"
    return f"{off}{draw(st.sampled_from(['h_0', 'C_0']))}{draw(PLACE)}={draw(VALUES)}"


SIZES = st.fixed_dictionaries(
    {
        "input_size": st.sampled_from([1, 2, 4, 16]),
        "hidden_size": st.sampled_from([1, 2, 3, 8, 32]),
        "steps": st.sampled_from([1, 2, 3, 6, 12, 60]),
    }
)
INPUTS = st.sampled_from(["", "", "", "", "1;0;1;1", "0.5;-2\n3;0.1", "series:7", "0", "1e6"])
TRAININGS = st.sampled_from(
    [{"task": task, "updates": n} for task in ("parity", "latch", "counter") for n in (0, 63, 120)]
)


@st.composite
def settings(draw: st.DrawFn, /, **fixed: Any) -> Settings:
    """Settings of any cell at any place; `fixed` says what is not to vary, or how."""
    scenario = draw(st.sampled_from(CHOICES["scenario"].ids))
    fields: dict[str, Any] = {
        "lang": draw(st.sampled_from(["es", "en"])),
        "scenario": scenario,
        "seed": draw(st.sampled_from([42, 0, 1, 7, 10, 2**32 - 1])),
        **draw(SIZES),
        "inputs": draw(INPUTS),
        "forget_bias": draw(st.sampled_from([0, 0, 0, -3, 1, 3, 6])),
        "edits": ";".join(draw(st.lists(edit(), max_size=3))),
        "variant": draw(st.sampled_from(["none", "none", *CHOICES["variant"].ids])),
        "t": draw(st.integers(1, 12)),
        "end": draw(st.sampled_from([0, 0, 3, 7, 60])),
        "unit": draw(st.integers(1, 4)),
        "stage": draw(st.sampled_from(STAGES)),
        "example": draw(st.sampled_from([1, 1, 2, 5])),
        "curves": draw(st.sampled_from(CHOICES["curves"].ids)),
    }
    if draw(st.booleans()) and draw(st.booleans()):
        fields["hide"] = draw(st.sampled_from(STAGES))
    if fixed.get("scenario", scenario) == "trained":
        fields |= draw(TRAININGS)
    drawn = {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value
        for name, value in fixed.items()
    }
    return Settings(**(fields | drawn))
