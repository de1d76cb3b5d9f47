"""A Jupyter notebook that computes what is on the screen again, with NumPy alone.

It is read as a lesson: the weights, the inputs, what was changed by hand, the six lines, and in the
end a check that its digits are those shown.
"""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import HELD, Array
from lstm_core.words.captions import source_sentence
from lstm_core.words.language import say
from lstm_core.words.variables import unmarked

SHOWN = ("f", "i", "C_tilde", "C", "o", "h")
DIGITS = 8  # of the numbers that the check compares: those that the table of the page shows

STEP = '''
def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def step(x, h, C, held):
    """One time step; `held` has the values of the gates that do not follow from their sums."""
    z = np.vstack([h, x])
    f = hold(sigmoid(W_f @ z + b_f), held, "f")
    i = hold({i}, held, "i")
    C_tilde = hold(np.tanh(W_C @ z + b_C), held, "C_tilde")
    C = f * C + i * C_tilde
    o = hold(sigmoid(W_o @ z + b_o), held, "o")
    h = o * np.tanh(C)
    return dict(f=f, i=i, C_tilde=C_tilde, C=C, o=o, h=h)

def hold(values, held, gate):
    for unit, value in held.get(gate, {}).items():
        values[unit] = value
    return values
'''
LOOP = """
trace = []
h, C = h_0, C_0
for t, x_t in enumerate(x, start=1):
    now = step(x_t.reshape(-1, 1), h, C, held.get(t, {}))
    h, C = now["h"], now["C"]
    trace.append(now)

for name, value in trace[{t} - 1].items():
    print(name, value.ravel())
"""
CHECK = """
for name, numbers in shown.items():
    np.testing.assert_allclose(trace[{t} - 1][name].ravel(), numbers, rtol=0, atol=0.6e-8)
np.testing.assert_allclose(trace[-1]["C"].ravel(), C_T, rtol=0, atol=0.6e-8)
"""


def notebook(experiment: Experiment, link: str) -> str:
    """The notebook of this cell at this step, as the JSON of an .ipynb (format 4.5).

    `link` opens the same moment of the page. Its texts are in the page's language, its code is the
    same in each.
    """
    cells: list[dict[str, Any]] = [
        {
            "cell_type": kind,
            "id": f"cell-{k}",
            "metadata": {},
            "source": text.strip("\n").splitlines(keepends=True),
            **({"outputs": [], "execution_count": None} if kind == "code" else {}),
        }
        for k, (kind, text) in enumerate(blocks(experiment, link))
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {
            "cells": cells,
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def blocks(experiment: Experiment, link: str) -> Iterator[tuple[str, str]]:
    """The cells of the notebook: ("markdown" or "code", what is in it)."""
    lang, t = experiment.settings.lang, experiment.t

    def words(key: str, **values: Any) -> tuple[str, str]:
        return "markdown", say(f"notebook_{key}", lang, **values)

    yield words("title", source=source_sentence(experiment), link=link)
    yield "code", "import numpy as np\n\nnp.set_printoptions(precision=8, suppress=True)"
    yield words("weights", D=experiment.D, H=experiment.H)
    arrays = {name: getattr(experiment.params, name) for name in vars(experiment.params)}
    yield "code", "\n".join(f"{name} = {array_code(value)}" for name, value in arrays.items())
    yield words("inputs", T=experiment.T)
    start = {"x": experiment.X[:, :, 0], "h_0": experiment.h0, "C_0": experiment.C0}
    yield "code", "\n".join(f"{name} = {array_code(value)}" for name, value in start.items())
    if experiment.pins or experiment.coupled:
        yield words("held")
    yield "code", f"held = {held(experiment)!r}"
    notes = [
        f"- {say(f'stage_{name}', lang)}. {unmarked(say(f'note_{name}', lang))}" for name in SHOWN
    ]
    yield words("step", notes="\n".join(notes))
    i = "1 - f" if experiment.coupled else "sigmoid(W_i @ z + b_i)"
    yield "code", STEP.replace("{i}", i)
    yield words("run", t=t)
    yield "code", LOOP.replace("{t}", str(t))
    yield from readout(experiment)
    yield words("check", t=t, digits=DIGITS)
    shown = {name: rounded(getattr(experiment.step, name)) for name in SHOWN}
    numbers = [f"shown = {shown!r}", f"C_T = {rounded(experiment.trace[-1].C)!r}"]
    yield "code", "\n".join([*numbers, CHECK.replace("{t}", str(t))])


def readout(experiment: Experiment) -> Iterator[tuple[str, str]]:
    """What the output layer of a trained cell answers, where there is one."""
    learnt, own = experiment.scenario.learnt, experiment.scenario.beside
    layer = (own.V, own.c) if learnt is None else (learnt.model.V, learnt.model.c)
    if layer[0] is None or layer[1] is None:
        return
    answer, scale = "V @ now['h'] + c", ""
    if learnt is not None:
        answer = f"sigmoid({answer})" if learnt.problem.yes_no else answer
        scale = "" if learnt.problem.unit == 1 else f"{learnt.problem.unit!r} * "
    yield "markdown", say("notebook_answer", experiment.settings.lang)
    yield (
        "code",
        f"V = {array_code(layer[0])}\nc = {array_code(layer[1])}\n"
        f"for now in trace:\n    print(({scale}{answer}).ravel())",
    )


def held(experiment: Experiment) -> dict[int, dict[str, dict[int, float]]]:
    """The gates that are held: by t, gate and unit (from 0, as arrays count)."""
    found: dict[int, dict[str, dict[int, float]]] = {}
    for (gate, t), units in sorted(experiment.pins.items()):
        if gate in HELD and not (experiment.coupled and gate == "i" and follows(experiment, t)):
            found.setdefault(t, {})[gate] = {k: float(v) for k, v in sorted(units.items())}
    return found


def follows(experiment: Experiment, t: int) -> bool:
    """Whether all that is held of i at t is 1 - f anyway."""
    f = experiment.trace[t - 1].f[:, 0]
    return all(v == 1 - f[k] for k, v in experiment.pins.get(("i", t), {}).items())


def array_code(values: Array) -> str:
    """An array as code, all digits, a row a line."""
    rows = values.tolist()
    if len(rows) == 1:
        return f"np.array({rows!r})"
    body = ",\n    ".join(map(repr, rows))
    return f"np.array([\n    {body},\n])"


def rounded(values: Array) -> list[float]:
    """A vector to the digits that the page's table shows."""
    return [round(value, DIGITS) for value in np.ravel(values).tolist()]
