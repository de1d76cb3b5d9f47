"""The claims about a training on columns of one's own, stated from the table's numbers alone."""

import numpy as np
from hypothesis import strategies as st

from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import Array
from lstm_core.training.series import series
from tests.claims.by_hand import Values, run_again
from tests.claims.stated import states

WEEKS = 60
DATES = [f"{2020 + k // 12}-{k % 12 + 1:02}" for k in range(WEEKS)]
TABLE = np.round(
    np.stack([np.sin(np.arange(WEEKS) * np.pi / 6) * 5 + 20, np.arange(WEEKS) % 7], axis=1), 3
)
TEXT = "month,heat,day\n" + "\n".join(
    f"{date},{a},{b}" for date, (a, b) in zip(DATES, TABLE.tolist(), strict=True)
)
NAMELESS = TEXT.partition("\n")[2]
OWN = {
    "view": "train",
    "task": "own",
    "inputs": st.sampled_from([TEXT, NAMELESS, ""]),
    "columns": st.sampled_from(["", "3", "2"]),
    "target": st.sampled_from([0, 2, 3]),
    "ahead": st.sampled_from([1, 2, 6]),
    "held_out": st.sampled_from([5, 25, 50]),
    "updates": st.sampled_from([0, 40]),
    "rival": st.sampled_from(["no", "yes"]),
    "hide": "no",
    **{"edits": "", "variant": "none", "forget_bias": 0},
}


def asked(s: Settings) -> tuple[Array, int, str, int]:
    """The columns (N, D), which is predicted (from 0) and its name, the first row held out."""
    if not s.inputs:
        values = series()[1][:, None]
        return values, 0, "input_passengers", len(values) - max(1, round(1.44 * s.held_out))
    places = [int(s.columns)] if s.columns else [2, 3]
    place = s.target if s.target in places else places[0]
    split = WEEKS - max(1, round(WEEKS * s.held_out / 100))
    name = ["heat", "day"][place - 2] if s.inputs == TEXT else str(place)
    return TABLE[:, [p - 2 for p in places]], places.index(place), name, split


