"""What the page can open: drawn cells, memories set by hand, and trained ones.

A designed memory has no recurrent weights: what it does can be read off its few numbers. +-6 and
+-8 stand for "open" and "closed": sigma(6) = 0.9975, sigma(8) = 0.9997.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lstm_core.exchange.beside import Beside
from lstm_core.exchange.link import NOTHING
from lstm_core.exchange.refusal import Refused
from lstm_core.experiment import trainings
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.inputs import Given
from lstm_core.experiment.own_cells import spelled_cell
from lstm_core.experiment.own_columns import own_columns
from lstm_core.experiment.settings import Settings
from lstm_core.experiment.variants import Start
from lstm_core.model import initialisers
from lstm_core.model.cell import Params
from lstm_core.training.backprop import Model
from lstm_core.training.fit import Plan
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.task import Task
from lstm_core.training.tasks import OWN


@dataclass(frozen=True)
class Scenario:
    """Where a cell and its inputs come from: `draw(seed, D, H, T) -> Start`.

    A designed memory has `sizes` (D, H, T) of its own and named inputs; `free` are the settings
    that it leaves free all the same.
    """

    draw: Callable[[int, int, int, int], Start]
    sizes: tuple[int, int, int] | None = None
    names: tuple[str, ...] = ()
    learnt: "Learnt | None" = None
    free: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    given: Given | None = None  # what its inputs are called, where they are columns of one's own
    beside: Beside = NOTHING  # of a cell of one's own


@dataclass(frozen=True)
class Learnt:
    """What a trained cell has beside its weights: its task, and the model with its output layer.

    `task` is the id of the `problem`.
    """

    task: str
    model: Model
    problem: Task


def trained_cell(plan: Plan, model: Model, example: int) -> Scenario:
    """A trained cell on one of its task's example sequences, counted from 1."""
    assert isinstance(model.params, Params)
    problem = plan.problem
    sequence = problem.example(example - 1, plan.T)
    zero = np.zeros((model.params.H, 1))
    start = Start(model.params, sequence.X, zero, zero)
    sizes = (model.params.D, model.params.H, len(sequence.X))
    learnt = Learnt(plan.task, model, problem)
    return Scenario(lambda seed, D, H, T: start, sizes, problem.names, learnt)


def scenario_of(settings: Settings) -> Scenario:
    """The scenario that the settings ask for; one in training as far as its updates go."""
    if settings.scenario == "trained":
        history = trainings.history(settings)
        model = history.checkpoint(settings.updates).model
        cell = trained_cell(history.plan, model, settings.example)
        if settings.task != OWN:
            return cell
        return replace(cell, given=own_columns(settings).window(settings.example, history.plan.T))
    if settings.scenario.startswith(TRAINED):
        task = settings.scenario.removeprefix(TRAINED)
        return trained_cell(SHIPPED[task], shipped_model(task), settings.example)
    if settings.scenario == "own":
        return own_scenario(settings)
    return SCENARIOS[settings.scenario]


def own_scenario(settings: Settings) -> Scenario:
    """A cell of one's own over normal inputs drawn from the seed; until there is one, PyTorch's."""
    if not settings.weights:
        return SCENARIOS["pytorch"]
    try:
        params, beside = spelled_cell(settings.weights)
    except Refused as refused:
        return replace(SCENARIOS["pytorch"], complaints=((refused.key, refused.values),))

    def draw(seed: int, D: int, H: int, T: int) -> Start:
        X = np.random.default_rng(seed).standard_normal((T, D, 1))
        zero = np.zeros((H, 1))
        h_0, C_0 = (zero if given is None else given for given in (beside.h_0, beside.C_0))
        return Start(params, X, h_0, C_0)

    sizes = (params.D, params.H, settings.steps)
    return Scenario(draw, sizes, free=("seed", "steps"), beside=beside)


