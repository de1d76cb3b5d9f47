"""What puts a gate where it is: a claim about the terms of its sum."""

from collections.abc import Sequence
from math import isnan

import numpy as np

from lstm_core.experiment.claims import Claim, Entry, Name, Rule, Symbol, claims
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES, Array

SEEN = 0.005  # a smaller term is 0.00 on the page


def input_ids(experiment: Experiment) -> tuple[str, ...]:
    """The ids of the D inputs that the page has words for, "" for one that has none."""
    if experiment.given.start:
        return ("passengers",)
    return experiment.scenario.names or ("",) * experiment.D


def term_name(experiment: Experiment, index: int) -> Name | Claim | Entry:
    """The term of a sum with this index among h, x and the bias, as it is named in a sentence."""
    H, D = experiment.H, experiment.D
    if index == H + D:
        return Name("bias")
    if index < H:
        return Entry("h", index + 1)
    own = experiment.given.names[index - H] if experiment.given.names else ""
    if own:
        return Claim("named_input", {"name": own})
    name = input_ids(experiment)[index - H]
    return (
        Claim("named_input", {"name": Name(f"input_{name}")}) if name else Entry("x", index - H + 1)
    )


def terms_of(experiment: Experiment, gate: str) -> Array:
    """The terms of this gate's sum for the unit in focus at t: H of h, D of x, the bias."""
    letter, u = GATES[gate], experiment.unit - 1
    W, b = (getattr(experiment.params, f"{kind}_{letter}")[u] for kind in "Wb")
    return np.append(W * experiment.step.z[:, 0], b)


@claims("weights_sentence", "weights_sum", "weights_held", "weights_coupled")
def weights_claim(experiment: Experiment, gate: str = "") -> Claim | None:
    """Which term contributes most to this gate, or the one in focus, and what the sum gives.

    No term is named where two contribute as much, or none does what can be seen. None where the
    gate is hidden.
    """
    stage = experiment.settings.stage
    gate = gate or (stage if stage in GATES else "f")
    u, step = experiment.unit - 1, experiment.step
    value, a = (float(getattr(step, name)[u, 0]) for name in (gate, f"a_{GATES[gate]}"))
    if isnan(value):
        return None
    values = {"unit": u + 1, "gate": Name(f"the_{gate}"), "a": a, "value": value}
    if experiment.is_held(gate):
        if experiment.is_coupled(gate):
            del values["gate"]
            return Claim("weights_coupled", values)
        return Claim("weights_held", values)
    terms = terms_of(experiment, gate)
    order = np.argsort(-np.abs(terms), kind="stable")
    values |= {"t": experiment.t, "symbol": Symbol(gate)}
    rule = Rule("tanh" if gate == "C_tilde" else "sigma", ("a",), "value")
    if abs(terms[order[0]]) == abs(terms[order[1]]) or abs(terms[order[0]]) < SEEN:
        return Claim("weights_sum", values, (rule,))
    strongest = {"term": term_name(experiment, int(order[0])), "product": float(terms[order[0]])}
    return Claim("weights_sentence", values | strongest, (rule,))


@claims("alt_weights")
def weights_picture_claim(experiment: Experiment, gates: Sequence[str] = tuple(GATES)) -> Claim:
    """The sizes of [W, b] of these gates, and the least and the greatest number in each."""
    shown = []
    for letter in map(GATES.__getitem__, gates):
        W, b = (getattr(experiment.params, f"{kind}_{letter}") for kind in "Wb")
        numbers = np.hstack([W, b])
        values = {"letter": letter, "low": float(numbers.min()), "high": float(numbers.max())}
        shown.append(Claim("alt_panel", values))
    sizes = {"H": experiment.H, "columns": experiment.H + experiment.D + 1}
    return Claim("alt_weights", {**sizes, "shown": tuple(shown)})


@claims("alt_contributions")
def contributions_picture_claim(experiment: Experiment, gate: str = "") -> Claim:
    """Every term of this gate's sum, or of the one in focus, and the sum; NaN where hidden."""
    stage = experiment.settings.stage
    gate = gate or (stage if stage in GATES else "f")
    a = float(getattr(experiment.step, f"a_{GATES[gate]}")[experiment.unit - 1, 0])
    terms = terms_of(experiment, gate)
    terms[:-1] += 0 * a
    shown = tuple(
        Claim("alt_term", {"term": term_name(experiment, k), "product": product})
        for k, product in enumerate(terms.tolist())
    )
    place = {"unit": experiment.unit, "t": experiment.t, "gate": Name(f"the_{gate}")}
    return Claim("alt_contributions", {**place, "shown": shown, "a": a})
