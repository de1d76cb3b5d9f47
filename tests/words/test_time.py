"""The sentence about a memory through time holds its extremes; its table holds every digit."""

import csv
import io
import re
from dataclasses import replace

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.quantities import CHARTED
from lstm_core.words.time import time_sentence, time_table


def test_the_time_sentence_tells_the_extremes() -> None:
    said = time_sentence(perform(Settings(scenario="latch", lang="en", t=6)))
    assert (
        "lowest −0.83 (t = 6)" in said
        and "highest 0.92 (t = 1)" in said
        and "at t = 6 it keeps 0.2 %" in said
    )


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(steps=1), Settings(scenario="counter"), Settings(scenario="keras")],
)
def test_the_extremes_of_the_time_sentence_hold_its_ends(settings: Settings) -> None:
    said = time_sentence(perform(replace(settings, lang="en"))).replace("−", "-")
    start, end, low, high = (
        float(number) for number in re.findall(r"-?\d+\.\d\d(?= |,|;)", said)[:4]
    )
    assert low <= min(start, end) and high >= max(start, end)


def test_the_table_holds_all_digits_and_its_csv_reads_back() -> None:
    experiment = perform(Settings(scenario="latch"))
    table = time_table(experiment)
    assert table.header == ("t", "unit", *CHARTED, "valor", "escribir", "borrar", "leer")
    rows = list(csv.reader(io.StringIO(table.csv())))[1:]
    assert [float(row[6]) for row in rows] == [step.C[0, 0] for step in experiment.trace]
