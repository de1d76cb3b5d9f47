"""How surely each recipe learns, what the forget gate's first bias does, how fast training is.

    python tests/benchmarks/training.py [--seeds 10] [--runs 300] [--only tasks|bias|speed]
    python tests/benchmarks/training.py --rivals --seeds 12
    python tests/benchmarks/training.py --longer --seeds 24

Speed is of one update (forward, loss, backward, clipping, Adam) on the same batch, the candidates
in turns of 25 updates in one process, as a training makes them; PyTorch on one thread; medians.
Without PyTorch only this project's own speed is printed.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np

from lstm_core.training.backprop import Adam, Shape, backprop_for, draw, learn
from lstm_core.training.baselines import baselines
from lstm_core.training.evaluate import evaluate, probe
from lstm_core.training.fit import Plan, fit, planned, trained_model
from lstm_core.training.measured import LONGER, RATES_TRIED, REACHED, RNN_RATES
from lstm_core.training.shipped import SHIPPED, shipped_model
from lstm_core.training.task import Batch
from lstm_core.training.tasks import TASKS

T, D, B = 20, 2, 32
UNSEEN = 100  # the first of the seeds by which the plain RNN's rate is chosen
TURN = 25


def tasks(seeds: int) -> None:
    """A line for each recipe."""
    numbers = f"{'learnt':>8}{'lowest':>8}{'median R2':>10}{'lowest':>8}{'s':>7}"
    print(f"{'task':10}{'H, T, rate, b_f, updates':28}{numbers}")
    for name, task in TASKS.items():
        r, plans = task.recipe, [planned(name, seed) for seed in range(seeds)]
        start = time.perf_counter()
        models = [trained_model(plan) for plan in plans]
        took = (time.perf_counter() - start) / seeds
        judged = [evaluate(plan, model) for plan, model in zip(plans, models, strict=True)]
        recipe = f"{r.H}, {r.T}, {r.rate:g}, {r.b_f:g}, {r.updates}"
        if name == "series":
            best = baselines(task)["last_year"].rmse
            rmse = sorted(each.rmse for each in judged)
            middle, better = statistics.median(rmse), sum(each < best for each in rmse)
            numbers = f"RMSE {rmse[0]:.1f} to {rmse[-1]:.1f}, median {middle:.1f}, {took:.2f} s"
            print(f"{name:10}{recipe:28}{numbers}")
            print(f"{'':38}{better}/{seeds} below {best:.1f}, last year's growth again")
            continue
        r2 = [probe(model, task).r2 for model in models]
        right = [each.accuracy for each in judged]
        learnt = f"{sum(each >= REACHED[name][1] for each in right)}/{seeds}"
        numbers = (
            f"{learnt:>8}{min(right):8.4f}{statistics.median(r2):10.4f}{min(r2):8.4f}{took:7.2f}"
        )
        print(f"{name:10}{recipe:28}{numbers}")
    print("without a memory")
    for name, task in TASKS.items():
        each = [
            f"{key} {it.accuracy:.3f} (RMSE {it.rmse:.3f})" for key, it in baselines(task).items()
        ]
        print(f"  {name:10}{', '.join(each)}")
    print("shipped")
    for name, plan in SHIPPED.items():
        it = evaluate(plan, shipped_model(name))
        print(f"  {name:10}accuracy {it.accuracy:.4f}, RMSE {it.rmse:.3f}")


def rivals(seeds: int) -> None:
    """The plain RNN at three rates, by the mean share of right answers over seeds never shown."""
    chosen = {}
    for name in TASKS:
        means = {}
        for rate in RATES_TRIED:
            plans = [
                planned(name, seed, rate=rate, kind="rnn") for seed in range(UNSEEN, UNSEEN + seeds)
            ]
            right = [evaluate(plan, trained_model(plan)).accuracy for plan in plans]
            means[rate] = statistics.mean(right)
            learnt = sum(each >= 0.99 for each in right)
            print(
                f"{name:10}{rate:<6g}mean {means[rate]:.4f}, {learnt}/{seeds} at 99 %", flush=True
            )
        chosen[name] = max(means, key=means.__getitem__)
    print(f"RNN_RATES = {chosen}")


def longer(seeds: int) -> None:
    """The first symbol at the end, LSTM beside RNN, of the recipe's steps and of more of them."""
    recipe, chosen = TASKS["first_end"].recipe, range(UNSEEN, UNSEEN + seeds)
    tried: list[tuple[str, int, dict[str, Any], float]] = [
        ("lstm", recipe.T, {}, recipe.rate),
        ("rnn", recipe.T, {}, RNN_RATES["first_end"]),
    ]
    more = {"H": LONGER.H, "b_f": float(LONGER.b_f), "updates": LONGER.updates}
    for kind in ("lstm", "rnn"):
        tried += [(kind, LONGER.T, more, rate) for rate in (0.003, *RATES_TRIED)]
    for kind, T_asked, sizes, rate in tried:
        plans = [
            planned("first_end", seed, kind=kind, T=T_asked, rate=rate, **sizes) for seed in chosen
        ]
        right = [evaluate(plan, trained_model(plan)).accuracy for plan in plans]
        learnt = sum(each >= REACHED["first_end"][1] for each in right)
        print(f"{kind:6}T {T_asked}, rate {rate:<6g}{learnt}/{seeds} at 99 %", flush=True)


