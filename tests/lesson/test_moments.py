"""What is on the screen becomes a scene, whatever the view."""

import re
from dataclasses import replace

import pytest

from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.lecture import insert_scene
from lstm_core.lesson.lecture_file import from_toml, shipped, to_toml
from lstm_core.lesson.moments import SENTENCES, scene_of
from tests.lesson.examples import MOMENTS


@pytest.mark.parametrize("settings", MOMENTS, ids=lambda settings: settings.view)
def test_an_added_moment_round_trips(settings: Settings) -> None:
    scene = scene_of(settings)
    lecture, told = from_toml(to_toml(insert_scene(shipped(), scene, 3)))
    assert told == ()
    assert lecture.scenes[3] == scene
    assert scene.title["es"] != scene.title["en"] and scene.text["es"] and scene.text["en"]
    assert "?" not in scene.text["es"]
    asked = replace(settings, lang="es", size="projector", controls="all", revealed="no")
    assert lecture.scenes[3].settings("es") == asked
    assert not {"lang", "size", "controls", "revealed"} & set(re.findall(r"(\w+)=", scene.link))


def test_every_view_has_its_sentence() -> None:
    assert set(SENTENCES) == set(CHOICES["view"].ids) - {"lecture"}
