"""How each quantity of a step is written: symbol, colour, LaTeX, line of NumPy, and in words."""

from dataclasses import dataclass

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import STAGES
from lstm_core.words.language import say


@dataclass(frozen=True)
class Quantity:
    """One value of a step; its colour is readable on white and on black."""

    symbol: str
    latex: str
    colour: str
    formula: str
    code: str


NEUTRAL = "#808A93"  # x, z and everything that is not one of the six
FOCUS = "#E0115F"  # the step and the unit in focus, and nothing else
NEGATIVE, POSITIVE = "rgb(0,105,135)", "rgb(190,66,10)"  # of what has a sign, in heatmaps
QUANTITIES = {
    "z": Quantity("z", "z", NEUTRAL, "[h_{t-1};\\,x_t]", "z = np.concatenate([h_prev, x])"),
    "f": Quantity("f", "f", "#305EEB", r"\sigma(W_f\,z_t + b_f)", "f = sigmoid(W_f @ z + b_f)"),
    "i": Quantity("i", "i", "#C78428", r"\sigma(W_i\,z_t + b_i)", "i = sigmoid(W_i @ z + b_i)"),
    "C_tilde": Quantity(
        "C̃", r"\tilde{C}", "#646F1F", r"\tanh(W_C\,z_t + b_C)", "C_tilde = np.tanh(W_C @ z + b_C)"
    ),
    "C": Quantity(
        "C",
        "C",
        "#28A48B",
        r"f_t \odot C_{t-1} + i_t \odot \tilde{C}_t",
        "C = f * C_prev + i * C_tilde",
    ),
    "tanh_C": Quantity("tanh C", r"\tanh C", "#28A48B", r"\tanh(C_t)", "tanh_C = np.tanh(C)"),
    "o": Quantity("o", "o", "#A081E9", r"\sigma(W_o\,z_t + b_o)", "o = sigmoid(W_o @ z + b_o)"),
    "h": Quantity("h", "h", "#A048A8", r"o_t \odot \tanh(C_t)", "h = o * tanh_C"),
    "y": Quantity("y", "y", NEUTRAL, r"V\,h_t + c", "y = V @ h + c"),
}
# The curves of fading memory: spectral norms of dC_T/dC_t and others, and the direct path's.
CURVES = {
    "dC_dC": "‖∂C_T/∂C_t‖₂",
    "direct": "max ∏ f",
    "dh_dC": "‖∂h_T/∂C_t‖₂",
    "dh_dh": "‖∂h_T/∂h_t‖₂",
    "dh_dx": "‖∂h_T/∂x_t‖₂",
}
# The colour and the dash of each kind of cell: the LSTM's is that of its h, the others' are no
# quantity's.
PEERS = {"LSTM": ("#A048A8", "solid"), "RNN": ("#8C5A50", "dash"), "GRU": ("#4FA020", "dashdot")}
# Of each forget bias that is compared, in colours that are no quantity's.
BIAS_LINES = {0: (NEUTRAL, "dot"), 1: ("#B0603A", "dash"), 3: ("#0C8FB8", "solid")}
LINES = ("f", "i", "C_tilde", "C", "o", "h")  # of the cell, in the order of its story
SIGNED = ("C_tilde", "C", "h")  # the others are between 0 and 1
CHARTED = ("f", "i", "C_tilde", "o", "C", "h")


def symbol(name: str) -> str:
    """A quantity's plain symbol, or a curve's."""
    return CURVES.get(name) or QUANTITIES[name].symbol


def titles(lang: str) -> dict[str, str]:
    """What each symbol is, in words."""
    return {
        "x": say("inputs", lang),
        "y": say("stage_y", lang),
        **{stage: say(f"stage_{stage}", lang) for stage in STAGES},
    }


def unit_value(experiment: Experiment, name: str) -> float:
    """A quantity of the unit in focus at t; NaN where it is hidden."""
    return float(getattr(experiment.step, name)[experiment.unit - 1, 0])
