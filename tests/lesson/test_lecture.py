"""Lectures: the one that ships claims nothing that is not computed; any file is read without a fall, and read again."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lstm_core.charts.look import look_of
from lstm_core.charts.memory import memory_chart
from lstm_core.charts.step import step_chart
from lstm_core.charts.time import strip_chart, time_chart
from lstm_core.charts.train import learning_chart
from lstm_core.charts.weights import weights_chart
from lstm_core.experiment.checks import cannot_close, matches_notebook
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.masking import mask
from lstm_core.experiment.memory import peer_curves
from lstm_core.experiment.settings import Settings, complaints
from lstm_core.lesson.lecture import (
    FIELDS,
    LONGEST,
    MOST_BYTES,
    MOST_SCENES,
    MOST_TOLD,
    Lecture,
    Scene,
    Words,
    added,
    changed,
    fits,
    following,
    given,
    moment,
    moved,
    opened,
    read,
    renamed,
    said,
    shipped,
    without,
    write,
)
from lstm_core.lesson.placeholders import JOINER, NAMES, PLACEHOLDER, filled, plain, typed, unknown
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask
from lstm_core.words.captions import cell_captions
from lstm_core.words.language import say
from lstm_core.words.masking import is_hidden
from lstm_core.words.memory import memory_sentence
from lstm_core.words.step import step_sentence
from lstm_core.words.time import time_sentence
from lstm_core.words.train import train_sentence
from lstm_core.words.weights import weights_sentence

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "lstm_core" / "lesson" / "lecture.toml"
SCENES = shipped().scenes
ONE = Scene("view=time&scenario=latch&t=6", Words("uno", "one"), Words("texto", "text"))
HOSTILE = [
    "$x^2$ and $$y$$",
    ":red[no] :blue-background[no] :material/home: :material_home: :streamlit: :smile: :+1:",
    "[link](https://example.org) ![x](y.png) <https://example.org> www.example.org a@example.org",
    "<script>alert(1)</script> &amp; <b>bold</b>",
    "`code` ```\nblock\n``` ~~~",
    "# no heading\n- no list\n1. no list\n> no quote\n    no code\n===\n---\n| a | b |\n|--|--|",
    "*no* _no_ **no** ~~no~~ [^1]: {no}",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    'quotes " \\ \\n \\u0041 """ \'\'\' and a tab\t.',
    "\x00\x07\x7f\u200b\u202e\ufeff end, 8\u00a0%",
]


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


def spoken(scene: Scene, name: str, lang: str, beat: int = 0) -> str:
    words = getattr(scene, name)
    return filled(words[lang], shown(scene, lang, beat)[1])


# ---- the lecture that ships
def test_the_shipped_lecture_has_nothing_to_complain_about() -> None:
    lecture, told = read(FILE.read_text(encoding="utf-8"))
    assert told == ()
    assert lecture == shipped()
    assert 10 <= len(SCENES) <= 13
    assert lecture.minutes == pytest.approx(50, abs=2)
    assert lecture.before(1) == 0
    assert lecture.before(3) == SCENES[0].minutes + SCENES[1].minutes
    assert lecture.before(len(SCENES) + 1) == lecture.minutes
    for scene in SCENES:
        assert all(
            words.es and words.en and words.es != words.en
            for words in (scene.title, scene.text, scene.notes)
        )
        assert all(
            words is None or words.es != words.en for words in (scene.question, scene.answer)
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
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title.en)
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
            told = filled(words[lang], whole if name == "notes" else experiment)
            assert not PLACEHOLDER.search(told), told
            numbers = [
                filled(found[0], whole if name == "notes" else experiment)
                for found in numbers_in(words[lang])
            ]
            assert not [number for number in numbers if "?" in number], (
                "no number is hidden where it is said"
            )
            assert said(words, experiment)


@pytest.mark.parametrize(
    "scene", [scene for scene in SCENES if scene.asks], ids=lambda scene: scene.title.en
)
def test_every_question_is_one_that_can_be_asked_and_answered(scene: Scene) -> None:
    whole = perform(scene.settings("es"))
    assert whole.asking
    found = question(scene)
    assert is_hidden(shown(scene, "es", 0)[1], found.about) or found.about == "h"
    assert not is_hidden(shown(scene, "es", 1)[1], "h")
    assert scene.beats == 2


def test_the_words_fit_the_question_that_is_asked() -> None:
    kinds = {scene.title.en: question(scene).kind for scene in SCENES if scene.asks}
    assert kinds == {
        "f: how much to keep": "keeper",
        "i and C̃: how much to write, and what": "written",
        "The latch: writing over": "direction",
        "The counter: h against C": "shown",
    }


