"""What a saved file is called, and what it says of itself: which cell, which seed, which step."""

from lstm_core.experiment.edits import Edit
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import DEFAULTS, INTERVENTIONS, Settings
from lstm_core.training.sweep import RACED, shared_sweep
from lstm_core.words.language import say
from lstm_core.words.tables import Cell, Table
from lstm_core.words.what_if import edit_text

MOST_CHANGES = 3  # that are told one by one


def file_name(experiment: Experiment, what: str = "", t: int | str | None = None) -> str:
    """The name of a file without its kind: the cell, its seed where it has one, the step, `what`.

    `t` stands for the step in place of the one in focus.
    """
    settings = experiment.settings
    if is_race(settings):
        parts = [RACED, f"T{shared_sweep(settings.train_steps).T}"]
    else:
        parts = [*cell_id(experiment), "" if settings.view == "train" else f"t{t or experiment.t}"]
    return "-".join(filter(None, ["lstm", *parts, what]))


def is_race(settings: Settings) -> bool:
    """Whether the forget biases are compared, of many cells from seeds of their own."""
    return settings.view == "train" and settings.race == "yes"


def cell_id(experiment: Experiment) -> list[str]:
    """The cell as parts of a name: its scenario, its seed, and of one in training how far it is."""
    cell = experiment.settings.cell
    trained = [cell.task] if cell.scenario == "trained" else []
    seed = [str(cell.seed)] if has_seed(experiment) else []
    return [cell.scenario, *trained, *seed, *(f"u{cell.updates}" for _ in trained)]


def has_seed(experiment: Experiment) -> bool:
    """Whether anything of the cell comes from the seed: its weights, inputs, or its training."""
    return experiment.settings.cell.scenario == "trained" or "seed" not in experiment.fixed_by


def source_line(experiment: Experiment, t: int | str | None = None, unit: int | str = 0) -> str:
    """The line below a saved picture: which cell it is of, and where in it.

    `t` and `unit` stand for the place in focus.
    """
    settings, lang = experiment.settings, experiment.settings.lang
    if is_race(settings):
        return say("saved_race", lang, T=shared_sweep(settings.train_steps).T)
    parts = cell_parts(experiment)
    if settings.view != "train":
        place = {"t": t or experiment.t, "unit": unit or experiment.unit}
        parts.append(say("saved_place", lang, T=experiment.T, H=experiment.H, **place))
    return " · ".join(parts)


def cell_parts(experiment: Experiment) -> list[str]:
    """What the cell is: its name, its seed where it has one, its inputs, what was changed."""
    settings, lang = experiment.settings, experiment.settings.lang
    cell = settings.cell
    if cell.scenario == "trained":
        parts = [say("saved_trained", lang, task=say(f"task_{cell.task}", lang))]
    else:
        parts = [say("worksheet_cell", lang, name=say(f"scenario_{cell.scenario}", lang))]
    if has_seed(experiment):
        parts.append(say("saved_seed", lang, seed=cell.seed))
    if cell.scenario == "trained":
        parts.append(say("saved_updates", lang, updates=cell.updates))
    if experiment.own_inputs:
        parts.append(say("saved_series" if experiment.given.start else "saved_own", lang))
    acting, more = edits_that_act(experiment), other_changes(experiment)
    count = len(acting) + len(more)
    if count > MOST_CHANGES:
        parts.append(say("saved_changes", lang, count=count))
    elif count:
        changed = [*(edit_text(edit, lang, experiment.H) for edit in acting), *more]
        parts.append(say("saved_changed", lang, changes="; ".join(changed)))
    return parts


def edits_that_act(experiment: Experiment) -> list[Edit]:
    """The edits that act on the cell."""
    acting = zip(experiment.entries, experiment.troubles, strict=True)
    return [entry.edit for entry, trouble in acting if entry.edit and entry.on and not trouble]


def other_changes(experiment: Experiment) -> list[str]:
    """What else is changed in the cell, in words: its variant, its forget bias."""
    cell, lang, found = experiment.settings.cell, experiment.settings.lang, []
    if cell.variant != "none":
        found.append(say(f"variant_{cell.variant}", lang))
    if cell.forget_bias:
        found.append(say("saved_bias", lang, bias=f"{cell.forget_bias:+d}".replace("-", "−")))
    return found


def with_source(experiment: Experiment, table: Table, **more: Cell) -> Table:
    """The table as it is saved: before its columns those that say where its numbers are from.

    `more` are further columns of one value each.
    """
    if is_race(experiment.settings):
        return table  # it says so itself
    cell = experiment.settings.cell
    columns: dict[str, Cell] = {"scenario": cell.scenario}
    if cell.scenario == "trained":
        columns |= {"task": cell.task, "updates": cell.updates}
    columns["seed"] = cell.seed if has_seed(experiment) else ""
    if changed := changed_fields(cell):
        columns["changes"] = changed
    if experiment.settings.view != "train":
        columns |= {"t": experiment.t, "unit": experiment.unit}
    return table.preceded_by(columns | more)


def changed_fields(cell: Settings) -> str:
    """The changes to a cell as a link spells them; "" for none."""
    found = {name: getattr(cell, name) for name in INTERVENTIONS}
    return "&".join(f"{name}={used}" for name, used in found.items() if used != DEFAULTS[name])
