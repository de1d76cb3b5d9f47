"""Words are shown as they were typed."""

import re
from dataclasses import replace

import pytest

from lstm_core.lesson.lecture import Lecture, Words, trim
from lstm_core.lesson.lecture_file import from_toml, to_toml
from lstm_core.lesson.plain_text import JOINER, escape_markdown, strip_invisible
from tests.lesson.examples import HOSTILE, ONE


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_typed_is_markup(text: str) -> None:
    shown = escape_markdown(text)
    bare = re.sub(r"\\([!-/:-@\[-`{-~])", "", shown)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare), "every sign has its backslash"
    assert not re.search(r":\\?[\w\\]", shown), "no directive, no icon"
    assert not re.search(r"^ ", shown, re.MULTILINE), "no block of code"
    back = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown).replace(JOINER, "").replace("\u00a0", " ")
    lines = strip_invisible(text).replace("\t", " ").replace("\u00a0", " ").split("\n")
    assert [line.rstrip() for line in back.split("\n")] == [line.rstrip() for line in lines]
    seen = strip_invisible(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202e\ufeff]", seen)
    lecture = Lecture(
        Words(es=trim("title", seen), en=trim("title", seen)),
        (replace(ONE, text=Words(es=seen, en="one"), notes=Words(es="uno", en=seen)),),
    )
    assert from_toml(to_toml(lecture))[0] == lecture
