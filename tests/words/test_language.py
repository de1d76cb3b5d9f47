"""Each language is a file: it is whole, it fits the others, and a new one needs no Python."""

import ast
import json
import re
import shutil
import string
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lstm_core.experiment.languages import FALLBACK, LANGUAGES, language_for
from lstm_core.experiment.settings import CHOICES, Settings
from lstm_core.lesson.lecture_file import shipped
from lstm_core.words.language import say, translation
from tests.support import ROOT

WORDS = ROOT / "lstm_core" / "words"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def tables(lang: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((WORDS / f"{lang}.toml").read_text(encoding="utf-8"))


def test_the_languages_are_the_files_that_are_there() -> None:
    assert set(LANGUAGES) == {file.stem for file in WORDS.glob("*.toml")}
    assert LANGUAGES[:2] == ("es", "en") and Settings().lang == "es"
    assert CHOICES["lang"].ids == LANGUAGES


def test_one_line_of_the_code_names_the_languages() -> None:
    naming = []
    for path in [*ROOT.joinpath("lstm_core").rglob("*.py"), ROOT / "streamlit_app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in LANGUAGES:
                naming.append((path.name, node.lineno))
    assert len(set(naming)) == 1 and naming[0][0] == "languages.py"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_text_once_and_under_the_subjects_of_english(lang: str) -> None:
    count = Counter(key for table in tables(lang).values() for key in table)
    assert not [key for key, times in count.items() if times > 1]
    assert not set(translation(FALLBACK)) - set(count), "not translated"
    assert {name: list(table) for name, table in tables(lang).items()} == {
        name: list(table) for name, table in tables(FALLBACK).items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_has_words_and_the_placeholders_of_english(lang: str) -> None:
    for key, text in translation(lang).items():
        assert text, key
        assert placeholders(text) == placeholders(translation(FALLBACK)[key]), key


@pytest.mark.parametrize(
    ("locale", "lang"),
    [(None, "es"), ("", "es"), ("es", "es"), ("es-MX", "es"), ("en-US", "en"), ("fr-FR", "en")],
)
def test_the_page_opens_in_the_language_of_the_browser(locale: str | None, lang: str) -> None:
    assert language_for(locale) == lang


def test_a_text_that_nobody_wrote_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("no_such_text", "es")


# ---- a language that the package has not: Spanish with a sign before each text

SIGN = "·ca· "
UNTRANSLATED = {
    *("app_name", "view_time", "stage_f", "name_f", "lecture_next"),
    *("step_sentence", "time_sentence", "weights_sentence", "memory_left", "train_sentence"),
}
VISITS: list[dict[str, Any]] = [
    *({"view": view} for view in CHOICES["view"].ids),
    {"view": "cell", "hide": "f", "t": 3, "question": 1},
    {"view": "step", "edits": "f@2[1]=0;bad", "t": 3},
    {"view": "time", "inputs": "series:5", "scenario": "pytorch", "input_size": 1},
    {"view": "lecture", "scene": 3, "controls": "notes"},
    {"view": "train", "race": "yes"},
]
PROGRAM = """
import json, sys
from streamlit.testing.v1 import AppTest
from lstm_core.experiment import Settings, perform
from lstm_core.lesson.handout import handout
from lstm_core.lesson.lecture_file import shipped
from lstm_core.lesson.worksheet import worksheet

def sent(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from sent(child)
        elif child.type == "bidi_component":
            data = json.loads(child.proto.json or child.proto.bytes)
            yield json.dumps(data, ensure_ascii=False)
        else:
            yield str(getattr(child, "proto", ""))

pages = []
for visit in json.loads(sys.argv[1]):
    page = AppTest.from_file("streamlit_app.py", default_timeout=60)
    page.context = {"locale": "ca-ES"}
    for key, value in visit.items():
        page.query_params[key] = str(value)
    page.run()
    pages.append({
        "sent": "\\n".join([*sent(page.main), *sent(page.sidebar)]),
        "exceptions": [error.value for error in page.exception],
        "lang": page.query_params["lang"],
    })
sheets = [worksheet(perform(Settings(lang="ca")), 2), handout(shipped(), "ca")]
print(json.dumps({"pages": pages, "sheets": sheets}))
"""


def translated(text: str) -> str:
    """A file of texts with a sign before each, and some texts missing."""
    lines = [
        re.sub(r'^(\S+ = ")', rf"\g<1>{SIGN}", line)
        for line in text.splitlines()
        if line.split(" = ")[0] not in UNTRANSLATED
    ]
    return "\n".join(lines)


def test_a_new_language_needs_a_file_and_no_python(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lstm_core", tmp_path / "lstm_core")
    for name in ("streamlit_app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    spanish = (WORDS / "es.toml").read_text(encoding="utf-8")
    new = tmp_path / "lstm_core" / "words" / "ca.toml"
    new.write_text(translated(spanish), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(VISITS)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages, sheets = json.loads(done.stdout).values()
    assert all('<html lang="ca">' in sheet and SIGN in sheet for sheet in sheets)
    assert len(pages) == len(VISITS)
    for page, visit in zip(pages, VISITS, strict=True):
        assert not page["exceptions"], visit
        assert page["lang"] == "ca", "the browser's language is the page's"
        assert SIGN in page["sent"], visit
    views = dict(zip(CHOICES["view"].ids, pages, strict=False))
    header = views["cell"]["sent"]
    assert f'["cell", "{SIGN}Celda"], ["step", "{SIGN}Paso"], ["time", "Time"]' in header
    assert '["ca", "CA"]' in header
    assert "Unit 1 keeps" in views["step"]["sent"], "English where it is not translated"
    english, spanish = (shipped().scene(1).title[lang].strip("¿?") for lang in ("en", "es"))
    assert english in views["lecture"]["sent"] and spanish not in views["lecture"]["sent"]


CODE = re.compile(r"\w\*\*\w|\b\w+[._]\w+\(|\bimport \w|\bpip install\b")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_code_in_a_sentence_is_set_as_code_which_markdown_leaves_alone(lang: str) -> None:
    for key, text in translation(lang).items():
        if not key.startswith(("notebook_", "ops_", "explained_")):  # none is Markdown of the page
            assert not CODE.search(re.sub("`[^`]*`", "", text)), key
        assert text.count("`") % 2 == 0, key
