"""Any file is read without a fall; what is written is read again."""

import re
import time
from pathlib import Path

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.fields import quote
from lstm_core.experiment.masking import mask
from lstm_core.lesson import lecture_file
from lstm_core.lesson.blocks import MOST_NAMES, blocks
from lstm_core.lesson.lecture import (
    LONGEST,
    LOOKED_AT,
    MOST_BYTES,
    MOST_SCENES,
    Lecture,
    Scene,
    Words,
    trim,
)
from lstm_core.lesson.lecture_file import (
    MOST_COMPLAINTS,
    from_bytes,
    from_toml,
    load,
    shipped,
    to_toml,
)
from lstm_core.lesson.placeholders import PLACEHOLDER, fill
from lstm_core.words.language import say
from tests.lesson.examples import ONE
from tests.support import ROOT


def test_what_is_written_is_read_again() -> None:
    assert from_toml(to_toml(shipped())) == (shipped(), ())
    odd = Scene(
        "view=cell",
        Words(),
        Words(),
        None,
        Words(es="sí", en="yes"),
        2.5,
        Words(es="[[scene]]\nlink = 3\n", en="b"),
    )
    lecture = Lecture(Words(), (ONE, odd))
    again = from_toml(to_toml(lecture))[0]
    assert again == lecture
    assert to_toml(again) == to_toml(lecture)


def test_a_third_language_is_kept_and_one_text_is_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lecture_file, "LANGUAGES", ("es", "en", "ca"))
    text = 'title = "T"\n[[scene]]\nlink = "t=2"\n'
    text += 'title = {es = "a", en = "b", ca = "c"}\ntext = "all"\n'
    lecture, told = from_toml(text)
    assert told == ()
    assert lecture.scenes[0].title == Words(es="a", en="b", ca="c")
    assert lecture.scenes[0].text == Words(es="all", en="all", ca="all")
    assert 'title = {es = "a", en = "b", ca = "c"}\ntext = "all"\n' in to_toml(lecture)
    assert from_toml(to_toml(lecture))[0] == lecture