def drawn_cell(initialiser: Callable[[np.random.Generator, int, int], Params]) -> Scenario:
    """Params of this initialiser, normal inputs, h_0 = C_0 = 0.

    X is drawn last, so T changes nothing before.
    """

    def draw(seed: int, D: int, H: int, T: int) -> Start:
        rng = np.random.default_rng(seed)
        return Start(
            initialiser(rng, D, H),
            rng.standard_normal((T, D, 1)),
            np.zeros((H, 1)),
            np.zeros((H, 1)),
        )

    return Scenario(draw)


def designed_cell(
    names: str, sequence: Sequence[Sequence[float]], units: Sequence[dict[str, list[float]]]
) -> Scenario:
    """A memory of `units`, each the rows [b, w_x ...] of its four gates, over a sequence.

    The sequence has one row per step.
    """
    X = np.array(sequence, dtype=float)[:, :, None]
    T, D, H = len(sequence), len(sequence[0]), len(units)
    rows = {gate: np.array([unit[gate] for unit in units], dtype=float) for gate in "fiCo"}
    weights = [np.hstack([np.zeros((H, H)), rows[gate][:, 1:]]) for gate in "fiCo"]
    biases = [rows[gate][:, :1] for gate in "fiCo"]
    start = Start(Params(*weights, *biases), X, np.zeros((H, 1)), np.zeros((H, 1)))
    return Scenario(lambda seed, D, H, T: start, (D, H, T), tuple(names.split()))


TRAINED = "trained-"
HALF_LIFE = 3  # steps; the leaky memory's f is 0.5 ** (1 / 3) = 0.794 at every step
KEEP = 0.5 ** (1 / HALF_LIFE)

SCENARIOS = {
    "notebook": Scenario(lambda seed, D, H, T: Start(*initialisers.notebook(seed, D, H, T))),
    "pytorch": drawn_cell(initialisers.pytorch),
    "keras": drawn_cell(initialisers.keras),
    "wide": drawn_cell(initialisers.wide),
    "latch": designed_cell(
        "value write reset read",
        [
            [0.8, 1, 0, 0],
            [0.5, 0, 0, 0],
            [-0.9, 0, 0, 0],
            [0.3, 0, 0, 1],
            [-0.4, 0, 0, 0],
            [-0.6, 1, 0, 0],
            [0.7, 0, 0, 0],
            [-0.2, 0, 0, 1],
            [0.9, 0, 1, 0],
            [0.4, 0, 0, 1],
        ],
        [
            {
                "f": [6, 0, -12, -12, 0],
                "i": [-6, 0, 12, 0, 0],
                "C": [0, 2, 0, 0, 0],
                "o": [-6, 0, 0, 0, 12],
            }
        ],
    ),
    "counter": designed_cell(
        "count",
        [[1], [1], [1], [1], [0], [0], [1], [0]],
        [{"f": [8, 0], "i": [-8, 16], "C": [6, 0], "o": [8, 0]}],
    ),
    "leaky": designed_cell(
        "value",
        [[2]] + [[0]] * (4 * HALF_LIFE),
        [{"f": [float(np.log(KEEP / (1 - KEEP))), 0], "i": [8, 0], "C": [0, 1], "o": [8, 0]}],
    ),
    "keep": designed_cell(
        "value write",
        [[0.8, 1], [0.3, 0], [-0.6, 0], [0.2, 0], [-0.5, 1], [0.9, 0], [0.1, 0], [-0.7, 0]],
        [
            {"f": [8, 0, 0], "i": [-8, 0, 16], "C": [0, 2, 0], "o": [8, 0, 0]},
            {"f": [-8, 0, 0], "i": [-8, 0, 16], "C": [0, 2, 0], "o": [8, 0, 0]},
        ],
    ),
    "disagree": designed_cell(
        "value speaker",
        [[0.5, 1], [-0.9, -1], [-0.2, -1], [0.8, 1], [0.4, -1], [-0.6, 1], [-0.3, 1], [0.7, -1]],
        [
            {"f": [0, 0, -8], "i": [0, 0, 8], "C": [0, 2, 0], "o": [8, 0, 0]},
            {"f": [0, 0, 8], "i": [0, 0, -8], "C": [0, 2, 0], "o": [8, 0, 0]},
        ],
    ),
}
