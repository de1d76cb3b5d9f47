"""What a step does to the unit in focus: claims about what it keeps and writes, stage by stage."""

from math import isnan

from lstm_core.experiment.claims import Claim, Share, claims
from lstm_core.experiment.experiment import Experiment

FAINT = 0.005  # a memory below this is almost nothing


def value_of(experiment: Experiment, name: str) -> float:
    """A quantity of the unit in focus at t; NaN where it is hidden."""
    return float(getattr(experiment.step, name)[experiment.unit - 1, 0])


def never_written(experiment: Experiment) -> bool:
    """Whether C of the unit in focus has been 0 from the start up to t."""
    u = experiment.unit - 1
    before = [step.C_prev[u, 0] for step in experiment.trace[: experiment.t]]
    return not any(before)


@claims("step_sentence", "step_sentence_empty", "step_sentence_erased", "step_sentence_faint")
def step_claim(experiment: Experiment) -> Claim | None:
    """What the unit in focus keeps and writes at t, and that C is the sum of both.

    None where C is hidden.
    """
    names = ("f", "i", "C_tilde", "C_prev", "C")
    f, i, C_tilde, C_prev, C = (value_of(experiment, name) for name in names)
    if isnan(C):
        return None
    values = {"unit": experiment.unit, "kept": f * C_prev, "written": i * C_tilde, "C": C}
    rule = "total", ("kept", "written"), "C"
    if abs(C_prev) >= FAINT:
        return Claim("step_sentence", values | {"before": C_prev, "percent": Share(f)}, rule)
    kind = "faint" if C_prev else "empty" if never_written(experiment) else "erased"
    return Claim(f"step_sentence_{kind}", values, rule)


@claims(
    *("here_z", "here_f", "here_f_empty", "here_i", "here_C_tilde", "here_C", "here_tanh_C"),
    *("here_o", "here_o_empty", "here_h"),
)
def stage_claim(experiment: Experiment, stage: str = "") -> Claim | None:
    """What the value of this stage, or of the one in focus, means; None where it is hidden."""
    stage = stage or experiment.settings.stage
    unit = experiment.unit
    if stage == "z":
        return Claim("here_z", {"D": experiment.D, "H": experiment.H})
    value = value_of(experiment, stage)
    if isnan(value):
        return None
    if stage in ("f", "i", "o"):
        acted_on = {"f": "C_prev", "o": "tanh_C"}.get(stage)
        empty = acted_on is not None and value_of(experiment, acted_on) == 0
        key = f"here_{stage}_empty" if empty else f"here_{stage}"
        return Claim(key, {"unit": unit, "percent": Share(value)} if not empty else {"unit": unit})
    names = {"C": ("C_prev", "C"), "tanh_C": ("C", "tanh_C"), "h": ("h", "C")}.get(stage, (stage,))
    values = {name: value_of(experiment, name) for name in names}
    return Claim(f"here_{stage}", values if stage == "tanh_C" else {"unit": unit} | values)
