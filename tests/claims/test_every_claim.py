"""Every claim of the page, over any cell of a link, is stated again by other means."""

import importlib
import re
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core.experiment
from lstm_core.experiment.claims import CLAIMS, Claim
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.masking import mask
from lstm_core.words.claims import claim_sentence
from tests.claims.stated import STATEMENTS, WHERE
from tests.claims.strategies import settings

for module in sorted(Path(__file__).parent.glob("state_*.py")):  # a file of statements per subject
    importlib.import_module(f"tests.claims.{module.stem}")
for each in iter_modules(lstm_core.experiment.__path__):  # and all that makes claims
    importlib.import_module(f"lstm_core.experiment.{each.name}")


def test_every_claim_is_stated_by_other_means_and_no_other() -> None:
    assert CLAIMS.keys() == STATEMENTS.keys()


@pytest.mark.parametrize("maker", sorted({*CLAIMS.values()}, key=attrgetter("__name__")))
@given(data=st.data())
def test_what_is_claimed_holds(maker: Callable[..., Claim | None], data: st.DataObject) -> None:
    key = next(key for key, its_maker in CLAIMS.items() if its_maker is maker)
    asked = data.draw(settings(**WHERE[key]))
    experiment = mask(perform(asked))
    claim = maker(experiment)
    if claim is not None:
        STATEMENTS[claim.key](experiment, claim.values)
        for lang in ("es", "en"):
            sentence = claim_sentence(claim, lang)
            assert not re.search(r"\{|\d\.\d{4}|nan|inf\b|−0(?:\.0*)?(?![\d.])", sentence), sentence
