"""From what was asked to what is shown: every number of the page is in one Experiment."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from lstm_core.experiment import edits
from lstm_core.experiment.edits import Entry
from lstm_core.experiment.fields import Complaint
from lstm_core.experiment.inputs import TABLES, Given, given_inputs
from lstm_core.experiment.own_cells import CELLS, KEPT, NAME, NAMED
from lstm_core.experiment.scenarios import Scenario, scenario_of
from lstm_core.experiment.settings import Settings, reset_fields
from lstm_core.experiment.symbols import alphabet, to_symbols
from lstm_core.experiment.variants import run_variant
from lstm_core.model.cell import STAGES, Array, Params, Pins, Step, stack
from lstm_core.training.evaluate import outputs


@dataclass(frozen=True, eq=False)
class Experiment:
    """One cell run over its inputs: X (T, D, 1), h0 and C0 (H, 1).

    `settings` is what was asked; D, H, T, t and unit here are what is used. All of it follows from
    the settings, so these are what two are compared by, and what is made of one can be kept: a
    class that follows one link sees the same pictures.

    params, X, h0 and C0 have the interventions in them; `pins` is what is held at a constant, by
    hand or by the variant.
    """

    settings: Settings
    scenario: Scenario
    given: Given
    params: Params
    X: Array
    h0: Array
    C0: Array
    pins: Pins
    trace: tuple[Step, ...]
    entries: tuple[Entry, ...]
    complaints: tuple[Complaint, ...]

    @property
    def identity(self) -> object:
        """What it is compared by: everything else follows from it."""
        return self.settings

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Experiment) and other.identity == self.identity

    def __hash__(self) -> int:
        return hash(self.identity)

    @property
    def D(self) -> int:
        """How many inputs."""
        return self.params.D

    @property
    def H(self) -> int:
        """How many units."""
        return self.params.H

    @property
    def T(self) -> int:
        """How many steps."""
        return len(self.trace)

    @cached_property
    def wherever(self) -> "Experiment":
        """One and the same for all steps and stages, unless something is hidden at some of them."""
        if self.settings.hide != "no":
            return self
        return replace(self, settings=reset_fields(self.settings, ("t", "stage", "grain", "stops")))

    @cached_property
    def t(self) -> int:
        """The step in focus, from 1: the one asked for, or the last."""
        return min(self.settings.t, self.T)

    @cached_property
    def unit(self) -> int:
        """The unit in focus, from 1: the one asked for, or the last."""
        return min(self.settings.unit, self.H)

    @property
    def ghost(self) -> "Experiment | None":
        """The kept cell, or this one left alone, at the same place; None without one."""
        ghost = self.settings.ghost
        if ghost is None or self.ghost_mismatch:
            return None
        return perform(ghost)

    @property
    def ghost_mismatch(self) -> Complaint | None:
        """Why the kept cell cannot stand behind this one: it has other sizes."""
        if not self.settings.versus:
            return None
        other = perform(self.settings.ghost or self.settings)
        sizes = {name: (getattr(other, name), getattr(self, name)) for name in "DHT"}
        if all(its == own for its, own in sizes.values()):
            return None
        return "versus_sizes", {
            f"{name}_{k}": pair[k] for name, pair in sizes.items() for k in (0, 1)
        }

    @property
    def troubles(self) -> tuple[Complaint | None, ...]:
        """Why each of the entries does not act; None for one that does when it is on."""
        cell = self.settings.cell
        return edits.troubles(cell.edits, self.D, self.H, self.T, cell.variant)

    @property
    def coupled(self) -> bool:
        """Whether i = 1 - f, and so has no weights of its own."""
        return self.settings.variant == "coupled"

    def is_held(self, gate: str) -> bool:
        """Whether this gate of the unit in focus is held at t, or coupled.

        Then it does not follow from its sum.
        """
        return self.unit - 1 in self.pins.get((gate, self.t), {}) or self.is_coupled(gate)

    def is_coupled(self, gate: str) -> bool:
        """Whether this gate of the unit in focus is 1 - f at t, and not held at another value."""
        f, i = (self.pins.get((name, self.t), {}).get(self.unit - 1) for name in "fi")
        return self.coupled and gate == "i" and (i is None or (f is not None and i == 1 - f))

    @property
    def gradient_params(self) -> Params:
        """The Params that derivatives go by.

        Where i = 1 - f, it is sigmoid(-(W_f z + b_f)) and moves against f.
        """
        return (
            replace(self.params, W_i=-self.params.W_f, b_i=-self.params.b_f)
            if self.coupled
            else self.params
        )

    @property
    def frontier(self) -> str:
        """The last stage of step t that is shown.

        Hiding spares step 1, the worked one, and a step that is revealed.
        """
        hide = self.settings.hide
        return (
            STAGES[-1] if hide == "no" or self.t == 1 or self.settings.revealed == "yes" else hide
        )

    @property
    def asking(self) -> bool:
        """Whether a question is asked here: something is hidden, and step 1 is over."""
        return bool(self.settings.question) and self.settings.hide != "no" and self.t > 1

    @cached_property
    def step(self) -> Step:
        """The step at t."""
        return self.trace[self.t - 1]

    @property
    def out_of_bounds(self) -> tuple[Complaint, ...]:
        """What to say about a link to a step or a unit that this cell does not have."""
        places = (
            ("t", self.settings.t, self.t, self.T),
            ("unit", self.settings.unit, self.unit, self.H),
        )
        return tuple(
            (
                "url_out_of_bounds",
                {"name": name, "given": asked, "used": used, "low": 1, "high": high},
            )
            for name, asked, used, high in places
            if asked != used
        )

    @property
    def own_inputs(self) -> bool:
        """Whether the inputs are a typed sequence or a series, not the scenario's."""
        return self.given.X is not None

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands for each step: its symbol, date or word; empty where nothing does."""
        if self.own_inputs:
            return self.given.labels
        task = self.scenario.learnt.task if self.scenario.learnt else ""
        return tuple(to_symbols(self.X, alphabet(self.scenario.names, task, self.D)))

    @property
    def step_words(self) -> tuple[str, ...]:
        """The labels where they are more than bits, which beside a number would be taken for t."""
        return () if {*self.labels} <= {"0", "1", "?"} else self.labels

    @property
    def answers(self) -> Array:
        """What the output layer of a trained cell answers (T, K): probabilities or values.

        Values are in people's units, of a cell of one's own y = V h + c. K is 0 for a cell without
        an output layer.
        """
        learnt = self.scenario.learnt
        if learnt is None:
            return self.scenario.beside.answers(stack(self.trace, "h"))[:, :, 0]
        task = learnt.problem
        return task.unit * outputs(learnt.model, self.trace, yes_no=task.yes_no)[:, :, 0]

    @property
    def targets(self) -> Array:
        """What is right for the inputs shown (T, K), NaN where nothing is asked or known."""
        learnt = self.scenario.learnt
        if learnt is None:
            return np.full(self.answers.shape, np.nan)
        task = learnt.problem
        return task.unit * task.right(self.X)[:, :, 0]

    @property
    def fixed_by(self) -> dict[str, str]:
        """Which settings are not free here, each with what fixes it.

        That is "scenario", "file", "training", "sequence" or "series".
        """
        free = not self.own_inputs or self.scenario.given is not None
        by_inputs = "" if free else "series" if self.given.start else "sequence"
        fixed = {}
        if self.scenario.sizes:
            own = "file" if self.settings.scenario == "own" else "scenario"
            reason = "training" if self.scenario.learnt else own
            sized = ("seed", "input_size", "hidden_size", "steps")
            fixed = {name: reason for name in sized if name not in self.scenario.free}
        if by_inputs and not self.scenario.sizes:
            fixed["input_size"] = by_inputs
        if by_inputs == "sequence":
            fixed["steps"] = by_inputs
        elif by_inputs == "series":
            fixed.pop("steps", None)
        return fixed


def perform(settings: Settings) -> Experiment:
    """The Experiment of any Settings. Nothing raises: what does not fit is told in `complaints`."""
    settings = without_lost(settings)
    return replace(simulated(settings.cell), settings=settings)


# A class follows one link: its cell is run once, not once a student and step.
@lru_cache(maxsize=64)
def simulated(settings: Settings) -> Experiment:
    """The Experiment of the cell alone."""
    scenario = scenario_of(settings)
    D, H, T = scenario.sizes or (settings.input_size, settings.hidden_size, settings.steps)
    letters = alphabet(scenario.names, scenario.learnt.task if scenario.learnt else "", D)
    fits = D if scenario.sizes else None
    given = scenario.given or given_inputs(settings, D, fits=fits, letters=letters)
    complaints = (*scenario.complaints, *given.complaints)
    if scenario.sizes and given.X is not None and given.X.shape[1] != D:
        complaints += (("own_does_not_fit", {"columns": given.X.shape[1], "D": D}),)
        given = replace(given, X=None, names=(), labels=(), start=0)
    if given.X is not None:
        T, D = given.X.shape[:2]
    start = scenario.draw(settings.seed, D, H, T)
    biased = replace(start.params, b_f=start.params.b_f + settings.forget_bias)
    start = replace(start, params=biased, X=start.X if given.X is None else given.X)
    entries = edits.parse(settings.edits)
    start, pins = edits.apply(entries, start)
    trace, pins = run_variant(settings.variant, start, pins)
    return Experiment(
        settings,
        scenario,
        given,
        **vars(start),
        pins=pins,
        trace=trace,
        entries=entries,
        complaints=complaints,
    )


def without_lost(settings: Settings) -> Settings:
    """These settings, with KEPT for what no open page holds any more: it may be opened again.

    What was made of them while it was lost is then not taken for what it is now.
    """
    changed: dict[str, Any] = {
        name: NAMED.sub(lambda found: found[0] if is_held(found[0]) else KEPT, given)
        for name in ("weights", "inputs", "versus")
        if (given := getattr(settings, name)).startswith(KEPT) or (name == "versus" and given)
    }
    return replace(settings, **changed) if changed else settings


def is_held(spelling: str) -> bool:
    """Whether an open page holds what this names."""
    name = KEPT + spelling[-NAME:]
    return name in CELLS or name in TABLES
