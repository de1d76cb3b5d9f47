"""The formulas of the cell, set in HTML."""

from lstm_core.model.cell import GATES

PREVIOUS = "<sub><i>t</i>−1</sub>"
KEPT = f"<i>f<sub>t</sub></i> · <i>C</i>{PREVIOUS}"
WRITTEN = "<i>i<sub>t</sub></i> · <i>C̃<sub>t</sub></i>"


def gate_formula(gate: str) -> str:
    """How a gate or the candidate comes from z."""
    letter, squash = GATES[gate], "tanh" if gate == "C_tilde" else "σ"
    weighed = f"<i>W<sub>{letter}</sub> z<sub>t</sub></i>"
    return f"{squash}({weighed} + <i>b<sub>{letter}</sub></i>)"


FORMULAS = {
    "z": f"[<i>h</i>{PREVIOUS}; <i>x<sub>t</sub></i>]",
    "C": f"{KEPT} + {WRITTEN}",
    "tanh_C": "tanh(<i>C<sub>t</sub></i>)",
    "h": "<i>o<sub>t</sub></i> · tanh <i>C<sub>t</sub></i>",
} | {gate: gate_formula(gate) for gate in GATES}