def test_no_number_in_the_words_is_typed_that_could_be_computed() -> None:
    """Numbers with decimals are filled in, but for sigma(0) = 0.5; whole ones are steps, sizes, years or weights."""
    for scene in SCENES:
        for words in filter(None, (getattr(scene, name) for name in FIELDS)):
            for lang in ("es", "en"):
                literal = PLACEHOLDER.sub("", words[lang])
                assert set(re.findall(r"\d+[.,]\d+", literal)) <= {"0.5"}
                assert len(re.findall(r"\d+", words.es)) == len(re.findall(r"\d+", words.en))
                whole = set(map(int, re.findall(r"(?<![.\d])\d+(?![.\d])", literal)))
                assert whole <= {0, 1, 2, 3, 4, 5, 6, 8, 12, 15, 32, 42, 1997, 2000}, whole


def at(scene: Scene, name: str, t: int) -> float:
    whole = perform(scene.settings("es"))
    return float(getattr(whole.trace[t - 1], name)[whole.unit - 1, 0])


def named(title: str) -> Scene:
    [found] = [scene for scene in SCENES if scene.title.en.startswith(title)]
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
    assert abs(at(belt, "C_tilde", 3)) > 0.5 and abs(at(belt, "C", 3) - at(belt, "C", 2)) < 0.01
    keep = named("f: how much")
    whole = perform(keep.settings("es"))
    assert (
        question(keep).options[question(keep).right] == "unit 2"
        and whole.unit == 2
        and whole.step.f[0, 0] > 0.5
    )
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
    assert (
        abs(at(once, "C", 6) - whole.ghost.trace[5].C.item()) < 0.01 < abs(at(once, "C", 5))
        or abs(at(once, "C", 5)) < 0.01
    )
    half = perform(Settings(scenario="latch", edits="b_f[1]=0"))
    assert half.trace[1].f.item() == pytest.approx(0.5)  # as long as nobody writes
    counter = named("The counter")
    assert [round(at(counter, "C", t)) for t in (1, 2, 3, 4)] == [1, 2, 3, 4] and at(
        counter, "h", 4
    ) < 1
    fades = perform(named("How it fades").settings("es"))
    at_1 = {
        name: float(peer_curves(fades.settings.cell)[name][0]) for name in ("LSTM", "RNN", "GRU")
    }
    assert at_1["LSTM"] > 1000 * max(at_1["RNN"], at_1["GRU"]) and fades.settings.forget_bias == 3
    learnt = named("Learning")
    assert float(filled("{r2}", perform(learnt.settings("es")))) > 0.99
    assert float(filled("{right}", perform(learnt.settings("es")))) >= 99
    end = named("To take away")
    assert perform(end.settings("es")).settings.hide == "f" and ask(
        perform(end.settings("es")), "f", 1
    )
    assert end.ending and end.beats == 1 and [scene.ending for scene in SCENES].count(True) == 1
    assert all(len(re.findall(r"\.(?=\s|$)", end.text[lang])) == 3 for lang in ("es", "en"))


def test_the_clicker_walks_all_beats_and_back() -> None:
    lecture = shipped()
    places = [(k, beat) for k, scene in enumerate(lecture.scenes, 1) for beat in range(scene.beats)]
    walked = [(1, 0)]
    while (on := following(lecture, *walked[-1], 1)) != walked[-1]:
        walked.append(on)
    assert walked == places
    back = [places[-1]]
    while (before := following(lecture, *back[-1], -1)) != back[-1]:
        back.append(before)
    assert back == places[::-1]
    assert following(lecture, 0, 7, 0) == places[1]
    assert following(lecture, 99, -3, 1)[0] == len(lecture.scenes)
    assert following(lecture, 1, 0, 10_000) == places[-1]


