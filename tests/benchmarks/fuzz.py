"""Links, pasted sequences and clicks that nobody meant: nothing raises, nothing becomes markup, everything ends soon.

    python tests/benchmarks/fuzz.py [--links 10000] [--opened 500] [--sequences 2000] [--seed 1]

Links go through all that is made of them (numbers, words, pictures, tables, the worksheet); some are opened by the
page itself in AppTest, which also gets random sequences of widgets. Prints how many of each, and the slowest.
"""

import argparse
import json
import logging
import random
import re
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit.testing.v1 import AppTest

from lstm_core.browser import browser
from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import example_chart, strip_chart, time_chart, time_hint
from lstm_core.charts.train import learning_chart
from lstm_core.charts.weights import contributions_chart, weights_chart
from lstm_core.experiment import edits
from lstm_core.experiment.experiment import Experiment, perform, seen
from lstm_core.experiment.settings import CHOICES, KINDS, WHOLES, Settings, complaints
from lstm_core.lesson import questions
from lstm_core.lesson.beats import beat
from lstm_core.lesson.worksheet import worksheet
from lstm_core.model.cell import GATES, STAGES
from lstm_core.session.session import Session
from lstm_core.words import equations as sums
from lstm_core.words import ghost, memory, notation, reading
from lstm_core.words.language import say

ROOT = Path(__file__).parent.parent.parent
MARK = "pwn"  # in whatever could become markup
MARKUP = (
    f"<b id={MARK}>x</b>", f"<script>{MARK}()</script>", f"<img src=x onerror={MARK}()>", f"**{MARK}**",
    f"[{MARK}](//x)",
    f"![{MARK}](//x/y.png)", f"$\\href{{//x}}{{{MARK}}}$", f":red[{MARK}]", f":material/{MARK}:", f"`{MARK}`",
    f"``{MARK}",
    f"\n# {MARK}\n", f"| {MARK} |\n|---|\n", f"</style><b>{MARK}", f"&lt;{MARK}&gt;", f"\u2028<i>{MARK}", f"$${MARK}$$",
)  # fmt: skip
ODD = (
    "", " ", "\0", "\n", "nan", "NaN", "inf", "-inf", "1e308", "-1e308", "1e309", "1e-320", "-0", "0x10", "1_000",
    "1,5", "+7",
    "9" * 30, "9" * 5000, "-1", "0", "1", "2", "3.5", "１２", "٣", "½", "∞", "−3", "é", "日本語", "🙂" * 50, "\u202e",
    "\ufeff", "a\u0301",
    "\ud7ff", "\uffff", "../../../etc/passwd", "C:\\Windows", "%s%n%x", "{0}", "{lang}", "{__class__}", "%7B0%7D",
    "'; DROP",
    "=1+1", "__import__('os')", "None", "true", "[]", "{}", "null", ";" * 3000, "&" * 3000, "," * 9000, "x" * 100_000,
    "1 " * 50_000, "\n" * 100_000, "(" * 20_000, "1\t" * 4000, *MARKUP,
)  # fmt: skip
PASTES = (
    "a;b\n1;2\n3", "1;2\n3;x\n;;\n4", "t,x,y\n1,2,3\n2,3,4", '"1","2"\n"3","4"', "1,5 2,5\n3", "1.5,2.5",
    "1,2,3;4,5,6", "1.234,5\n2",
    "1\r\n2\r\n3", "1\r2\r3", "\ufeff1\n2", "[[1, 2], [3, 4]]", '{"x": [1, 2]}',
    "<table><tr><td>1</td></tr></table>", "=SUM(A1:A3)",
    "1 000,5", "1'000", "$5", "5 %", "1e5\n1e400\n-1e400", "nan\ninf\n-inf", "NaN;1\n2;NaN", "#N/A\n1", "- - -",
    "--1", "1-2", "+ 1",
    "1" * 8000, "1\n" * 4000, " ".join("1" * 3000), ";" * 8000, "\t\n" * 4000, "0.1 " * 2000, "1,1" * 2600,
    "1,11" * 2000,
    "٣\n٤", "１\n２", "½", "−1\n−2", "1\u00a02", "1\u20282", "1\v2\f3", "🙂\n1", "series:", "series:x", "series:1e9",
    "series:\n1",
    "series:-3", *ODD,
)  # fmt: skip
EDITS = (
    "f@2[1]=0", "o[*]=1", "i@*[99]=1", "f=nan", "C_0[1]=1e308", "W_f[1,4]=1e6", "W_f[1]=1", "x@1-60[1]=-inf",
    "b_o[0]=1", "h_0=1e999",
    "f@0=1", "f@9-1[1]=.5", "!C_tilde@3=-1", "f@999999999[999999999]=0", "W_f[*,*]=0", "f @ 1 [ 1 ] = 1",
    "f@1=1" * 300, "=", "f@=",
)  # fmt: skip


