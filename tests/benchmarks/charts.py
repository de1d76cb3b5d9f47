"""What a chart costs the server, as it is sent, and what validating it would add.

    python tests/benchmarks/charts.py [--runs 50]

Prints for each chart of the notebook's cell the milliseconds to make its figure, and those for
Plotly to validate and copy it, which the page leaves to the tests; each the fastest run.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go

from lstm_core.charts.canvas import Figure, Picture
from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import drawn_in_time, slim_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.quantities import CHARTED


def fastest(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return 1000 * min(found)


def charts(settings: Settings) -> dict[str, Callable[[], Picture]]:
    """What makes each chart of these settings anew, whether it is cached or not."""
    experiment, look = perform(settings), look_of(settings)
    return {
        "strip": lambda: slim_chart.__wrapped__(experiment, look).at(1, look),
        "step": lambda: step_chart.__wrapped__(experiment, look),
        "time": lambda: drawn_in_time.__wrapped__(experiment, look, CHARTED).at(1, look),
        "weights": lambda: weights_chart.__wrapped__(experiment, look, "f"),
        "contributions": lambda: contributions_chart.__wrapped__(experiment, look, "f"),
        "memory": lambda: memory_chart.__wrapped__(experiment, look),
    }


def validate(figure: Figure) -> None:
    """What Plotly's own figure does with the dict before it is sent."""
    go.Figure(figure.to_dict()).to_dict()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=50)
    runs = parser.parse_args().runs
    for name, make in charts(Settings()).items():
        validation = fastest(partial(validate, make().figure), runs)
        print(f"{name:14} {fastest(make, runs):6.2f} ms, validation {validation:6.2f} ms")


if __name__ == "__main__":
    main()
