"""The chart of one step carries the experiment's numbers."""

from lstm_core.charts.step import step_chart
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.quantities import titles
from tests.charts.cases import NORMAL, annotations


def test_the_large_number_is_the_unit_in_focus() -> None:
    experiment = perform(Settings(unit=2))
    said = " ".join(note["text"] for note in annotations(step_chart(experiment, NORMAL).figure))
    assert f"<b>{experiment.step.f[1, 0]:.3f}</b>" in said


def test_each_symbol_says_what_it_is_when_pointed_at() -> None:
    figure = step_chart(perform(Settings()), NORMAL).figure
    said = [note["hovertext"] for note in annotations(figure) if "hovertext" in note]
    columns = ("C", "f", "i", "C_tilde", "C", "tanh_C", "o", "h")
    assert said == [titles("en")[name] for name in columns]