GOOD = '[[scene]]\nlink = "view=time&scenario=latch&t=6"\ntitle = "good"\n'
BROKEN = {
    "title = 3\n" + GOOD: ("lecture_kind", 1),
    GOOD + f"minutes = 0x{'f' * 3600}\n": ("lecture_minutes", 4),
    GOOD + f"minutes = {'9' * 4200}\n": ("lecture_minutes", 4),
    GOOD + f"[[scene]]\nminutes = {'9' * 4400}\nending = true\n": ("lecture_syntax", 5),
    GOOD + f"minutes = {'[' * 90 + ']' * 90}\n": ("lecture_minutes", 4),
    GOOD + f"notes = '{'{f}' * 101}'\n": ("lecture_many_placeholders", 4),
    GOOD + '[[scene]]\nlink = ""\ntitle = """\na\n\nb"""\n': ("lecture_title_lines", 6),
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
    lecture, told = from_toml(text)
    key, line = BROKEN[text]
    assert key in [key for key, _ in told]
    assert line is None or line in [values.get("line") for name, values in told if name == key]
    for lang in ("es", "en"):
        assert all(say(key, lang, **values) for key, values in told)
    assert lecture.scenes[-1].title["en"] or "[[scene]]" in text
    assert lecture != shipped()
    for scene in lecture.scenes:
        for beat in range(scene.beats):
            mask(perform(scene.settings("es", beat)))
    assert from_toml(to_toml(lecture))[0] == lecture


def test_a_number_of_thousands_of_digits_is_told_as_such_wherever_the_file_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lecture.toml"
    path.write_text(GOOD + f"minutes = 0x{'f' * 3600}\n")
    lecture, told = load(str(path))
    assert lecture != shipped() and [key for key, _ in told] == ["lecture_minutes"]
    assert told[0][1]["given"].startswith("`0xfff")


def test_of_a_field_of_megabytes_only_the_beginning_is_read() -> None:
    hidden = "\u200b" * (LOOKED_AT * LONGEST["title"] - 1)
    assert trim("title", hidden + "ab") == "a"
    assert quote(" " * 10**6 + "x") == "` `"


def test_one_bad_scene_does_not_take_the_others_along() -> None:
    lecture, told = from_toml(
        'title = "a"\n' + GOOD + '[[scene]]\ntitle = "bad\n' + GOOD + "[[scene]]\n%%%\n" + GOOD
    )
    assert [scene.title["en"] for scene in lecture.scenes] == ["good"] * 3
    assert [values["line"] for _, values in told] == [6, 11]
    assert lecture.title["es"] == "a"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"\x89PNG\r\n\x1a\n",
        "title = 'ñ'".encode("latin-1"),
        b"x" * (MOST_BYTES + 1),
        b"{}",
        b"[[scene]]\n%",
        b"scene = 3",
        b"[scene]\nlink=''",
        b"# nothing",
        "título = 1".encode(),
        b"\r",
        b"[[" * 99,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_a_file_that_is_none_gives_the_shipped_lecture(data: bytes) -> None:
    lecture, told = from_bytes(data)
    assert lecture == shipped()
    assert told
    assert all(say(key, lang, **values) for key, values in told for lang in ("es", "en"))


def test_a_file_as_an_editor_saves_it_is_read() -> None:
    written = ROOT.joinpath("lstm_core", "lesson", "lecture.toml").read_text(encoding="utf-8")
    for text in (
        written.replace("\n", "\r\n"),
        "\ufeff" + written,
    ):
        lecture, told = from_bytes(text.encode())
        assert told == ()
        assert lecture == shipped()


def test_a_link_may_be_pasted_whole() -> None:
    lecture, told = from_toml(
        GOOD.replace("view=time", "http://host:8501/?lang=en&size=normal&view=time")
    )
    assert told == ()
    assert lecture.scenes[0].settings("es") == ONE.settings("es")


def test_ten_thousand_scenes_are_too_many() -> None:
    assert from_bytes(GOOD.encode() * 10_000)[1] == (
        ("lecture_too_large", {"most": MOST_BYTES // 1024}),
    )
    lecture, told = from_toml(GOOD * 500)
    assert len(lecture.scenes) == MOST_SCENES
    assert told == (("lecture_many", {"line": 3 * MOST_SCENES + 1, "most": MOST_SCENES}),)
    lecture, told = from_toml("[[scene]]\n" * 6000)
    assert len(lecture.scenes) == MOST_SCENES and len(told) == MOST_COMPLAINTS + 1
    assert told[-1][0] == "lecture_more"


@pytest.mark.parametrize(
    "text",
    [
        "a." * 30_000 + "b = 1",
        "[" + "a." * 30_000 + "b]",
        "{a=" * 10_000,
        "a" * 65_000,
        '"a".' * 16_000 + "b=1",
        "a={" + "b." * 30_000 + "c=1}",
        "[" + "a." * 30 + "b]\nc=1",
        ("b." * 30 + "b=1\n") * 1000,
        "a-" * 32_000,
        "a = " + "[" * 60_000,
        "a=1\n" * 16_000,
        '[[scene]]\n"""' * 4000,
        "x = '" + "\\" * 60_000,
        "\n" * 65_000,
        '[[scene]]\nlink = "' + "&" * 60_000 + '"',
    ],
    ids=lambda text: text[:8],
)
def test_no_file_takes_long(text: str) -> None:
    start = time.process_time()
    lecture, told = from_toml(text)
    assert time.process_time() - start < 3
    assert lecture.scenes and told


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LSTM_LECTURE", raising=False)
    assert load() == (shipped(), ())
    path = tmp_path / "clase.toml"
    path.write_text(to_toml(Lecture(Words(es="mía", en="mine"), (ONE,))), encoding="utf-8")
    monkeypatch.setenv("LSTM_LECTURE", str(path))
    assert load() == (Lecture(Words(es="mía", en="mine"), (ONE,)), ())
    for missing in (str(tmp_path / "none.toml"), str(tmp_path), "/dev/zero", "a\x00b", "x" * 5000):
        assert load(missing)[0] == shipped()
        assert load(missing)[1][0][0] == "lecture_no_file"


def test_the_example_of_the_documentation_is_a_lecture() -> None:
    documented = ROOT.joinpath("docs", "lecture.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", documented, re.DOTALL)
    lecture, told = from_toml(example)
    assert told == ()
    assert len(lecture.scenes) == 2 and lecture.scenes[1].asks
    for scene in lecture.scenes:
        assert not PLACEHOLDER.search(fill(scene.text["en"], mask(perform(scene.settings("en")))))


@pytest.mark.parametrize("part", ["a", '"a.b"', "'a.b'", '"a\\"b"', '"a" '])
def test_a_key_of_many_parts_is_told_before_it_is_read(part: str) -> None:
    text = '[[scene]]\nlink = "t=2"\ntitle = "a"\n[[scene]]\n' + ".".join([part] * 20) + " = 1\n"
    lecture, complaints = from_toml(text)
    assert len(lecture.scenes) == 1
    assert ("lecture_syntax", 5) in [(key, values.get("line")) for key, values in complaints]


def test_dots_in_words_are_no_parts_of_a_key() -> None:
    dots = "a.b.c.d.e.f.g.h.i.j.k 'a.b'.'c'.'d'.'e'.'f'.'g'.'h'.'i'.'j'"
    text = f'[[scene]]\nlink = "t=2" # {dots}\ntitle = "{dots}"\nnotes = """\n"{dots}\n\\""""\n'
    lecture, complaints = from_toml(text)
    assert not complaints
    assert lecture.scenes[0].title["en"] == trim("title", dots)
    assert lecture.scenes[0].notes["en"] == f'"{dots}\n"'


def test_of_many_keys_and_scenes_each_is_told_with_its_line_and_no_more_is_read() -> None:
    scene = '[[scene]]\nlink = "t=2"\ntitle = "a"\n'
    known = "".join(f"k{k} = {k}\n" for k in range(3000))
    _, complaints = from_toml(scene + known)
    assert [values["line"] for _, values in complaints[:12]] == list(range(4, 16))
    assert complaints[12] == ("lecture_more", {"count": 3000 - 12})
    line = 4 + (MOST_NAMES - 5) // 2  # five in the scene, two on each line after it
    crowded = ("lecture_crowded", {"line": line, "most": MOST_NAMES})
    lecture, complaints = from_toml(scene + "\n".join(f"k{k} = {k}" for k in range(4500)))
    assert complaints == (crowded, ("lecture_none", {})) and lecture == shipped()
    lecture, complaints = from_toml(scene * 900)
    assert len(lecture.scenes) == MOST_SCENES
    assert complaints == (("lecture_many", {"line": 3 * MOST_SCENES + 1, "most": MOST_SCENES}),)
    _, found, _ = blocks(scene * 900, "scene", 5)
    assert len(found) == 5


def test_a_lecture_that_all_pages_give_is_read_again_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "lecture.toml"
    path.write_text('[[scene]]\nlink = "t=2"\ntitle = "one"\n')
    first, _ = load(str(path))
    assert load(str(path))[0] is first
    path.write_text('[[scene]]\nlink = "t=2"\ntitle = "another"\n')
    assert load(str(path))[0].scenes[0].title["en"] == "another"
    path.unlink()
    assert load(str(path))[0] == shipped()