def value(dice: random.Random, name: str) -> str:
    """Something for this key of a link: what it should be, what it nearly is, or anything."""
    kind, chance = KINDS[name], dice.random()
    if chance < 0.25:
        return dice.choice(ODD)
    if chance < 0.3:
        return "".join(
            chr(dice.choice((dice.randrange(1, 0x250), dice.randrange(0x2000, 0xD800))))
            for _ in range(30)
        )
    if name in WHOLES:
        low, high = WHOLES[name].low, WHOLES[name].high
        return str(
            dice.choice(
                (dice.randint(low, high), low - 1, high + 1, low, high, dice.uniform(low, high))
            )
        )
    if name in CHOICES:
        return dice.choice(CHOICES[name].ids)
    if name == "inputs":
        return dice.choice((*PASTES, f"series:{dice.randint(-3, 150)}", sheet(dice)))
    if name == "edits":
        return ";".join(dice.choice((*EDITS, *ODD)) for _ in range(dice.randint(1, 6)))
    assert name == "versus", kind
    return urlencode(link(dice, nested=True))[:40_000]


def sheet(dice: random.Random) -> str:
    """Rows of cells, some of them odd, as they come out of a spreadsheet."""
    between = dice.choice((";", "\t", ", ", ",", " "))
    cells = ["1", "-2.5", "0,5", "", "x", "1e9", "nan", dice.choice(MARKUP)]
    return "\n".join(
        between.join(dice.choice(cells) for _ in range(dice.randint(1, 20)))
        for _ in range(dice.randint(1, 70))
    )


def link(dice: random.Random, nested: bool = False) -> dict[str, str]:
    """The query of a random link."""
    names = [name for name in KINDS if not nested or name != "versus"]
    query = {name: value(dice, name) for name in dice.sample(names, dice.randint(1, 10))}
    if dice.random() < 0.2:
        query[dice.choice(ODD)[:100]] = dice.choice(ODD)  # a key that is nobody's
    return query


def words(experiment: Experiment, whole: Experiment) -> Iterator[str]:
    """All Markdown that the page could make of this Experiment."""
    settings, lang = experiment.settings, experiment.settings.lang
    gate = settings.stage if settings.stage in GATES else "f"
    asked = [*complaints(settings.to_query()), *whole.beyond]
    yield from (say(key, lang, **values) for key, values in asked)
    yield from reading.complaints(experiment)
    yield from reading.captions(experiment)
    yield reading.shown_up_to(experiment)
    if settings.view in ("cell", "step"):
        yield reading.step_sentence(experiment)
        yield reading.step_table(experiment).markdown()
        yield from (sums.card(experiment, stage) for stage in STAGES)
        yield from (
            sums.in_full(experiment, stage) for stage in STAGES if sums.left_out(experiment, stage)
        )
        yield sums.one_line(experiment, settings.stage, flat=True)
    elif settings.view == "time":
        yield reading.time_sentence(experiment)
        yield reading.time_table(experiment).markdown()
        yield time_hint(experiment, look_of(settings))
    elif settings.view == "weights":
        yield reading.weights_sentence(experiment, gate)
        yield sums.beside(experiment, gate)
        yield reading.weights_table(experiment).markdown()
        yield reading.pushes_table(experiment, gate).markdown()
    elif settings.hide == "no":
        yield memory.sentence(experiment)
        yield from memory.told(experiment)
        yield memory.product(experiment)
        yield memory.table(experiment).markdown()
    for entry, trouble in zip(experiment.entries, experiment.troubles, strict=True):
        yield ghost.chip(entry, trouble, lang, experiment.H)
    if settings.versus:
        yield ghost.kept(settings)
    if experiment.apart:
        yield say(experiment.apart[0], lang, **experiment.apart[1])
    elif experiment.baseline:
        yield ghost.sentence(experiment)
    if experiment.own:
        yield reading.typed_table(experiment).markdown(3)
    if settings.hide != "no" and (
        question := questions.ask(whole, settings.hide, settings.question or 1)
    ):
        yield from (question.text, question.why, question.trap, *question.options)


