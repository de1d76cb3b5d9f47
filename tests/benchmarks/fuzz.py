"""Links, pasted sequences, clicks and messages that nobody meant.

    python tests/benchmarks/fuzz.py [--links 10000] [--opened 500] [--sequences 2000]
        [--messages 2000] [--seed 1]

Nothing raises, nothing becomes markup, everything ends soon. Links go through all that is made of
them (numbers, words, pictures, tables, the worksheet); some are opened by the page itself in
AppTest, which also gets random sequences of widgets: that tells how long turns in the queue take.
Messages go to a server over its websocket (messages.py). Prints how many of each, and the slowest.
"""

import argparse
import json
import logging
import random
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from messages import attacked, show, spread
from odd_clicks import opened, sequence
from odd_links import MARKUP, PASTES, assert_plain, link
from timed import Turn, record

from lstm_core.browser import drawing_data, grid_data, player_data
from lstm_core.charts.contributions import contributions_chart
from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import example_chart, strip_chart, time_chart, time_hint
from lstm_core.charts.train import learning_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings, complaints
from lstm_core.lesson import questions
from lstm_core.lesson.beats import next_beat, previous_beat
from lstm_core.lesson.worksheet import worksheet
from lstm_core.model.cell import GATES, STAGES
from lstm_core.session.session import Session
from lstm_core.words.captions import cell_captions, complaint_sentences
from lstm_core.words.equations import long_sum_length, one_line_equation, stage_card, whole_sum
from lstm_core.words.ghost import ghost_comparison, ghost_sentence, kept_cell_label
from lstm_core.words.inputs import inputs_table
from lstm_core.words.language import say
from lstm_core.words.masking import hidden_sentence, is_hidden
from lstm_core.words.memory import (
    direct_path_equation,
    memory_captions,
    memory_sentence,
    memory_table,
)
from lstm_core.words.quantities import CHARTED
from lstm_core.words.step import step_sentence, step_table
from lstm_core.words.time import time_sentence, time_table
from lstm_core.words.weights import contributions_table, weights_sentence, weights_table
from lstm_core.words.what_if import edit_chip


def words(experiment: Experiment, whole: Experiment) -> Iterator[str]:
    """All Markdown that the page could make of this Experiment."""
    settings, lang = experiment.settings, experiment.settings.lang
    gate = settings.stage if settings.stage in GATES else "f"
    asked = [*complaints(settings.to_query()), *whole.out_of_bounds]
    yield from (say(key, lang, **values) for key, values in asked)
    yield from complaint_sentences(experiment)
    yield from cell_captions(experiment)
    yield hidden_sentence(experiment)
    if settings.view in ("cell", "step"):
        yield step_sentence(experiment)
        yield step_table(experiment).markdown()
        yield from (stage_card(experiment, stage) for stage in STAGES)
        yield from (
            whole_sum(experiment, stage) for stage in STAGES if long_sum_length(experiment, stage)
        )
        yield one_line_equation(experiment, settings.stage, braces=False)
    elif settings.view == "time":
        yield time_sentence(experiment)
        yield time_table(experiment).markdown()
        yield time_hint(experiment, look_of(settings))
    elif settings.view == "weights":
        yield weights_sentence(experiment, gate)
        yield ghost_comparison(experiment, gate)
        yield weights_table(experiment).markdown()
        yield contributions_table(experiment, gate).markdown()
    elif settings.hide == "no":
        yield memory_sentence(experiment)
        yield from memory_captions(experiment)
        yield direct_path_equation(experiment)
        yield memory_table(experiment).markdown()
    for entry, trouble in zip(experiment.entries, experiment.troubles, strict=True):
        yield edit_chip(entry, trouble, lang, experiment.H)
    if settings.versus:
        yield kept_cell_label(settings)
    if experiment.ghost_mismatch:
        yield say(experiment.ghost_mismatch[0], lang, **experiment.ghost_mismatch[1])
    elif experiment.ghost:
        yield ghost_sentence(experiment)
    if experiment.own_inputs:
        yield inputs_table(experiment).markdown(3)
    if settings.hide != "no" and (
        question := questions.ask(whole, settings.hide, settings.question or 1)
    ):
        yield from (question.text, question.why, question.trap, *question.options)