# ---- placeholders
def test_placeholders_are_the_experiments_numbers() -> None:
    settings = Settings(scenario="latch", t=6, edits="f@2[1]=0", lang="en")
    experiment = perform(settings)
    assert (
        filled("{C} {C@4:3} {ghost_C@4:3} {x@1[2]} {t}/{T}", experiment)
        == "−0.83 0.001 0.913 1.00 6/10"
    )
    assert (
        filled("{percent} {left@9} {end} {unit} {H} {D} {o:0}", experiment) == "0.2 99.8 10 1 1 4 0"
    )
    left = {"C@11", "C@0", "C[2]", "f[0]", "x@1[5]", "t@2", "sum_C[1]", "lstm", "update", "y", "r2"}
    for name in left:
        assert filled(f"{{{name}}}", experiment) == f"{{{name}}}"
    assert filled("{C}", mask(perform(replace(settings, hide="i")))) == "?"
    assert filled("{ghost_C}", perform(Settings())) == "{ghost_C}"
    assert unknown("{nothing} {C} {f@2} {1} { C } {ghost_t} {right}") == ["{nothing}", "{ghost_t}"]
    answers = perform(Settings(scenario="trained-depth", t=3))
    assert filled("{y} {right} {chance} {r2}", answers).startswith("1.00 100 ")
    assert filled(
        "{rival} {updates}", perform(Settings(view="train", task="latch", updates=10))
    ).endswith(" 300")


def test_every_placeholder_is_documented() -> None:
    documented = ROOT.joinpath("docs", "lecture.md").read_text(encoding="utf-8")
    assert not [
        name
        for name in NAMES
        if not name.startswith("ghost_") and f"`{{{name}}}`" not in documented
    ]


# ---- words as they were typed
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_typed_is_markup(text: str) -> None:
    shown = typed(text)
    bare = re.sub(r"\\([!-/:-@\[-`{-~])", "", shown)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare), "every sign has its backslash"
    assert not re.search(r":\\?[\w\\]", shown), "no directive, no icon"
    assert not re.search(r"^ ", shown, re.MULTILINE), "no block of code"
    back = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown).replace(JOINER, "").replace("\u00a0", " ")
    lines = plain(text).replace("\t", " ").replace("\u00a0", " ").split("\n")
    assert [line.rstrip() for line in back.split("\n")] == [line.rstrip() for line in lines]
    seen = plain(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202e\ufeff]", seen)
    lecture = Lecture(
        Words(seen, seen), (replace(ONE, text=Words(seen, "one"), notes=Words("uno", seen)),)
    )
    assert read(write(lecture))[0] == lecture


# ---- files
def test_what_is_written_is_read_again() -> None:
    assert read(write(shipped())) == (shipped(), ())
    odd = Scene(
        "view=cell",
        Words(),
        Words(),
        None,
        Words("sí", "yes"),
        2.5,
        Words("[[scene]]\nlink = 3\n", "b"),
    )
    lecture = Lecture(Words(), (ONE, odd))
    again = read(write(lecture))[0]
    assert again == lecture
    assert write(again) == write(lecture)


MOMENTS = [
    Settings(),
    Settings(
        view="time",
        scenario="latch",
        t=6,
        lang="en",
        size="projector",
        hide="f",
        question=2,
        revealed="yes",
    ),
    Settings(view="weights", scenario="wide", stage="o", t=3),
    Settings(view="memory", scenario="pytorch", forget_bias=3, steps=20, curves="peers"),
    Settings(view="train", task="depth", updates=400),
    Settings(view="train", race="yes"),
    Settings(
        view="step",
        scenario="latch",
        inputs="0.5;1;0;0\n-1;0;0;1",
        edits="f@2[1]=0;!W_f[1,1]=2",
        t=2,
    ),
    Settings(view="cell", versus=Settings(seed=7).cell_query, seed=8, scenario="wide"),
]


@pytest.mark.parametrize("settings", MOMENTS, ids=lambda settings: settings.view)
def test_an_added_moment_round_trips(settings: Settings) -> None:
    scene = moment(settings)
    lecture, told = read(write(added(shipped(), scene, 3)))
    assert told == ()
    assert lecture.scenes[3] == scene
    assert scene.title.es != scene.title.en and scene.text.es and scene.text.en
    assert "?" not in scene.text.es
    asked = replace(settings, lang="es", size="projector", controls="all", revealed="no")
    assert lecture.scenes[3].settings("es") == asked
    assert not {"lang", "size", "controls", "revealed"} & set(re.findall(r"(\w+)=", scene.link))


