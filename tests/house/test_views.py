"""A view has all its parts: none falls back to another view's."""

import pytest

from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.settings import CHOICES
from lstm_core.lesson.moments import SENTENCES
from lstm_core.page.views.registry import VIEWS
from lstm_core.words.language import translation
from tests.support import ROOT

VIEW_IDS = CHOICES["view"].ids


@pytest.mark.parametrize("view", VIEW_IDS)
def test_a_view_has_its_controls_and_its_name_in_every_language(view: str) -> None:
    assert view in VIEWS
    assert (ROOT / f"lstm_core/page/views/{view}.py").is_file()
    assert all(f"view_{view}" in translation(lang) for lang in LANGUAGES)


@pytest.mark.parametrize("view", [view for view in VIEW_IDS if view != "lecture"])
def test_a_view_can_be_a_scene_of_a_lecture(view: str) -> None:
    assert view in SENTENCES