def data(experiment: Experiment) -> Iterator[str]:
    """All that the browser gets as data: pictures, their alternatives, what components draw."""
    settings, look = experiment.settings, look_of(experiment.settings)
    gate = settings.stage if settings.stage in GATES else "f"
    charted = (settings.stage,) if settings.stage in CHARTED else CHARTED
    makers = {
        "cell": lambda: [strip_chart(experiment, look)],
        "step": lambda: [step_chart(experiment, look)],
        "time": lambda: [time_chart(experiment, look, charted)],
        "weights": lambda: [
            weights_chart(experiment, look, gate),
            contributions_chart(experiment, look, gate),
        ],
        "memory": lambda: [memory_chart(experiment, look)] if settings.hide == "no" else [],
        "train": lambda: [
            learning_chart(experiment, look),
            example_chart(experiment, look, experiment),
        ],
    }
    for figure, alt in makers[settings.view]():
        yield repr(figure.to_dict()) + alt
    player = player_data(experiment, settings.view, ack=0, session="")
    for packed in (drawing_data(experiment), player, grid_data(experiment, gate)):
        # the words of a sequence of one's own are written as text, whatever they are
        yield json.dumps(json.loads(packed) | {"edits": "", "labels": []}, allow_nan=False)


def read(query: dict[str, str]) -> float:
    """CPU seconds for all that is made of a link; raises where it warns or becomes markup."""
    start = time.process_time()
    session = Session()
    asked = session.open(query, "es")
    assert Settings.from_query(asked.to_query()) == asked
    assert Settings.from_query(session.close() or {}) == asked
    assert sum(map(len, asked.to_query().values())) < 45_000
    whole = perform(session.current)
    experiment = mask(whole)
    for told in (
        *words(experiment, whole),
        *(say(key, asked.lang, **values) for key, values in session.complaints),
    ):
        assert len(told) < 1_000_000
        assert_plain(told)
    for sent in data(experiment):
        assert len(sent) < 1_000_000 and not any(part in sent for part in MARKUP if "<" in part)
    hidden = is_hidden(experiment, STAGES[-1]) or any(map(experiment.is_held, GATES))
    if asked.view == "step" and not hidden:
        printed = worksheet(experiment, 3)
        assert not any(part.strip() in printed for part in MARKUP if "<" in part)
    for turn in (next_beat, previous_beat) if whole.settings.hide != "no" else ():
        assert perform(turn(whole)).settings
    return time.process_time() - start


@contextmanager
def strictly() -> Iterator[list[str]]:
    """Warnings are errors, and what Streamlit logs is kept."""
    logged: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: logged.append(record.getMessage())  # type: ignore[method-assign]
    streamlit = logging.getLogger("streamlit")
    streamlit.addHandler(handler)
    # AppTest has no browser, which is no fault of the page
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield logged
        finally:
            streamlit.removeHandler(handler)
    assert not logged, logged[:3]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    counts = {"links": 10_000, "opened": 500, "sequences": 2000, "messages": 2000, "seed": 1}
    for name, count in counts.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    options = parser.parse_args()
    pastes, turns = iter(PASTES), list[Turn]()
    record(turns.append)
    works: dict[str, tuple[int, Callable[[random.Random], float]]] = {
        "links read": (options.links, lambda dice: read(link(dice))),
        "links opened": (options.opened, lambda dice: clock(lambda: opened(link(dice)))),
        "pasted": (len(PASTES), lambda dice: read({"inputs": next(pastes), "view": "time"})),
        "sequences": (options.sequences, sequence),
    }
    for name, (count, work) in works.items():
        start, slowest, failed = time.perf_counter(), 0.0, 0
        for k in range(count):
            dice = random.Random(options.seed * 1_000_000 + k)
            try:
                with strictly():
                    slowest = max(slowest, work(dice))
            except Exception as error:
                failed += 1
                if failed <= 10:
                    print(f"  {name} {k}: {type(error).__name__}: {str(error)[:1500]}", flush=True)
        each = (time.perf_counter() - start) / max(1, count)
        took = f"{1000 * each:.1f} ms each, slowest {1000 * slowest:.0f} ms"
        print(f"{name:13s} {count:6d}, failed {failed}, {took}", flush=True)
    for name, k in (("by the clock", 0), ("of the CPU", 1)):
        print(f"turns, {name}: {spread([turn[k] for turn in turns])}", flush=True)
    if options.messages:
        show(attacked(options.messages, seed=options.seed))


def clock(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
