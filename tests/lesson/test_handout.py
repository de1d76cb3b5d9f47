"""The lecture on paper: complete in itself, the answers at its end alone."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl

import numpy as np
import pytest

from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.handout import Handout, handout
from lstm_core.lesson.lecture import Lecture, Scene, Words, edit_scene
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.moments import scene_of
from lstm_core.lesson.placeholders import fill
from lstm_core.lesson.plain_text import strip_invisible
from lstm_core.lesson.questions import ask
from lstm_core.training.apart import finish
from lstm_core.training.sweep import BIASES, shared_sweep
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import LINES, unit_value
from lstm_core.words.variables import unmarked
from tests.lesson.examples import HOSTILE, MOMENTS, ONE
from tests.lesson.sample import plain
from tests.lesson.sheets import body_of, foreign_parts, part_of, words

SVG = "{http://www.w3.org/2000/svg}"


def parsed(page: str) -> tuple[ET.Element, ET.Element]:
    """The scenes and the answers."""
    body = body_of(page)
    return part_of(body, "main"), part_of(body, "section[@class='answers']")


def said(text: Words | None, experiment: Experiment) -> str:
    """Words with their numbers, as a reader has them."""
    assert text is not None
    return unmarked(fill(text[experiment.settings.lang], experiment)).strip()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_scene_has_its_picture_its_words_and_its_answer(lang: str) -> None:
    lecture = shipped()
    page = handout(lecture, lang)
    main, answers = parsed(page)
    assert f'<html lang="{lang}">' in page
    scenes, given = main.findall("section"), answers.findall("div")
    assert len(scenes) == len(given) == len(lecture.scenes)
    for k, (scene, shown, answer) in enumerate(zip(lecture.scenes, scenes, given, strict=True), 1):
        experiment = mask(perform(scene.settings(lang)))
        revealed = mask(perform(scene.settings(lang, 1)))
        assert words(shown).startswith(f"{k}. {unmarked(scene.title[lang])}")
        assert said(scene.text, experiment) in words(shown)
        images = list(shown.iter(f"{SVG}svg"))
        assert len(images) == (not scene.ending and not scene.table) and all(
            len(words(image[0])) > 30 for image in images
        )
        rules = [part for part in shown.iter("div") if part.attrib.get("class") == "rule"]
        assert bool(rules) == (scene.question is not None or scene.asks)
        if scene.question:
            assert said(scene.question, experiment) in words(shown)
        for beat in range(1 + scene.reveals, scene.beats):
            later, then = scene.later(beat), mask(perform(scene.settings(lang, beat)))
            assert later is not None
            place = shown if later.text[lang].endswith("?") else answer
            assert said(later.text, then) in words(place)
        if scene.answer:
            told = said(scene.answer, revealed)
            assert told in words(answer) and told not in words(shown)
        if scene.table:
            for C, h in zip(revealed.step.C[:, 0], revealed.step.h[:, 0], strict=True):
                assert f"{C:.2f}{h:.2f}" in words(answer), "what is asked for is in the key"
                assert f"{C:.2f}" not in words(shown)
        if scene.asks:
            whole = perform(scene.settings(lang))
            question = ask(whole, whole.settings.hide, whole.settings.question)
            assert question is not None
            question = plain(question)
            assert [words(option) for option in shown.iter("li")] == list(question.options)
            assert f"{'ABCD'[question.right]}) {question.options[question.right]}" in words(answer)
            assert question.why in words(answer) and question.why not in words(shown)
        notes = fill(scene.notes[lang], perform(scene.settings(lang)))
        assert notes.strip().split("\n")[0] not in page, "the notes are the lecturer's"
        link = dict(parse_qsl(words(next(answer.iter("code"))).removeprefix("?")))
        assert Settings.from_query(link).cell == scene.link_settings.cell
        assert link["lang"] == lang
        assert "revealed" not in link
    everything = words(main) + words(answers)
    assert not re.search(r"[{}]|nan|None", everything)
    assert not re.search(r"(?<![\w\d])-\d", re.sub(r"\?lang=\S+", "", everything)), (
        "a real minus sign"
    )


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = handout(shipped(), "es")
    assert not foreign_parts(page)
    assert len(page.encode()) < 200_000


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_typed_is_text(text: str) -> None:
    lecture = Lecture(
        Words(es=text, en=text),
        (edit_scene(Lecture(Words(), (ONE,)), 1, text=Words(es=text, en=text)).scenes[0],),
    )
    every = edit_scene(
        lecture,
        1,
        title=Words(es=text, en=text),
        question=Words(es=text, en=text),
        answer=Words(es=text, en=text),
    )
    page = handout(every, "en")
    main, answers = parsed(page)
    assert not [
        tag for tag in ("script", "img", "b", "a") if list(main.iter(tag)) + list(answers.iter(tag))
    ]
    assert words(main).count(strip_invisible(text).strip().split("\n")[0][:8]) >= 3


@pytest.mark.parametrize("settings", MOMENTS, ids=lambda settings: settings.view)
def test_any_moment_can_be_printed(settings: Settings) -> None:
    for lang in ("es", "en"):
        main, _ = parsed(handout(Lecture(Words(es="a", en="b"), (scene_of(settings),)), lang))
        assert len(list(main.iter(f"{SVG}svg"))) + len(list(main.iter("table"))) == 1


def test_a_race_is_a_table_as_far_as_it_has_been_run() -> None:
    settings = Settings(view="train", race="yes", train_steps=7, lang="en")
    shared_sweep(7).updates_needed.update({(3, 1): 150, (0, 2): -1})
    main, _ = parsed(handout(Lecture(Words(es="a", en="b"), (scene_of(settings),)), "en"))
    rows = [[words(cell) for cell in row] for row in main.iter("tr")]
    assert [row[0] for row in rows] == ["", *(f"b_f = {b_f}" for b_f in BIASES)]
    cells = {
        (b_f, seed): row[seed]
        for b_f, row in zip(BIASES, rows[1:], strict=True)
        for seed in range(1, 6)
    }
    assert cells.pop((3, 1)) == "150" and cells.pop((0, 2)) == "no" and set(cells.values()) == {""}
    assert "not yet trained" in words(main) and words(main).count("“no” means") == 1
    assert "The forget bias" in words(main) and "Latch" not in words(main)


def test_the_end_on_paper_is_the_six_lines() -> None:
    main, _ = parsed(handout(shipped(), "es"))
    lines = [words(line) for line in main.findall("section")[-1].iter("p")][-len(LINES) :]
    assert [line.split(" = ")[0] for line in lines] == ["ft", "it", "C̃t", "Ct", "ot", "ht"]
    assert lines[3].replace(" ", "") == "Ct=ft·Ct−1+it·C̃t"


URL = "http://192.0.2.7:8501/"


def test_the_links_are_links_and_the_lecture_and_each_scene_have_a_code() -> None:
    page = handout(shipped(), "en", URL)
    main, answers = parsed(page)
    links = [part.attrib["href"] for part in (*main.iter("a"), *answers.iter("a"))]
    assert links[0] == f"{URL}?lang=en&view=lecture" and len(links) == 1 + len(shipped().scenes)
    for scene, found in zip(shipped().scenes, links[1:], strict=True):
        asked = Settings.from_query(dict(parse_qsl(found.removeprefix(f"{URL}?"))))
        assert asked.cell == scene.link_settings.cell
    assert page.count('class="qr"') == 1 + len(shipped().scenes) and not foreign_parts(page)
    assert 'class="qr"' not in handout(shipped(), "en"), "a code that nobody can follow is none"


@pytest.mark.parametrize("scene", shipped().scenes, ids=lambda scene: scene.title["en"])
def test_a_question_s_inputs_and_cell_are_drawn(scene: Scene) -> None:
    main, _ = parsed(handout(Lecture(Words(es="a", en="b"), (scene,)), "en"))
    experiment = mask(perform(scene.settings("en")))
    drawn = " ".join(words(image) for image in main.iter(f"{SVG}svg")).replace("\u00a0", " ")
    if scene.link_settings.view in ("cell", "time") and not scene.table and not scene.ending:
        shown = experiment.X[experiment.t - 1, :, 0]
        assert all(fixed(float(value), 2) in drawn for value in shown)
        for name in ("f", "i", "C_tilde", "C_prev") if scene.link_settings.view == "cell" else ():
            value = unit_value(experiment, name)
            assert ("?" if np.isnan(value) else fixed(value, 2)) in drawn


def test_a_handout_is_made_a_scene_at_a_time_and_learns_in_slices() -> None:
    link = "scenario=trained&task=depth&seed=61000&train_units=8&train_steps=60&updates=60"
    text = Words(en="{rival}")
    lecture = Lecture(Words(en="Heavy"), (Scene("t=2", text, text), Scene(link, text, text)))
    work, shares = Handout(lecture, "en"), list[float]()
    finish(work, shares.append)
    assert shares[0] == 0.5 and shares == sorted(shares) and len(shares) > 3
    assert work.text == handout(lecture, "en") and "{rival}" in work.text
    assert work.text.count('<section class="scene">') == 2
