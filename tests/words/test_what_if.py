"""An edit as people read it."""

import pytest

from lstm_core.experiment.edits import parse
from lstm_core.words.what_if import edit_text


@pytest.mark.parametrize(
    ("text", "en", "es"),
    [
        ("f@3-5[2]=0", "f, unit 2, t = 3–5: held at 0", "f, unidad 2, t = 3–5: se fija en 0"),
        (
            "C_tilde=-0.5",
            "C̃, all units, all steps: held at −0.5",
            "C̃, todas las unidades, todos los pasos: se fija en −0.5",
        ),
        ("x@3[1]=-1", "x, input 1, t = 3: −1", "x, entrada 1, t = 3: −1"),
        ("x=2", "x, all inputs, all steps: 2", "x, todas las entradas, todos los pasos: 2"),
        ("W_f[1,4]=0.5", "W_f, unit 1, column 4: 0.5", "W_f, unidad 1, columna 4: 0.5"),
        (
            "W_f[*,*]=0",
            "W_f, all units, all columns: 0",
            "W_f, todas las unidades, todas las columnas: 0",
        ),
        ("b_C=1", "b_C, all units: 1", "b_C, todas las unidades: 1"),
        ("h_0[2]=0.5", "h₀, unit 2: 0.5", "h₀, unidad 2: 0.5"),
        ("C_0[2]=7", "C₀, unit 2: 7", "C₀, unidad 2: 7"),
    ],
)
def test_an_edit_in_words(text: str, en: str, es: str) -> None:
    [entry] = parse(text)
    assert entry.edit is not None
    assert (edit_text(entry.edit, "en"), edit_text(entry.edit, "es")) == (en, es)


def test_a_column_has_its_name_where_the_number_of_units_is_known() -> None:
    [h, x] = [entry.edit for entry in parse("W_f[1,2]=1;W_f[1,4]=1")]
    assert h is not None and x is not None
    assert (edit_text(h, "en", 3), edit_text(x, "es", 3)) == (
        "W_f, unit 1, h[2]: 1",
        "W_f, unidad 1, x[1]: 1",
    )
