"""Every letter of the page is explained, in each language."""

import pytest

from lstm_core.browser.player import player_words
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.model.cell import STAGES
from lstm_core.words.explained import LETTERS, explanations
from lstm_core.words.language import say
from lstm_core.words.quantities import QUANTITIES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_letter_is_explained_and_by_no_other_one(lang: str) -> None:
    said = explanations(lang)
    assert len({said[letter] for letter in LETTERS}) == len(LETTERS)
    for letter in LETTERS:
        assert said[letter].startswith((f"{letter}, ", f"{letter}: ")), letter
    symbols = {QUANTITIES[stage].symbol.split(" ")[0] for stage in STAGES}
    assert symbols | {"x", "t", "T", "D", "H"} <= said.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_that_are_asked_stand_on_the_page(lang: str) -> None:
    said, words = explanations(lang), say("equals_notebook", lang).lower()
    [notebook] = [form for form in said if form in words and form not in LETTERS]
    assert "np.random.seed(42)" in said[notebook], "which notebook it is"
    assert player_words(lang, 6)["unit"].lower() in said
