"""What crosses between Python and the browser: both sides name the same, and use it all."""

import json
import re
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from lstm_core.browser import (
    choice_field,
    drawing_data,
    fields_data,
    grid_data,
    header_data,
    link_data,
    pack,
    player_data,
    room_data,
    seed_field,
    stage_data,
)
from lstm_core.browser.bundle import FRONT
from lstm_core.browser.contract import (
    PARTS,
    FieldWord,
    LinkWord,
    Move,
    Place,
    PlayerWord,
    StageWord,
)
from lstm_core.browser.header import CHOSEN
from lstm_core.browser.moves import FOLLOWED, LINES, SET
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.scenes import editor_data

GHOST = perform(Settings(lang="en", scenario="wide", edits="f=0"))
GIVEN = {
    "diagram": drawing_data(GHOST),
    "editor": pack("editor", editor_data(shipped(), "en")),
    "fields": fields_data(
        "en", [choice_field("en", "scenario", "wide"), seed_field("en", fixed=False)]
    ),
    "grid": grid_data(GHOST, "f"),
    "header": header_data("en", "all"),
    "kept": pack("kept", {"kind": "lecture", "name": "a", "wish": "find", "text": ""}),
    "link": link_data("http://192.0.2.7/?t=2", "en"),
    "live": pack("live", {"figures": {}}),
    "player": player_data(GHOST, "cell", ack=3, session="a"),
    "room": pack("room", room_data("ABCD", "en", asking=True)),
    "stage": stage_data("en", (1, 12), (0, 2), notes="?a=b", leads=True, seconds=-1, outline=["a"]),
}
# The scripts that read what a part is given; a place is read by every part that follows it.
READERS = {
    "diagram": [
        "parts/diagram.js",
        *(f"drawing/{name}.js" for name in ("layout", "boxes", "values", "moment", "tools")),
    ],
    "fields": ["parts/fields.js", "controls.js"],
    "player": ["parts/player.js", "place.js", "pair.js", "saved.js"],
}
FOLLOWERS = [
    "place.js",
    *("controls.js", *(f"parts/{name}.js" for name in ("player", "header"))),
    *(f"drawing/{name}.js" for name in ("values", "moment", "tools")),
]


def scripts(names: list[str]) -> str:
    """These scripts without their comments."""
    texts = [(FRONT / name).read_text(encoding="utf-8") for name in names]
    return re.sub(r"//.*", "", "\n".join(texts))


def unused(keys: Any, source: str) -> list[str]:
    """The keys that no line names."""
    return [key for key in keys if not re.search(rf"\b{key}\b", source)]


def assert_holds(data: Any, kind: Any, where: str) -> None:
    """The data has exactly the keys of the contract's type, all the way down."""
    if is_typeddict(kind):
        assert set(data) == set(kind.__annotations__), where
        for key, inner in get_type_hints(kind).items():
            assert_holds(data[key], inner, f"{where}.{key}")
    elif kind in (str, int, bool, float):
        assert isinstance(data, (int, float) if kind is float else kind), where
    elif get_origin(kind) is dict and (words := get_args(get_args(kind)[0])):
        assert set(data) == set(words), where
    elif get_origin(kind) in (list, tuple):
        assert isinstance(data, list), where


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_given_what_the_contract_says(part: str) -> None:
    data = json.loads(GIVEN[part])
    assert data.pop("part") == part
    assert_holds(data, PARTS[part], part)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_uses_all_that_it_is_given(part: str) -> None:
    source = scripts(READERS.get(part, [f"parts/{part}.js"]))
    # `edits` is there to make the table's data another one.
    assert not unused(PARTS[part].__annotations__.keys() - {"edits"}, source)


def test_all_words_are_used() -> None:
    assert not unused(get_args(PlayerWord), scripts(["parts/player.js"]))
    assert not unused(get_args(FieldWord), scripts(READERS["fields"]))
    assert not unused(get_args(LinkWord), scripts(["parts/link.js"]))
    assert not unused(get_args(StageWord), scripts(["parts/stage.js"]))
    editor = json.loads(GIVEN["editor"])
    assert set(editor["scenes"][0]) | {*editor["fields"]} <= editor["words"].keys()
    named = editor["words"].keys() - {*editor["fields"]}
    assert not unused(named, scripts(["parts/editor.js"]))


def test_the_place_and_its_moves_are_read_and_sent() -> None:
    assert not unused(Place.__annotations__.keys() - {*CHOSEN, *LINES}, scripts(FOLLOWERS))
    assert [name for name, *_ in json.loads(GIVEN["header"])["choices"]] == [*CHOSEN]
    sent = scripts([*FOLLOWERS, "drawing/boxes.js"])
    assert not unused(
        Move.__annotations__.keys() - {*SET, *LINES}, sent
    )  # a field says which it sets
    alone = {"beat", "training", "narrow", "scene"}
    assert Move.__annotations__.keys() - alone <= {*FOLLOWED, *SET} and not {*FOLLOWED} & {*SET}
    assert {*FOLLOWED} | {"scene", "beat"} == Place.__annotations__.keys()
    assert {*CHOSEN} <= CHOICES.keys()
