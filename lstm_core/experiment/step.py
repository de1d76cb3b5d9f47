"""What a step does to the unit in focus: claims about what it keeps and writes, stage by stage."""

from math import isnan

from lstm_core.experiment.claims import Claim, Fine, Rule, Share, Symbol, claims
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


@claims("keeps", "keeps_empty", "keeps_erased", "keeps_faint")
def keeps_claim(experiment: Experiment) -> Claim | None:
    """What share of its memory the unit in focus keeps at t, or that there is none, as a part.

    None where f is hidden.
    """
    f, C_prev = (value_of(experiment, name) for name in ("f", "C_prev"))
    if isnan(f):
        return None
    if abs(C_prev) >= FAINT:
        return Claim("keeps", {"percent": Share(f)})
    if C_prev:
        return Claim("keeps_faint")
    return Claim("keeps_empty" if never_written(experiment) else "keeps_erased")


@claims("step_sentence", "step_sentence_little")
def step_claim(experiment: Experiment) -> Claim | None:
    """What the unit in focus keeps and writes at t, and that C is the sum of both.

    None where C is hidden.
    """
    names = ("f", "i", "C_tilde", "C_prev", "C")
    f, i, C_tilde, C_prev, C = (value_of(experiment, name) for name in names)
    keeps = keeps_claim(experiment)
    if keeps is None or isnan(C):
        return None
    values = {"unit": experiment.unit, "kept": f * C_prev, "written": i * C_tilde, "C": C}
    total = Rule("total", ("kept", "written"), "C")
    if "percent" not in keeps.values:
        return Claim("step_sentence_little", values | {"keeps": keeps}, (total,))
    share = Rule("share_of", ("percent", "before"), "kept")
    return Claim("step_sentence", {**values, **keeps.values, "before": C_prev}, (share, total))


@claims(
    *("here_z", "here_f", "here_i", "here_C_tilde", "here_C", "here_tanh_C"),
    *("here_o", "here_o_empty", "here_o_faint", "here_h"),
)
def stage_claim(experiment: Experiment, stage: str = "") -> Claim | None:
    """What the value of this stage, or of the one in focus, means; None where it is hidden."""
    stage = stage or experiment.settings.stage
    unit = {"unit": experiment.unit}
    if stage == "z":
        return Claim("here_z", {"D": experiment.D, "H": experiment.H})
    value = value_of(experiment, stage)
    if isnan(value):
        return None
    if stage == "f":
        return Claim("here_f", unit | {"keeps": keeps_claim(experiment)})
    if stage == "o" and abs(memory := value_of(experiment, "C")) < FAINT:
        return Claim("here_o_faint" if memory else "here_o_empty", unit)
    if stage in ("i", "o"):
        return Claim(f"here_{stage}", unit | {"percent": Share(value)})
    names = {"C": ("C_prev", "C"), "tanh_C": ("C", "tanh_C"), "h": ("h", "C")}.get(stage, (stage,))
    values = {name: value_of(experiment, name) for name in names}
    if stage == "tanh_C":
        return Claim("here_tanh_C", values, (Rule("tanh", ("C",), "tanh_C"),))
    return Claim(f"here_{stage}", unit | values)


@claims("alt_step")
def step_picture_claim(experiment: Experiment) -> Claim:
    """Every value of the unit in focus at t that the step's picture shows."""
    names = ("f", "i", "C_tilde", "C", "tanh_C", "o", "h")
    shown = tuple(
        Claim("alt_value", {"symbol": Symbol(name), "value": Fine(value_of(experiment, name))})
        for name in names
    )
    place = {"t": experiment.t, "unit": experiment.unit, "H": experiment.H}
    before = Fine(value_of(experiment, "C_prev"))
    return Claim("alt_step", {**place, "before": before, "shown": shown})