def data(experiment: Experiment) -> Iterator[str]:
    """All that the browser gets as data: pictures and their text alternatives, and what components draw."""
    settings, look = experiment.settings, look_of(experiment.settings)
    gate = settings.stage if settings.stage in GATES else "f"
    charted = (settings.stage,) if settings.stage in notation.CHARTED else notation.CHARTED
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
    yield json.dumps(
        [browser.drawing(experiment), browser.player(experiment, settings.view)], allow_nan=False
    )
    yield json.dumps({**browser.grid(experiment, gate), "edits": ""}, allow_nan=False)


def read(query: dict[str, str]) -> float:
    """Seconds for all that is made of a link. Raises where something raises, warns or becomes markup."""
    start = time.perf_counter()
    session = Session()
    asked = session.open(query, "es")
    assert Settings.from_query(asked.to_query()) == asked
    assert Settings.from_query(session.close()) == asked
    assert sum(map(len, asked.to_query().values())) < 45_000
    whole = perform(session.current)
    experiment = seen(whole)
    for told in (
        *words(experiment, whole),
        *(say(key, asked.lang, **values) for key, values in session.complaints),
    ):
        assert len(told) < 1_000_000
        assert_plain(told)
    for sent in data(experiment):
        assert len(sent) < 1_000_000 and MARK not in sent
    hidden = reading.hidden(experiment, STAGES[-1]) or any(map(experiment.held, GATES))
    if asked.view == "step" and not hidden:
        printed = worksheet(experiment, 3)
        assert not any(part.strip() in printed for part in MARKUP if "<" in part)
    for on in (True, False) if asked.hide != "no" else ():
        assert perform(beat(whole, on)).settings
    return time.perf_counter() - start


def assert_plain(told: str) -> None:
    """What a link said stands inside code spans, in which nothing is markup: but a bracket there ends a directive."""
    assert MARK not in re.sub(r"`[^`\n]*`", "", told), told[:300]
    assert not re.match(r":\w+\[", told) or told.count("[") == told.count("]"), told[:300]


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