def test_editing_makes_other_lectures() -> None:
    lecture = Lecture(Words("a", "a"), tuple(replace(ONE, minutes=k) for k in range(1, 5)))

    def order(lecture: Lecture) -> list[float]:
        return [scene.minutes for scene in lecture.scenes]

    assert order(moved(lecture, 1, 1)) == [2, 1, 3, 4]
    assert order(moved(lecture, 4, -2)) == [1, 4, 2, 3]
    assert order(moved(lecture, 1, -1)) == order(moved(lecture, 4, 9)) == [1, 2, 3, 4]
    assert order(without(lecture, 2)) == [1, 3, 4]
    assert order(without(lecture, 9)) == [1, 2, 3, 4]
    assert order(added(lecture, replace(ONE, minutes=9.0), 0)) == [9, 1, 2, 3, 4]
    assert order(added(lecture, replace(ONE, minutes=9.0))) == [1, 2, 3, 4, 9]
    one = without(without(without(lecture, 1), 1), 1)
    assert without(one, 1) == one
    many = lecture
    for _ in range(200):
        many = added(many, ONE)
    assert len(many.scenes) == MOST_SCENES and fits(many)
    new = changed(
        lecture,
        2,
        title=Words("x" * 500, "y"),
        question=Words("¿?", "?"),
        answer=Words(),
        minutes=1e9,
    )
    assert len(new.scenes[1].title.es) == LONGEST["title"] and new.scenes[1].minutes == 180
    assert changed(lecture, 2, minutes=float("nan")).scenes[1].minutes == 0
    assert new.scenes[1].question == Words("¿?", "?") and new.scenes[1].answer is None
    assert renamed(lecture, Words("\ud800b", "c")).title == Words("b", "c")
    assert Words().put("es", "b") == Words("b", "b") and Words("a", "c").put("es", "b") == Words(
        "b", "c"
    )
    assert Words("a", "a").put("en", "b") == Words("a", "b")


GOOD = '[[scene]]\nlink = "view=time&scenario=latch&t=6"\ntitle = "good"\n'
BROKEN = {
    "title = 3\n" + GOOD: ("lecture_kind", 1),
    'title = "a"\nother = 1\n' + GOOD: ("lecture_key", 2),
    GOOD + "# a\ncolour = 3\n": ("lecture_key", 5),
    GOOD + '[[scene]]\ntitle = "no link"\n': ("lecture_missing", 4),
    GOOD + '[[scene]]\nlink = "t=2"\n': ("lecture_missing", 4),
    GOOD + '[[scene]]\ntitle = "a"\n\nlink = 7\n': ("lecture_kind", 7),
    GOOD + 'text = ["a", "b"]\n': ("lecture_kind", 4),
    GOOD + 'text = {es = "a", fr = "b"}\n': ("lecture_kind", 4),
    GOOD + "text = {}\n": ("lecture_kind", 4),
    GOOD + 'text.es = "a"\ntext.en = 3\n': ("lecture_kind", 4),
    GOOD + "minutes = -1\n": ("lecture_minutes", 4),
    GOOD + "minutes = nan\n": ("lecture_minutes", 4),
    GOOD + "minutes = inf\n": ("lecture_minutes", 4),
    GOOD + "minutes = true\n": ("lecture_minutes", 4),
    GOOD + 'minutes = "three"\n': ("lecture_minutes", 4),
    GOOD + f'notes = "{"x" * 7000}"\n': ("lecture_too_long", 4),
    GOOD + 'text = "{C} and {nonsense}"\n': ("lecture_placeholder", 4),
    GOOD + '[[scene]]\ntitle = "a"\nlink = "t=many"\n': ("lecture_link_value", 6),
    GOOD + '[[scene]]\ntitle = "a"\nlink = "t=1e999&view=lecture"\n': ("lecture_link_value", 6),
    GOOD + '[[scene]]\ntitle = "a"\nlink = "colour=red"\n': ("lecture_link_key", 6),
    GOOD + "[[scene]]\ntitle = unquoted\n": ("lecture_syntax", 5),
    GOOD + '[[scene]]\ntitle = "never ends\n' + GOOD: ("lecture_syntax", 5),
    GOOD + '[[scene]]\ntitle = """never ends\n' + GOOD: ("lecture_syntax", 5),
    "title = \n" + GOOD: ("lecture_syntax", 1),
    GOOD + '[[scene]]\ntitle = "a"\ntitle = "b"\n': ("lecture_syntax", 6),
    GOOD + f"minutes = {'9' * 5000}\n" + GOOD: ("lecture_syntax", 4),
    GOOD + f"text = {'[' * 5000}\n" + GOOD: ("lecture_syntax", 4),
    GOOD + "day = 2026-02-31\n" + GOOD: ("lecture_syntax", 4),
    "[scene]\n" + GOOD: ("lecture_syntax", None),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text)[-40:])
