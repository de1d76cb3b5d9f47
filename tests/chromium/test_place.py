"""Where the page is, as front/place.js keeps it: the module alone, imported in a real Chromium."""

from typing import Any

import pytest

PLACE = {"t": 2, "unit": 1, "stage": "f", "grain": "stage", "stops": "all", "hide": "no"}
STAGES = ["z", "f", "i", "C_tilde", "C", "tanh_C", "o", "h"]
STOPS = {"all": STAGES[1:], "parts": ["C_tilde", "C", "h"]}
CELL = {"T": 3, "H": 2, "stages": STAGES, "stops": STOPS, "lecture": False}
# A cursor on its own, what it sends and what it says of the place; time stands still.
START = """async ([url, player]) => {
    globalThis.place = await import(url);
    globalThis.timers = [];
    globalThis.setTimeout = (work) => timers.push(work);
    globalThis.clearTimeout = (timer) => { if (timer) timers[timer - 1] = null; };
    globalThis.settle = () => timers.splice(0).forEach((work) => work?.());
    globalThis.cursor = new place.Cursor();
    globalThis.sent = [];
    globalThis.seen = [];
    globalThis.receive = (more) => cursor.receive({...player, ...more});
    cursor.connect((moves) => sent.push(structuredClone(moves)));
    receive({});
    cursor.subscribe((now) => seen.push([now.t, now.stage]));
}"""


@pytest.fixture(scope="module")
def tab(server: str, chromium: Any) -> Any:
    page = chromium.new_page()
    page.goto(f"{server}/_stcore/health")
    yield page
    page.close()


@pytest.fixture
def run(server: str, tab: Any) -> Any:
    """Run this script with a new cursor at PLACE; what comes back."""
    tab.reload()
    url = f"{server}/_stcore/bidi-components/lstm-core.front/place.js"
    tab.evaluate(START, [url, {"place": PLACE, "ack": 0, "session": "a", **CELL}])
    return tab.evaluate


def neighbour(run: Any, by: int, **place: Any) -> Any:
    script = "([place, cell, by]) => globalThis.place.neighbour(place, cell, by)"
    return run(script, [PLACE | place, CELL, by])


def test_a_press_goes_through_the_stages_and_then_to_the_next_step(run: Any) -> None:
    assert neighbour(run, 1) == {"t": 2, "stage": "i"}
    assert neighbour(run, -1) == {"t": 1, "stage": "h"}
    assert neighbour(run, 1, stops="parts") == {"t": 2, "stage": "C_tilde"}
    assert neighbour(run, -1, stops="parts", stage="C") == {"t": 2, "stage": "C_tilde"}
    assert neighbour(run, 1, stage="h", hide="h") == {"t": 3, "stage": "f", "hide": "f"}
    assert neighbour(run, 1, grain="step") == {"t": 3}


def test_there_is_no_way_beyond_the_ends(run: Any) -> None:
    assert neighbour(run, 1, t=3, stage="h") == {"t": 3, "stage": "h"}
    assert neighbour(run, -1, t=1) == {"t": 1, "stage": "f"}
    assert neighbour(run, -1, t=1, grain="step") == {"t": 1}
    script = "([place, cell]) => [-1, 1].map((by) => globalThis.place.canMove(place, cell, by))"
    assert run(script, [PLACE | {"t": 1}, CELL]) == [False, True]
    assert run(script, [PLACE | {"t": 3, "grain": "step"}, CELL]) == [True, False]
    script = "([place, cell]) => [-1, 1].map((side) => globalThis.place.extreme(place, cell, side))"
    ends = [{"t": 1, "stage": "f"}, {"t": 3, "stage": "h"}]
    assert run(script, [PLACE, CELL]) == ends
    assert run(script, [PLACE | {"grain": "step", "hide": "f"}, CELL]) == [{"t": 1}, {"t": 3}]


@pytest.mark.parametrize(
    ("place", "hide"),
    [
        ({"hide": "f"}, "no"),
        ({"stage": "o"}, "o"),
        ({"stage": "h", "grain": "step"}, "C_tilde"),
        ({"stage": "i", "grain": "step"}, "i"),
    ],
)
def test_what_is_hidden_begins_after_the_stage_looked_at(
    run: Any, place: dict[str, str], hide: str
) -> None:
    assert run("(place) => globalThis.place.frontier(place)", PLACE | place) == hide


def test_quick_moves_are_told_once_and_none_is_lost(run: Any) -> None:
    done = run("() => { for (let k = 0; k < 3; k++) cursor.step(1); return [sent, seen]; }")
    assert done[0] == [], "it has not settled"
    assert done[1] == [[2, "f"], [2, "i"], [2, "C_tilde"], [2, "C"]], "but it shows at once"
    assert run("() => { settle(); return sent; }") == [[[3, {"t": 2, "stage": "C"}]]]
    # Python answers late, when one move more has been made: its place does not count yet.
    late = run(
        """() => {
            cursor.step(1);
            receive({ ack: 3, place: {...cursor.place, stage: "C"} });
            settle();
            return [cursor.place.stage, cursor.pending, sent.at(-1)];
        }"""
    )
    assert late == ["tanh_C", True, [[4, {"t": 2, "stage": "tanh_C"}]]]
    assert run("() => { receive({ ack: 4 }); return [cursor.place.stage, cursor.pending]; }") == [
        "f",
        False,
    ]


def test_what_is_told_already_is_not_changed_but_told_again_with_the_next(run: Any) -> None:
    done = run(
        """() => {
            cursor.move({ unit: 2 }, { atOnce: true });
            cursor.move({ seed: 7 }, { atOnce: true });
            return sent;
        }"""
    )
    assert done == [[[1, {"unit": 2}]], [[1, {"unit": 2}], [2, {"seed": 7}]]]


def test_a_beat_is_pythons_to_find_and_elsewhere_a_step(run: Any) -> None:
    assert run("() => { cursor.beat(1); settle(); return sent; }") == [
        [[1, {"t": 2, "stage": "i"}]]
    ]
    assert run(
        """() => {
            receive({ ack: 1, lecture: true });
            cursor.beat(1);
            cursor.move({ unit: 2 });
            cursor.flush();
            return sent.slice(1);
        }"""
    ) == [[[2, {"beat": 1}]], [[2, {"beat": 1}], [3, {"unit": 2}]]]


def test_a_server_that_was_started_anew_hears_the_latest_moves_again(run: Any) -> None:
    done = run(
        """() => {
            cursor.move({ t: 3 }, { atOnce: true });
            receive({ ack: 0, session: "b" });
            settle();
            return [cursor.place.t, sent];
        }"""
    )
    assert done == [3, [[[1, {"t": 3}]], [[2, {"t": 3}]]]]


def test_a_place_that_the_cell_no_longer_has_goes_to_the_nearest(run: Any) -> None:
    assert run(
        "() => { receive({ T: 1, H: 1 }); return [cursor.place.t, cursor.place.unit]; }"
    ) == [
        1,
        1,
    ]


def test_who_no_longer_follows_hears_nothing(run: Any) -> None:
    done = run(
        """() => {
            const heard = [];
            const end = cursor.subscribe(({ t }) => heard.push(t));
            cursor.move({ t: 3 });
            end();
            cursor.move({ t: 1 });
            return heard;
        }"""
    )
    assert done == [2, 3]
