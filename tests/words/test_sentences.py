"""Whatever a scenario shows can be said, in each language."""

import re

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import GATES, STAGES
from lstm_core.words.captions import cell_captions, complaint_sentences
from lstm_core.words.quantities import CHARTED
from lstm_core.words.step import stage_sentence, step_alternative, step_sentence
from lstm_core.words.time import time_alternative, time_sentence
from lstm_core.words.weights import (
    contributions_alternative,
    weights_alternative,
    weights_sentence,
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_text_of_every_scenario_can_be_said(scenario: str, lang: str) -> None:
    for inputs in ("", "series:3", "1;2;3;x"):
        experiment = perform(Settings(scenario=scenario, lang=lang, inputs=inputs, t=2))
        said = [
            step_sentence(experiment),
            time_sentence(experiment),
            *cell_captions(experiment),
            *(stage_sentence(experiment, stage) for stage in STAGES),
            *complaint_sentences(experiment),
            step_alternative(experiment),
            time_alternative(experiment, CHARTED),
            weights_alternative(experiment, list(GATES)),
        ]
        for gate in GATES:
            said += [
                weights_sentence(experiment, gate),
                contributions_alternative(experiment, gate),
            ]
        assert all(sentence and not re.search(r"\{|-\d+\.|−0\.0+\b", sentence) for sentence in said)
