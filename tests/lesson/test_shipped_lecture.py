"""The lecture that ships claims nothing that is not computed."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import strip_chart, time_chart
from lstm_core.charts.train import learning_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.captions import cannot_close, matches_notebook
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.memory import peer_curves, remaining, shown_peers
from lstm_core.experiment.settings import Settings, complaints
from lstm_core.lesson.lecture import FIELDS, Scene
from lstm_core.lesson.lecture_file import from_toml, shipped
from lstm_core.lesson.placeholders import PLACEHOLDER, fill
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask
from lstm_core.lesson.scenes import markdown
from lstm_core.words.captions import cell_captions
from lstm_core.words.equations import one_line_equation
from lstm_core.words.language import translation
from lstm_core.words.masking import is_hidden
from lstm_core.words.memory import memory_sentence
from lstm_core.words.numbers import fixed
from lstm_core.words.step import step_sentence
from lstm_core.words.time import time_sentence
from lstm_core.words.train import train_sentence
from lstm_core.words.variables import unmarked
from lstm_core.words.weights import weights_sentence
from tests.support import ROOT

FILE = ROOT / "lstm_core" / "lesson" / "lecture.toml"
SCENES = shipped().scenes


def shown(scene: Scene, lang: str, beat: int) -> tuple[Experiment, Experiment]:
    """What is computed in a scene, and what may be seen of it."""
    whole = perform(scene.settings(lang, beat))
    return whole, mask(whole)


def question(scene: Scene, lang: str = "en") -> Question:
    whole = perform(scene.settings(lang))
    found = ask(whole, whole.settings.hide, whole.settings.question)
    assert found is not None
    return found


def numbers_in(text: str) -> list[re.Match[str]]:
    return list(PLACEHOLDER.finditer(text))


def test_the_shipped_lecture_has_nothing_to_complain_about() -> None:
    lecture, told = from_toml(FILE.read_text(encoding="utf-8"))
    assert told == ()
    assert lecture == shipped()
    assert 10 <= len(SCENES) <= 13
    assert lecture.minutes == pytest.approx(50, abs=2)
    assert lecture.minutes_before(1) == 0
    assert lecture.minutes_before(3) == SCENES[0].minutes + SCENES[1].minutes
    assert lecture.minutes_before(len(SCENES) + 1) == lecture.minutes
    for scene in SCENES:
        assert all(
            words["es"] and words["en"] and words["es"] != words["en"]
            for words in (scene.title, scene.text, scene.notes)
        )
        assert all(
            words is None or words["es"] != words["en"] for words in (scene.question, scene.answer)
        )
        for lang, heads in (
            ("es", ("Diga", "Errores habituales", "Si ")),
            ("en", ("Say", "Usual", "If ")),
        ):
            starts = scene.notes[lang].strip().split("\n")
            assert [line.startswith(head) for line, head in zip(starts, heads, strict=True)] == [
                True
            ] * 3


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title["en"])
def test_every_scene_and_beat_can_be_shown(scene: Scene, lang: str) -> None:
    assert complaints(scene.settings(lang).to_query()) == ()
    for beat in range(scene.beats):
        whole, experiment = shown(scene, lang, beat)
        settings = experiment.settings
        assert (settings.lang, settings.size, settings.controls) == (lang, "projector", "all")
        assert whole.complaints == whole.out_of_bounds == ()
        assert not any(whole.troubles)
        assert cell_captions(experiment) is not None if settings.view != "train" else True
        look = look_of(settings)
        views = {
            "cell": lambda at, look: (step_sentence(at), strip_chart(at, look)),
            "step": lambda at, look: (step_sentence(at), step_chart(at, look)),
            "time": lambda at, look: (time_sentence(at), time_chart(at, look, ("C",))),
            "weights": lambda at, look: (
                weights_sentence(at, "f"),
                weights_chart(at, look, "f"),
            ),
            "memory": lambda at, look: (memory_sentence(at), memory_chart(at, look)),
            "train": lambda at, look: (train_sentence(at.settings), learning_chart(at, look)),
        }
        assert all(views[settings.view](experiment, look))
        for name in FIELDS:
            words = getattr(scene, name)
            if words is None or (name == "answer" and not beat):
                continue
            told = fill(words[lang], whole if name == "notes" else experiment)
            assert not PLACEHOLDER.search(told), told
            numbers = [
                fill(found[0], whole if name == "notes" else experiment)
                for found in numbers_in(words[lang])
            ]
            assert not [number for number in numbers if "?" in number], (
                "no number is hidden where it is said"
            )
            assert markdown(words, experiment)


@pytest.mark.parametrize(
    "scene", [scene for scene in SCENES if scene.asks], ids=lambda scene: scene.title["en"]
)
def test_every_question_is_one_that_can_be_asked_and_answered(scene: Scene) -> None:
    whole = perform(scene.settings("es"))
    assert whole.asking
    found = question(scene)
    assert is_hidden(shown(scene, "es", 0)[1], found.about) or found.about == "h"
    assert not is_hidden(shown(scene, "es", 1)[1], "h")
    assert scene.beats == 2
    assert found.kind != "keeper" or whole.unit != found.right + 1


def test_the_words_fit_the_question_that_is_asked() -> None:
    kinds = {unmarked(scene.title["en"]): question(scene).kind for scene in SCENES if scene.asks}
    assert kinds == {
        "f: how much to keep": "keeper",
        "i and C̃: how much to write, and what": "written",
        "The latch: writing over": "direction",
    }


def test_no_number_in_the_words_is_typed_that_could_be_computed() -> None:
    """Numbers with decimals are filled in, but for sigma(0) = 0.5; whole ones are as they are."""
    for scene in SCENES:
        for words in filter(None, (getattr(scene, name) for name in FIELDS)):
            for lang in ("es", "en"):
                literal = PLACEHOLDER.sub("", words[lang]).replace("+1", "1")
                assert set(re.findall(r"\d+[.,]\d+", literal)) <= {"0.5"}
                assert len(re.findall(r"\d+", words["es"])) == len(re.findall(r"\d+", words["en"]))
                whole = set(map(int, re.findall(r"(?<![.\d])\d+(?![.\d])", literal)))
                assert whole <= {0, 1, 2, 3, 4, 5, 6, 8, 12, 15, 32, 42, 1997, 2000}, whole


@pytest.mark.parametrize(("lang", "quoted"), [("es", "«([^»]+)»"), ("en", "“([^”]+)”")])
def test_what_the_notes_name_stands_on_the_page(lang: str, quoted: str) -> None:
    """Names begin with a capital letter, what somebody says with a small one or a variable."""
    shown = translation(lang).values()
    for scene in SCENES:
        for name in re.findall(quoted, scene.notes[lang].replace("*", "")):
            if not re.match(r"[¿¡]?[A-ZÁÉÍÓÚ][^\W\d]", name):
                continue
            there = [text for text in shown if text == name or text.startswith(f"{name}: ")]
            assert there, (unmarked(scene.title[lang]), name)


def at(scene: Scene, name: str, t: int) -> float:
    whole = perform(scene.settings("es"))
    return float(getattr(whole.trace[t - 1], name)[whole.unit - 1, 0])


def named(title: str) -> Scene:
    [found] = [scene for scene in SCENES if unmarked(scene.title["en"]).startswith(title)]
    return found


def test_what_is_said_in_words_is_so() -> None:
    first = named("What is memory for")
    assert at(first, "h", 5) > 0.5  # plural
    assert at(first, "C", 2) > 0.9 > 0.05 > abs(at(first, "C", 4) - at(first, "C", 3))
    assert [at(first, "i", t) > 0.5 for t in range(1, 6)] == [False, True, False, False, False]
    written = Settings.from_query(
        {"scenario": "latch", "inputs": "0;0;0;0\n1;1;0;0\n0;0;0;0\n-1;1;0;0\n0;0;0;1"}
    )
    assert perform(written).trace[4].h.item() < -0.5  # "the cell will say is"
    belt = named("C, the conveyor")
    assert abs(at(belt, "C_tilde", 5)) > 0.5 and abs(at(belt, "C", 5) - at(belt, "C", 4)) < 0.01
    shown = one_line_equation(perform(belt.settings("en")), "C")
    assert not re.search(r"\.\d{3}", shown), "one precision in the equation and in the drawing"
    keep = named("f: how much")
    whole = perform(keep.settings("es"))
    assert (
        question(keep).options[question(keep).right] == "unit 2"
        and whole.unit != 2
        and whole.step.f[0, 0] > 0.5
    ), "the unit in focus is not the answer, but the one that the gate's name misleads to"
    told = fill(keep.text["en"], mask(whole))
    assert not [value for value in whole.step.f[:, 0] if fixed(float(value), 2) in told]
    show = named("o and h")
    assert abs(at(show, "h", 3)) < 0.005 and at(show, "h", 4) > 0.5 and at(show, "h", 8) < -0.5
    hand = perform(named("The notebook").settings("es"))
    assert matches_notebook(hand) and cannot_close(hand) and hand.settings.seed == 42
    latch = named("The latch")
    assert (
        at(latch, "f", 6) < 0.01
        and at(latch, "i", 6) > 0.99
        and abs(at(latch, "C", 6) - at(latch, "C_tilde", 6)) < 0.01
    )
    assert question(latch).options[question(latch).right] == "it goes down"


def test_what_is_said_of_changes_and_of_trained_cells_is_so() -> None:
    once = named("What if f")
    whole = perform(once.settings("es"))
    assert whole.ghost is not None
    assert (
        abs(at(once, "C", 2)) < 0.01
        and abs(at(once, "h", 4)) < 0.01
        and whole.ghost.trace[3].h.item() > 0.5
    )
    for now, then in list(zip(whole.trace, whole.ghost.trace, strict=True))[5:]:
        assert abs(now.C.item() - then.C.item()) < 0.005 > abs(now.h.item() - then.h.item())
    assert abs(at(once, "C", 5)) < 0.01 < whole.ghost.trace[4].C.item()
    revealed = mask(perform(once.settings("es", 1)))
    assert not [step for step in revealed.trace if np.isnan(step.h).any()], "all steps are seen"
    half = perform(Settings(scenario="latch", edits="b_f[1]=0"))
    assert half.trace[1].f.item() == pytest.approx(0.5)  # as long as nobody writes
    counter = named("The counter")
    assert [round(at(counter, "C", t)) for t in (1, 2, 3, 4)] == [1, 2, 3, 4] and at(
        counter, "h", 4
    ) < 1
    fading = named("How it fades")
    plain, biased, fades = (perform(fading.settings("en", beat)) for beat in range(fading.beats))
    assert plain.ghost is None and biased.ghost is not None, "what is asked for is not drawn yet"
    left = [float(remaining(one)[0, 0]) for one in (plain, biased, biased.ghost)]
    assert left[0] == left[2] and 1 / left[0] == pytest.approx(8e9, rel=0.1)
    assert left[1] == pytest.approx(0.08, abs=0.005)
    at_1 = {
        name: float(peer_curves(fades.settings.cell)[name][0]) for name in ("LSTM", "RNN", "GRU")
    }
    assert at_1["LSTM"] > 1000 * max(at_1["RNN"], at_1["GRU"]) and fades.settings.forget_bias == 3
    shared = shown_peers(perform(replace(fades.settings, curves="peers_biased")))
    assert shared["GRU"][0] > 10 * shared["LSTM"][0], "given the same, the GRU brings more"
    assert at_1["LSTM"] == pytest.approx(shared["LSTM"][0])
    learnt = named("Learning")
    assert float(fill("{r2}", perform(learnt.settings("es")))) > 0.99
    assert float(fill("{right}", perform(learnt.settings("es")))) >= 99
    untrained = perform(replace(learnt.settings("es"), updates=0))
    assert np.abs(untrained.answers - 0.5).max() < 0.02, "its answers are about 0.5"
    assert fill("{before}", perform(learnt.settings("es"))) == "78"
    end = named("To take away")
    assert perform(end.settings("es")).settings.hide == "f" and ask(
        perform(end.settings("es")), "f", 1
    )
    assert end.ending and end.beats == 1 and [scene.ending for scene in SCENES].count(True) == 1
    assert all(len(re.findall(r"\.(?=\s|$)", end.text[lang])) == 3 for lang in ("es", "en"))
