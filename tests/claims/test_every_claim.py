"""Every claim of the page, over any cell of a link, is stated again by other means."""

import importlib
import re
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given

from lstm_core.experiment.claims import CLAIMS
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.words import captions
from lstm_core.words.claims import claim_sentence
from tests.claims.stated import STATEMENTS
from tests.claims.strategies import settings

for module in sorted(Path(__file__).parent.glob("state_*.py")):  # a file of statements per subject
    importlib.import_module(f"tests.claims.{module.stem}")
assert captions  # every wing that makes claims is loaded by the words that say them


def test_every_claim_is_stated_by_other_means_and_no_other() -> None:
    assert CLAIMS.keys() == STATEMENTS.keys()


@pytest.mark.parametrize("maker", sorted({*CLAIMS.values()}, key=attrgetter("__name__")))
@given(asked=settings())
def test_what_is_claimed_holds(maker: object, asked: Settings) -> None:
    assert callable(maker)
    experiment = mask(perform(asked))
    claim = maker(experiment)
    if claim is not None:
        STATEMENTS[claim.key](experiment, claim.values)
        for lang in ("es", "en"):
            sentence = claim_sentence(claim, lang)
            assert not re.search(r"\{|\d\.\d{4}|nan|inf\b|−0\.?0*\b(?!\.)", sentence), sentence