def errors(s: Settings, experiment: Experiment) -> dict[str, Array]:
    """What is wrong, in the column's unit, in each row that is held out, by who predicts it."""
    values, k, _, split = asked(s)
    y, ahead = values[:, k], s.ahead
    scaled = (values - values[:split].mean(axis=0)) / values[:split].std(axis=0)
    usual = usual_change(s)
    learnt, T = experiment.scenario.learnt, s.train_steps or min(24, (split - ahead) // 2)
    assert learnt
    line = np.linalg.lstsq(
        np.column_stack([scaled[: split - ahead], np.ones(split - ahead)]),
        y[ahead:split] - y[: split - ahead],
        rcond=None,
    )[0]
    found: dict[str, list[float]] = {
        name: [] for name in ("cell", "last_value", "year_ago", "line", "right_line")
    }
    chosen = chosen_line(s, experiment, scaled)
    for j, t in enumerate(range(split - ahead, len(y) - ahead)):
        if j % T == 0:  # T rows before those that are asked together, and these
            first = max(0, min(t - T, len(y) - ahead - min(2 * T, len(y) - ahead)))
            hs = run_again(experiment, scaled[first : t + T, :, None])["h"][:, :, 0]
        h = hs[t - first]
        change = float((learnt.model.V @ h + learnt.model.c[:, 0])[0]) * usual
        right = float(y[t + ahead])
        found["cell"].append(y[t] + change - right)
        found["last_value"].append(y[t] - right)
        found["line"].append(y[t] + float(np.append(scaled[t], 1) @ line) - right)
        found["right_line"].append(y[t] + float(np.append(scaled[t], 1) @ chosen) - right)
        if ahead <= 12:
            found["year_ago"].append(y[t + ahead - 12] - right)
    return {name: np.array(each) for name, each in found.items()}


def chosen_line(s: Settings, experiment: Experiment, scaled: Array) -> Array:
    """The line that was chosen by right answers, in the column's unit, read off its answers.

    It is a line, and neither a constant nor that of least squares is right more often in training.
    """
    values, k, _, split = asked(s)
    y, here = values[:, k], np.column_stack([scaled, np.ones(len(scaled))])[: split - s.ahead]
    changes, learnt = y[s.ahead : split] - y[: split - s.ahead], experiment.scenario.learnt
    assert learnt and learnt.problem.baselines
    T = s.train_steps or min(24, (split - s.ahead) // 2)
    X, answers = learnt.problem.trial(T).X, learnt.problem.baselines(T)["right_line"]
    rows = np.moveaxis(X, 1, 2).reshape(-1, X.shape[1])
    rows = np.column_stack([rows, np.ones(len(rows))])
    told = np.moveaxis(answers, 1, 2).ravel() * usual_change(s)
    line = np.asarray(np.linalg.lstsq(rows, told, rcond=None)[0], dtype=float)
    assert np.allclose(rows @ line, told)
    allowed = float(np.median(np.abs(changes))) or usual_change(s) / 10

    def right(one: Array) -> int:
        return int((np.abs(here @ one - changes) < allowed - 1e-9 * usual_change(s)).sum())

    level = np.eye(len(line))[-1]
    others = [level * c for c in np.linspace(changes.min(), changes.max(), 50)]
    others.append(np.asarray(np.linalg.lstsq(here, changes, rcond=None)[0], dtype=float))
    assert right(line) >= max(right(other) for other in others)
    return line


def shares_of_the_others(experiment: Experiment) -> dict[str, float]:
    """Of what needs no memory, how many of the rows it has right, by the name it is called."""
    s = experiment.settings
    values, k, _, split = asked(s)
    y, found = values[:, k], errors(s, experiment)
    changes = np.abs(y[s.ahead : split] - y[: split - s.ahead])
    allowed = float(np.median(changes)) or float(np.sqrt((changes**2).mean())) / 10
    return {
        f"baseline_{name}": float((np.abs(each) < allowed - 1e-9 * usual_change(s)).mean())
        for name, each in found.items()
        if name != "cell"
    }


def usual_change(s: Settings) -> float:
    """The root mean square of the changes in the rows of the training."""
    values, k, _, split = asked(s)
    y = values[:, k]
    return float(np.sqrt(np.mean((y[s.ahead : split] - y[: split - s.ahead]) ** 2)))


def rms(error: Array) -> float:
    return float(np.sqrt((error**2).mean()))


@states("own_task", **OWN)
def these_columns_and_these_rows(experiment: Experiment, values: Values) -> None:
    s = experiment.settings
    columns, _, name, split = asked(s)
    assert values["inputs"] == columns.shape[1] and values["ahead"] == s.ahead
    assert (values["first"], values["split"], values["last"]) == (1, split, len(columns))
    column = values["column"]
    assert (column if isinstance(column, str) else str(*column.values.values())) == name


@states("train_own", **OWN)
def it_is_wrong_by_so_much(experiment: Experiment, values: Values) -> None:
    found = errors(experiment.settings, experiment)
    assert abs(values["rmse"] - rms(found["cell"])) < 1e-6 * (1 + values["rmse"])
    others = {each.values["name"]: each.values["rmse"] for each in values["others"]}
    lines = {"baseline_line", "baseline_right_line"}
    assert others.keys() == {"baseline_last_value", "baseline_year_ago"} | lines
    for name, rmse in others.items():
        assert abs(rmse - rms(found[name.removeprefix("baseline_")])) < 1e-6 * (1 + rmse), name


@states("test_rows", **OWN | {"view": "time", "scenario": "trained"})
def so_many_rows_are_kept_for_the_test(experiment: Experiment, values: Values) -> None:
    columns, _, _, split = asked(experiment.settings)
    assert values["count"] == len(columns) - split


@states("rival_same_rate", **OWN)
def both_learn_at_this_rate(experiment: Experiment, values: Values) -> None:
    assert experiment.settings.rival == "yes" and values["rate"] == 0.01


@states("answer_change", **OWN | {"view": "cell", "scenario": "trained"})
def the_column_is_answered_to_change_so(experiment: Experiment, values: Values) -> None:
    s, t = experiment.settings, experiment.t
    columns, k, _, split = asked(s)
    learnt = experiment.scenario.learnt
    assert learnt and values["t"] == t and values["ahead"] == s.ahead
    y, ahead = columns[:, k], s.ahead
    usual = usual_change(s)
    change = float((learnt.model.V @ experiment.step.h + learnt.model.c)[0, 0]) * usual
    scaled = (columns - columns[:split].mean(axis=0)) / columns[:split].std(axis=0)
    rows = [
        r
        for r in range(len(y) - ahead)
        if np.allclose(scaled[r], experiment.X[t - 1, :, 0], atol=1e-12)
        and abs(y[r] - values["now"]) < 1e-9
    ]
    assert rows, "the number now is that of a row with these inputs"
    assert abs(values["change"] - change) < 1e-9
    assert abs(values["then"] - values["now"] - change) < 1e-9
    if values["right"]:
        then = values["right"].values["then"]
        assert min(abs(y[r + ahead] - then) for r in rows) < 1e-9