def test_what_is_wrong_is_told_with_its_line_and_the_rest_runs(text: str) -> None:
    lecture, told = read(text)
    key, line = BROKEN[text]
    assert key in [key for key, _ in told]
    assert line is None or line in [values.get("line") for name, values in told if name == key]
    for lang in ("es", "en"):
        assert all(say(key, lang, **values) for key, values in told)
    assert lecture.scenes[-1].title.en or "[[scene]]" in text
    assert lecture != shipped()
    for scene in lecture.scenes:
        for beat in range(scene.beats):
            shown(scene, "es", beat)
    assert read(write(lecture))[0] == lecture


def test_one_bad_scene_does_not_take_the_others_along() -> None:
    lecture, told = read(
        'title = "a"\n' + GOOD + '[[scene]]\ntitle = "bad\n' + GOOD + "[[scene]]\n%%%\n" + GOOD
    )
    assert [scene.title.en for scene in lecture.scenes] == ["good"] * 3
    assert [values["line"] for _, values in told] == [6, 11]
    assert lecture.title.es == "a"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff\xfe" * 100, b"\x89PNG\r\n\x1a\n", "title = 'ñ'".encode("latin-1"), b"x" * (MOST_BYTES + 1),
     b"{}", b"[[scene]]\n%", b"scene = 3", b"[scene]\nlink=''", b"# nothing", "título = 1".encode(), b"\r", b"[[" * 99],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_a_file_that_is_none_gives_the_shipped_lecture(data: bytes) -> None:
    lecture, told = opened(data)
    assert lecture == shipped()
    assert told
    assert all(say(key, lang, **values) for key, values in told for lang in ("es", "en"))


def test_a_file_as_an_editor_saves_it_is_read() -> None:
    for text in (
        FILE.read_text(encoding="utf-8").replace("\n", "\r\n"),
        "\ufeff" + FILE.read_text(encoding="utf-8"),
    ):
        lecture, told = opened(text.encode())
        assert told == ()
        assert lecture == shipped()


def test_a_link_may_be_pasted_whole() -> None:
    lecture, told = read(
        GOOD.replace("view=time", "http://host:8501/?lang=en&size=normal&view=time")
    )
    assert told == ()
    assert lecture.scenes[0].settings("es") == ONE.settings("es")


def test_ten_thousand_scenes_are_too_many() -> None:
    assert opened(GOOD.encode() * 10_000)[1] == (
        ("lecture_too_large", {"most": MOST_BYTES // 1024}),
    )
    lecture, told = read(GOOD * 500)
    assert len(lecture.scenes) == MOST_SCENES
    assert told == (("lecture_many", {"line": 3 * MOST_SCENES + 1, "most": MOST_SCENES}),)
    lecture, told = read("[[scene]]\n" * 6000)
    assert len(lecture.scenes) == MOST_SCENES and len(told) == MOST_TOLD + 1
    assert told[-1][0] == "lecture_more"


@pytest.mark.parametrize(
    "text",
    ["a." * 30_000 + "b = 1", "[" + "a." * 30_000 + "b]", "{a=" * 10_000, "a" * 65_000, '"a".' * 16_000 + "b=1",
     "a={" + "b." * 30_000 + "c=1}", "[" + "a." * 30 + "b]\nc=1", ("b." * 30 + "b=1\n") * 1000, "a-" * 32_000,
     "a = " + "[" * 60_000, "a=1\n" * 16_000,
     "[[scene]]\n\"\"\"" * 4000, "x = '" + "\\" * 60_000, "\n" * 65_000, "[[scene]]\nlink = \"" + "&" * 60_000 + '"'],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_no_file_takes_long(text: str) -> None:
    start = time.process_time()
    lecture, told = read(text)
    assert time.process_time() - start < 3
    assert lecture.scenes and told


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LSTM_LECTURE", raising=False)
    assert given() == (shipped(), ())
    path = tmp_path / "clase.toml"
    path.write_text(write(Lecture(Words("mía", "mine"), (ONE,))), encoding="utf-8")
    monkeypatch.setenv("LSTM_LECTURE", str(path))
    assert given() == (Lecture(Words("mía", "mine"), (ONE,)), ())
    for missing in (str(tmp_path / "none.toml"), str(tmp_path), "/dev/zero", "a\x00b", "x" * 5000):
        assert given(missing)[0] == shipped()
        assert given(missing)[1][0][0] == "lecture_no_file"


def test_the_example_of_the_documentation_is_a_lecture() -> None:
    documented = ROOT.joinpath("docs", "lecture.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", documented, re.DOTALL)
    lecture, told = read(example)
    assert told == ()
    assert len(lecture.scenes) == 2 and lecture.scenes[1].asks
    for scene in lecture.scenes:
        assert not PLACEHOLDER.search(spoken(scene, "text", "en"))
