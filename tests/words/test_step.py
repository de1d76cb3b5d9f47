"""A step's sentence says what its numbers are."""

from dataclasses import replace

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.model.cell import STAGES
from lstm_core.words.language import say
from lstm_core.words.step import moment_sentence, stage_sentence, step_sentence, step_table
from lstm_core.words.time import time_sentence


def test_the_first_sentence_of_the_notebook() -> None:
    english, spanish = (step_sentence(perform(Settings(lang=lang))) for lang in ("en", "es"))
    numbers = "72 % of its memory (0.87 → 0.62) and writes 0.83: C = 1.45."
    assert english == f"Unit 1 keeps about {numbers}", "0.87 · 0.72 is 0.63"
    numbers = "72 % de su memoria (0.87 → 0.62) y escribe 0.83: C = 1.45."
    assert spanish == f"La unidad 1 conserva cerca del {numbers}"


def test_a_cell_without_memory_has_nothing_to_keep() -> None:
    said = step_sentence(perform(Settings(scenario="pytorch", lang="en")))
    assert "nothing to keep yet (C = 0)" in said
    cut = Settings(scenario="latch", edits="f@3=0;i@3=0", lang="en", t=4)
    said = step_sentence(perform(cut))
    assert "nothing to keep (C = 0)" in said, "it was written, and then erased"
    assert stage_sentence(perform(cut), "f").endswith("nothing to keep (C = 0).")
    assert "keeps" not in time_sentence(perform(cut)) and "kept" not in time_sentence(perform(cut))


def test_what_is_kept_and_written_adds_up_as_shown() -> None:
    for seed in range(100):
        said = step_sentence(perform(Settings(scenario="wide", seed=seed, t=3, lang="en")))
        if "almost nothing" in said or "C ≈ " in said:
            continue
        kept = float(said.split("→ ")[1].split(")")[0].replace("−", "-"))
        written = float(said.split("writes ")[1].split(":")[0].replace("−", "-"))
        C = said.split("C = ")[1].rstrip(".").replace("−", "-")
        assert f"{kept + written:.{len(C.split('.')[1])}f}".replace("-0.00", "0.00") == C.replace(
            "-0.00", "0.00"
        ), said


def test_the_table_holds_all_digits() -> None:
    table = step_table(perform(Settings()))
    assert table.rows[0][table.header.index("h")] == perform(Settings()).step.h[0, 0]
    assert "0.82097830" in table.markdown()


def test_by_stages_the_sentence_is_that_of_the_stage_and_not_of_the_result() -> None:
    whole = Settings(lang="en", scenario="wide", t=3)
    assert moment_sentence(perform(whole)) == step_sentence(perform(whole))
    for stage in STAGES:
        experiment = perform(replace(whole, grain="stage", stage=stage))
        said = moment_sentence(experiment)
        assert said.startswith(say(f"stage_{stage}", "en"))
        assert said.endswith(stage_sentence(experiment, stage))
        assert step_sentence(experiment) not in said
