"""A cell that no link can hold travels in the lecture's file, to the bit."""

import gc
from dataclasses import fields, replace
from urllib.parse import urlencode

import numpy as np
import pytest

from lstm_core.exchange.link import encode
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.own_cells import KEPT, own_cell
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import Beat, Lecture, Scene, Words
from lstm_core.lesson.lecture_cells import with_cells
from lstm_core.lesson.lecture_file import from_bytes, from_toml, is_too_large, shipped, to_toml
from lstm_core.model.cell import Params
from lstm_core.model.initialisers import pytorch
from lstm_core.session.talk import Talk


def lecture_of(*spellings: str) -> Lecture:
    """A scene for each cell; the first shows all of them in its beats as well."""
    links = [urlencode({"scenario": "own", "weights": name}) for name in spellings]
    first, *others = (Scene(link, Words(en="A"), Words(en="B")) for link in links)
    beats = tuple(Beat(Words(en="C"), link) for link in links)
    return Lecture(Words(en="L"), (replace(first, more=beats), *others))


def as_files_have_it(seed: int) -> Params:
    """A cell of 128 units in single precision."""
    drawn = pytorch(np.random.default_rng(seed), 128, 128)
    leaves = [getattr(drawn, leaf.name).astype(np.float32) for leaf in fields(drawn)]
    return Params(*(leaf.astype(np.float64) for leaf in leaves))


def test_the_cell_of_a_scene_is_in_the_file_and_shown_where_nobody_has_its_own() -> None:
    large, small = (own_cell(pytorch(np.random.default_rng(H), 5, H)) for H in (70, 2))
    before = large.params
    text = to_toml(with_cells(lecture_of(large.spelling, small.spelling)))
    assert text.count(encode(before)) == 1 and encode(small.params) in text
    link = Settings(scenario="own", weights=large.spelling)
    del large
    gc.collect()
    assert perform(link).H == 3, "gone"
    lecture, complaints = from_bytes(text.replace("\n", "\r\n").encode())
    assert not complaints and len(lecture.cells) == 1
    shown = perform(lecture.scene(1).settings("en"))
    assert not shown.complaints
    for leaf in fields(before):
        assert getattr(shown.params, leaf.name).tobytes() == getattr(before, leaf.name).tobytes()
    assert to_toml(lecture) == text


def test_a_lecture_that_is_given_holds_the_cell_that_a_moment_shows() -> None:
    cell = own_cell(pytorch(np.random.default_rng(1), 5, 71))
    talk, settings = Talk(), Settings(scenario="own", weights=cell.spelling)
    assert talk.add(settings) == ()
    del cell
    gc.collect()
    assert perform(settings).H == 71 and len(talk.lecture.cells) == 1
    assert talk.kept and encode(talk.lecture.cells[0].params) in talk.kept["text"]


@pytest.mark.parametrize("given", ["AAAA", "x", encode(pytorch(np.random.default_rng(2), 5, 72))])
def test_a_broken_cell_is_told_with_its_line_and_the_rest_is_used(given: str) -> None:
    text = f'title = "L"\n[cells]\n"0123456789abcdef" = "{given}"\n[[scene]]\nlink = "t=2"\n'
    lecture, complaints = from_toml(text + 'title = "A"')
    assert complaints == (("lecture_cell", {"line": 3}),)
    assert len(lecture.scenes) == 1 and not lecture.cells
    for other in ("cells = 3\n", '[cells]\nx = "y"\n', "[cells]\nx = 1\n"):
        assert from_toml(f'title = "L"\n{other}[[scene]]\nlink = "t=2"\ntitle = "A"')[0].scenes


def test_the_file_has_its_bounds() -> None:
    assert from_bytes(b"#" * (64 * 1024 + 1))[0] == shipped(), "words have those of before"
    cells = [own_cell(as_files_have_it(k)) for k in range(2)]
    assert cells[0].spelling.startswith(KEPT)
    assert not is_too_large(with_cells(lecture_of(cells[0].spelling)))
    assert is_too_large(with_cells(lecture_of(*(cell.spelling for cell in cells))))