def learnt_after(plan: Plan, every: int = 25) -> int | None:
    """The number of updates after which 99 % are right, looked at now and then; None if never."""
    for checkpoint in islice(fit(plan), 0, None, every):
        if checkpoint.loss < 0.2 and evaluate(plan, checkpoint.model).accuracy >= 0.99:
            return checkpoint.update
    return None


def bias(seeds: int) -> None:
    """The first symbol, asked at the end: how many seeds learn it, for three biases."""
    print("first_end, H 4, T 20, rate .01, at most 3000 updates")
    for b_f in (0.0, 1.0, 3.0):
        plans = [planned("first_end", seed, b_f=b_f, updates=3000) for seed in range(seeds)]
        after = sorted(update for update in map(learnt_after, plans) if update is not None)
        middle = f"median {statistics.median(after):.0f} updates" if after else ""
        print(f"  b_f {b_f:g}: {len(after)}/{seeds} {middle}")


def ours(H: int, X: np.ndarray, Y: np.ndarray) -> Callable[[], object]:
    """One update of this project's, on this batch."""
    shape, batch = Shape("lstm", T, D, H, B, 1), Batch(X, Y, np.ones((T, 1, B)))
    workspace, adam = backprop_for(shape), Adam(shape.size, 0.01)
    theta = [draw(np.random.default_rng(0), shape, 1.0)]

    def update() -> None:
        _, gradient = learn(workspace, theta[0], batch, yes_no=True)
        theta[0] = adam.next_theta(theta[0], gradient)

    return update


def pytorchs(H: int, X: np.ndarray, Y: np.ndarray) -> dict[str, Callable[[], object]]:
    """The same update by PyTorch in two precisions; nothing where PyTorch is not installed."""
    try:
        import torch
    except ImportError:
        return {}
    torch.set_num_threads(1)
    loss_of, jobs = torch.nn.BCEWithLogitsLoss(), dict[str, Callable[[], object]]()
    for name, dtype in (("PyTorch float64", torch.float64), ("PyTorch float32", torch.float32)):
        layer, read = torch.nn.LSTM(D, H, dtype=dtype), torch.nn.Linear(H, 1, dtype=dtype)
        leaves = [*layer.parameters(), *read.parameters()]
        adam = torch.optim.Adam(leaves, 0.01)
        x, y = (torch.tensor(each.transpose(0, 2, 1).copy(), dtype=dtype) for each in (X, Y))

        def update(
            layer: Any = layer, read: Any = read, leaves: Any = leaves, adam: Any = adam,
            x: Any = x, y: Any = y,
        ) -> None:  # fmt: skip
            adam.zero_grad()
            loss = loss_of(read(layer(x)[0]), y)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(leaves, 1.0)
            adam.step()
            loss.item()

        jobs[name] = update
    return jobs


def speed(runs: int) -> None:
    """Updates per second for three sizes."""
    rng = np.random.default_rng(42)
    X, Y = rng.standard_normal((T, D, B)), rng.integers(0, 2, (T, 1, B)).astype(float)
    for H in (4, 8, 16):
        jobs = {"this project": ours(H, X, Y), **pytorchs(H, X, Y)}
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(max(runs // TURN, 1)):
            for name, job in jobs.items():
                job()  # to warm up
                for _ in range(TURN):
                    start = time.perf_counter()
                    job()
                    times[name].append(time.perf_counter() - start)
        medians = {name: statistics.median(took) for name, took in times.items()}
        print(f"H {H}, T {T}, B {B}: updates per second, medians of {runs}, in turns of {TURN}")
        for name, median in medians.items():
            ratio = median / medians["this project"]
            print(f"  {name:16}{1 / median:7.0f}   {ratio:.1f} times this project's time")
        if len(jobs) == 1:
            print("  PyTorch is not installed: nothing to compare with")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--only", choices=("tasks", "bias", "speed"))
    parser.add_argument("--rivals", action="store_true", help="choose the plain RNN's rates")
    parser.add_argument("--longer", action="store_true", help="LSTM and RNN over more steps")
    given = parser.parse_args()
    if given.longer:
        return longer(given.seeds)
    if given.rivals:
        return rivals(given.seeds)
    parts = {
        "tasks": (tasks, given.seeds),
        "bias": (bias, given.seeds),
        "speed": (speed, given.runs),
    }
    for name, (part, count) in parts.items():
        if given.only in (None, name):
            part(count)


if __name__ == "__main__":
    main()
