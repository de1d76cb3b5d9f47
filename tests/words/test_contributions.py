"""Of many contributions the largest are shown."""

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.contributions import contributions_to, largest
from lstm_core.words.gates import MOST_TERMS


def test_a_long_sum_shows_its_largest_terms_in_order_and_the_rest() -> None:
    experiment = perform(Settings(hidden_size=20, input_size=10))
    terms = contributions_to(experiment, "o")
    chosen, rest = largest(terms, MOST_TERMS)
    assert len(chosen) == MOST_TERMS - 1
    assert rest == pytest.approx(
        sum(term.product for term in terms) - sum(term.product for term in chosen)
    )
    assert [terms.index(term) for term in chosen] == sorted(terms.index(term) for term in chosen)
    assert min(abs(term.product) for term in chosen) >= max(
        abs(term.product) for term in terms if term not in chosen
    )
