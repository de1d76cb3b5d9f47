"""What all Jacobians of a sequence cost beside its forward pass.

    python tests/benchmarks/jacobians.py [--runs 200]

In turns, one run each, in one process. Prints medians in microseconds and their ratio: for the
LSTM, for an RNN and a GRU of the same size, and for the gradients of one loss by backward().
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from lstm_core.model.cell import backward, run
from lstm_core.model.initialisers import pytorch
from lstm_core.model.jacobians import jacobians_lstm
from lstm_core.model.peers import draw_gru, draw_rnn, jacobians_gru, jacobians_rnn, run_gru, run_rnn

SIZES = [(8, 8, 50), (4, 3, 20)]  # D, H, T


def medians(jobs: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The median time of each job in microseconds.

    The jobs take turns, so that all see the same machine.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - start)
    return {name: 1e6 * statistics.median(took) for name, took in times.items()}


def jobs(D: int, H: int, T: int) -> dict[str, Callable[[], object]]:
    """What is measured, with its inputs made once."""
    rng = np.random.default_rng(42)
    X, h0, C0, dh = (
        rng.standard_normal((T, D, 1)),
        np.zeros((H, 1)),
        np.zeros((H, 1)),
        np.ones((T, H, 1)),
    )
    lstm, rnn, gru = pytorch(rng, D, H), draw_rnn(rng, D, H), draw_gru(rng, D, H)
    trace, trace_rnn, trace_gru = run(lstm, X, h0, C0), run_rnn(rnn, X, h0), run_gru(gru, X, h0)
    return {
        "forward": lambda: run(lstm, X, h0, C0),
        "Jacobians": lambda: jacobians_lstm(lstm, trace),
        "backward": lambda: backward(lstm, trace, dh),
        "RNN forward": lambda: run_rnn(rnn, X, h0),
        "RNN Jacobians": lambda: jacobians_rnn(rnn, trace_rnn),
        "GRU forward": lambda: run_gru(gru, X, h0),
        "GRU Jacobians": lambda: jacobians_gru(gru, trace_gru),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    for D, H, T in SIZES:
        medians(jobs(D, H, T), 20)  # warm
        took = medians(jobs(D, H, T), runs)
        print(f"D = {D}, H = {H}, T = {T}: medians of {runs} runs in turns, us")
        for name, us in took.items():
            forward = (
                "GRU forward" if "GRU" in name else "RNN forward" if "RNN" in name else "forward"
            )
            print(f"  {name:14} {us:8.0f}   {us / took[forward]:5.2f} of its forward pass")


if __name__ == "__main__":
    main()
