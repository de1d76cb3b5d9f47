"""The LSTM, its gradients, its Jacobians, its initialisers and its peers, in NumPy alone."""

from lstm_core.model.cell import (
    GATES,
    HELD,
    NO_PINS,
    STAGES,
    Array,
    Params,
    Pins,
    Step,
    StepGrad,
    backward,
    gates,
    run,
    sigmoid,
    stack,
    step,
    update,
)

__all__ = [
    "GATES",
    "HELD",
    "NO_PINS",
    "STAGES",
    "Array",
    "Params",
    "Pins",
    "Step",
    "StepGrad",
    "backward",
    "gates",
    "run",
    "sigmoid",
    "stack",
    "step",
    "update",
]