def opened(query: dict[str, str]) -> AppTest:
    """The page after its first run with this link."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=20)
    for key, given in query.items():
        page.query_params[key] = given
    page.run()
    inspect(page)
    return page


def inspect(page: AppTest) -> None:
    """Raises if the page shows an exception, or text of the link as markup."""
    assert not page.exception, page.exception[0].value + str(page.exception[0].stack_trace)[-600:]
    for kind in (page.header, page.markdown, page.caption, page.latex, page.warning, page.info):
        for element in kind:
            assert_plain(str(element.value))
    for kind in (page.checkbox, page.button, page.expander, page.selectbox, page.slider):
        for element in kind:
            assert_plain(str(element.label))
    for kind in ("html", "plotly_chart"):
        assert not any(MARK in str(element.proto) for element in page.get(kind))


SWITCHES = (
    "what_if",
    "numbers_cell",
    "numbers_step",
    "numbers_time",
    "numbers_weights",
    "numbers_pushes",
)
SWITCHES += ("numbers_memory", "weights_edit", "terms_f", "terms_o")


def click(dice: random.Random, page: AppTest) -> str:
    """Use one of the page's controls in a random way; what was done."""
    chance = dice.random()
    if chance < 0.3:
        moves = [[n, odd_move(dice)] for n in range(dice.randint(1, 4))]
        seen_before = page.session_state["session"].seen
        sent = (
            {"at": [[seen_before + n + 1, move] for n, move in moves]}
            if chance < 0.27
            else dice.choice(ODDITIES)
        )
        page.session_state["place"] = sent
        return f"place {sent}"
    if chance < 0.36:
        switch = dice.choice(SWITCHES)
        page.session_state[switch] = dice.random() < 0.7
        return switch
    if chance < 0.42:
        place = [dice.randint(-1, 40) for _ in range(dice.randint(0, 3))]
        sent = {
            "edit": dice.choice(
                (*ODDITIES, [dice.choice(edits.NAMES), place, dice.choice(ODD)[:3000]])
            )
        }
        page.session_state["grid"] = sent
        return f"grid {str(sent)[:200]}"
    kinds = (
        page.button,
        page.segmented_control,
        page.selectbox,
        page.slider,
        page.number_input,
        page.text_area,
    )
    kinds += (page.checkbox, page.radio, page.text_input, page.select_slider)
    free = [widget for kind in kinds for widget in kind if not widget.disabled]
    if not free:  # a page that shows its picture alone
        return "nothing"
    widget = dice.choice(free)
    name = type(widget).__name__
    if name == "Button":
        widget.click()
    elif name in ("TextArea", "TextInput"):
        widget.set_value(dice.choice(PASTES)[: 20 if name == "TextInput" else None])
    elif name == "Checkbox":
        widget.set_value(not widget.value)
    elif name == "Selectbox":
        widget.set_value(
            dice.choice(CHOICES[widget.key].ids if widget.key in CHOICES else edits.NAMES)
        )
    elif name in ("Radio", "SelectSlider"):
        widget.set_value(widget.value)  # the only value that AppTest knows without its words
    elif name == "ButtonGroup":
        widget.set_value(
            dice.choice(
                CHOICES[widget.key].ids if widget.key in CHOICES else ("scenario", "own", "series")
            )
        )
    else:
        widget.set_value(type(widget.value or 0)(dice.uniform(widget.min, widget.max)))
    return f"{name} {widget.key}"


ODDITIES: tuple[Any, ...] = (
    None, [], {}, 3, "x", [[1]], [["W_f", [1, 1], 3]], {"at": None}, {"at": [[1, 2], 3]}, {"at": [[None, {}]]},
    {"at": {"t": 1}}, {"at": [[1, {"beat": "x"}]]}, {"at": [["1", {"t": 2}]]},
)  # fmt: skip


def odd_move(dice: random.Random) -> dict[str, Any]:
    """A move of the player, or something like one."""
    if dice.random() < 0.3:
        return {"beat": dice.choice((1, -1, 0, 10**30))}
    name = dice.choice((*browser.FOLLOWED, *browser.FOLLOWED, "seed", "x"))
    odd: tuple[Any, ...] = (None, True, -1, 1e308, float("inf"), {"a": 1}, [1], *ODD)
    right: tuple[Any, ...] = CHOICES[name].ids if name in CHOICES else (*range(1, 13), 60)
    return {name: dice.choice(odd if dice.random() < 0.3 else right)}


def sequence(dice: random.Random, longest: int = 8) -> float:
    """Seconds of the slowest run in one random use of the page."""
    page, slowest = opened(link(dice) if dice.random() < 0.5 else {}), 0.0
    done: list[str] = []
    for _ in range(dice.randint(2, longest)):
        done.append(click(dice, page))
        start = time.perf_counter()
        page.run()
        slowest = max(slowest, time.perf_counter() - start)
        try:
            inspect(page)
            asked = {
                key: given[0] if isinstance(given, list) else given
                for key, given in page.query_params.items()
            }
            ours = page.session_state["session"]
            assert ours.training or asked == ours.linked.to_query(), (
                asked
            )  # amid training no link is written
        except AssertionError as error:
            raise AssertionError(f"after {done}: {error}") from error
    return slowest


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, count in (("links", 10_000), ("opened", 500), ("sequences", 2000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=count)
    options = parser.parse_args()
    pastes = iter(PASTES)
    works = {
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
        each = 1000 * (time.perf_counter() - start) / max(1, count)
        print(
            f"{name:13s} {count:6d}, failed {failed}, {each:.1f} ms each, slowest {1000 * slowest:.0f} ms",
            flush=True,
        )


def clock(work: Any) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
