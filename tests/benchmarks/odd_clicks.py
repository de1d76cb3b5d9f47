"""The page, used as nobody means to."""

import random
import time
from typing import Any

from odd_links import MARK, ODD, PASTES, assert_plain, link
from server import ROOT
from streamlit.testing.v1 import AppTest

from lstm_core.browser.moves import FOLLOWED, SET
from lstm_core.experiment import edits
from lstm_core.experiment.settings import CHOICES

SWITCHES = (
    "what_if", "numbers_cell", "numbers_step", "numbers_time", "numbers_weights",
    "numbers_pushes", "numbers_memory", "weights_edit", "terms_f", "terms_o",
)  # fmt: skip
CONTROLS = (
    "button", "segmented_control", "selectbox", "slider", "number_input", "text_area", "checkbox",
    "radio", "text_input", "select_slider",
)  # fmt: skip
ODDITIES: tuple[Any, ...] = (
    None, [], {}, 3, "x", [[1]], [["W_f", [1, 1], 3]], {"moves": None}, {"moves": [[1, 2], 3]},
    {"moves": [[None, {}]]}, {"moves": {"t": 1}}, {"moves": [[1, {"beat": "x"}]]},
    {"moves": [["1", {"t": 2}]]},
)  # fmt: skip


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
    for kind in ("header", "markdown", "caption", "latex", "warning", "info"):
        for element in getattr(page, kind):
            assert_plain(str(element.value))
    for kind in ("checkbox", "button", "expander", "selectbox", "slider"):
        for element in getattr(page, kind):
            assert_plain(str(element.label))
    for kind in ("html", "plotly_chart"):
        assert not any(MARK in str(element.proto) for element in page.get(kind))


def click(dice: random.Random, page: AppTest) -> str:
    """Use one of the page's controls in a random way; what was done."""
    chance = dice.random()
    if chance < 0.3:
        return move(dice, page, right=chance < 0.27)
    if chance < 0.36:
        switch = dice.choice(SWITCHES)
        page.session_state[switch] = dice.random() < 0.7
        return switch
    if chance < 0.42:
        place = [dice.randint(-1, 40) for _ in range(dice.randint(0, 3))]
        entry = [dice.choice(edits.NAMES), place, dice.choice(ODD)[:3000]]
        page.session_state["grid"] = {"edit": dice.choice((*ODDITIES, entry))}
        return f"grid {str(page.session_state['grid'])[:200]}"
    free = [widget for kind in CONTROLS for widget in getattr(page, kind) if not widget.disabled]
    if not free:  # a page that shows its picture alone
        return "nothing"
    widget = dice.choice(free)
    use(dice, widget)
    return f"{type(widget).__name__} {widget.key}"


def move(dice: random.Random, page: AppTest, *, right: bool) -> str:
    """Send some moves of the player, or what is none; what was sent."""
    moves = [odd_move(dice) for _ in range(dice.randint(1, 4))]
    last = page.session_state["session"].last_move
    place = {"moves": [[last + n, move] for n, move in enumerate(moves, 1)]}
    sent = place if right else dice.choice(ODDITIES)
    page.session_state["place"] = sent
    return f"place {sent}"


def use(dice: random.Random, widget: Any) -> None:
    """Give a widget some value that its kind can have."""
    kind, key = type(widget).__name__, widget.key
    if kind == "Button":
        widget.click()
    elif kind in ("TextArea", "TextInput"):
        widget.set_value(dice.choice(PASTES)[: 20 if kind == "TextInput" else None])
    elif kind == "Checkbox":
        widget.set_value(not widget.value)
    elif kind == "Selectbox":
        widget.set_value(dice.choice(CHOICES[key].ids if key in CHOICES else edits.NAMES))
    elif kind in ("Radio", "SelectSlider"):
        widget.set_value(widget.value)  # the only value that AppTest knows without its words
    elif kind == "ButtonGroup":
        sources = ("scenario", "own", "series")
        widget.set_value(dice.choice(CHOICES[key].ids if key in CHOICES else sources))
    else:
        widget.set_value(type(widget.value or 0)(dice.uniform(widget.min, widget.max)))


def odd_move(dice: random.Random) -> dict[str, Any]:
    """A move of the player, or something like one."""
    if dice.random() < 0.3:
        return {"beat": dice.choice((1, -1, 0, 10**30))}
    name = dice.choice((*FOLLOWED, *FOLLOWED, *SET, "x"))
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
            ours = page.session_state["session"]
            asked = {
                key: given[0] if isinstance(given, list) else given
                for key, given in page.query_params.items()
            }
            # amid a training no link is written
            assert ours.watch.running or asked == ours.query, asked
        except AssertionError as error:
            raise AssertionError(f"after {done}: {error}") from error
    return slowest
