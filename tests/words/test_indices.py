"""A symbol with an index is set as one wherever the page shows it, and left alone in code."""

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.settings import Settings
from lstm_core.words.indices import INDEXED, head, indices_in_html, indices_in_markdown
from lstm_core.words.memory import memory_table
from lstm_core.words.step import step_table
from lstm_core.words.tables import Table
from lstm_core.words.weights import contributions_table, weights_table


def test_an_index_is_lowered() -> None:
    assert indices_in_html("‖∂C_T/∂C_t‖₂ ≤ 1") == "‖∂C<sub>T</sub>/∂C<sub>t</sub>‖₂ ≤ 1"
    assert indices_in_markdown("b_f = 3, x_12") == "$b_{f}$ = 3, $x_{12}$"


@pytest.mark.parametrize("text", ["`W_f[1,4]=0.5`", "LSTM_LECTURE", "C_tilde", "f@2[1]=0"])
def test_names_of_code_stay(text: str) -> None:
    assert indices_in_html(text) == indices_in_markdown(text) == text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_head_of_a_table_on_the_page_is_a_name_of_code(lang: str) -> None:
    experiment = perform(Settings(scenario="pytorch", curves="peers"))
    tables: list[Table] = [
        step_table(experiment),
        weights_table(experiment),
        contributions_table(experiment, "f"),
        memory_table(experiment),
    ]
    for table in tables:
        heads = table.markdown(lang=lang).splitlines()[0].strip("| ").split(" | ")
        assert len(heads) == len(table.header)
        plain = [shown for shown in heads if not shown.startswith("$")]
        assert not [shown for shown in plain if "_" in shown or INDEXED.search(shown)]
        assert ("unit" in table.header) == (head("unit", lang) in plain)
