"""The house: floors, forbidden imports, sizes, words, style."""

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from lstm_core.settings import KINDS
from lstm_core.text import texts

ROOT = Path(__file__).parent.parent
FLOORS = [
    {"cell", "settings", "text"},
    {"params", "inputs", "notation", "scenarios", "fading", "peers", "edits"}
    | {"kernel", "tasks", "training", "judging", "learning", "blocks"},
    {"experiment", "reading", "figures", "browser", "sums", "memory", "ghost", "trained"},
    {"questions", "beats", "pictures", "worksheet", "session"} | {"claims", "lecture", "handout", "staging"},
]
WITHIN_A_FLOOR = {
    *(("scenarios", room) for room in ("params", "learning", "training", "kernel", "tasks")),
    *(("learning", room) for room in ("judging", "tasks", "training")),
    ("peers", "fading"),
    ("kernel", "peers"),
    ("tasks", "inputs"),
    *(("training", room) for room in ("kernel", "tasks")),
    *(("judging", room) for room in ("kernel", "tasks", "training", "peers")),
    *((room, below) for room in ("browser", "sums", "memory") for below in ("experiment", "reading")),
    *(("reading", room) for room in ("experiment", "trained")),
    ("trained", "experiment"),
    ("ghost", "experiment"),
    ("ghost", "memory"),
    ("ghost", "reading"),
    ("beats", "questions"),
    ("claims", "questions"),
    ("lecture", "claims"),
    *(("handout", room) for room in ("claims", "lecture", "questions")),
    ("session", "beats"),
    ("session", "questions"),
    *(("session", room) for room in ("lecture", "staging")),
    *(("staging", room) for room in ("claims", "lecture", "questions")),
}
MODULES = sorted(ROOT.joinpath("lstm_core").rglob("*.py"))
PAGE = ROOT / "streamlit_app.py"


def imported(path: Path) -> set[str]:
    """Every module that a file imports, by its full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def room(path: Path) -> str:
    return path.relative_to(ROOT / "lstm_core").parts[0].removesuffix(".py")


def test_every_room_stands_on_a_floor() -> None:
    assert {room(path) for path in MODULES} - {"__init__"} == set().union(*FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        return
    level = next(k for k, floor in enumerate(FLOORS) if own in floor)
    below = set().union(*FLOORS[:level]) | {own} | {other for upper, other in WITHIN_A_FLOOR if upper == own}
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("lstm_core.")}
    assert rooms <= below


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_streamlit_stays_on_the_page_and_plotly_in_the_figures(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & {"streamlit", "pandas", "altair"}
    if room(path) != "figures":
        assert "plotly" not in roots
    assert roots <= {"lstm_core", "numpy", "plotly", *sys.stdlib_module_names}


def test_the_page_does_no_arithmetic() -> None:
    assert not {name.split(".")[0] for name in imported(PAGE)} & {"numpy", "plotly", "math"}


@pytest.mark.parametrize("path", [*MODULES, PAGE], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= (800 if path == PAGE else 400)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 60, node.name


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", texts())
def test_every_text_has_both_languages_with_the_same_placeholders(key: str) -> None:
    words = texts()[key]
    assert set(words) == {"es", "en"}
    assert all(words.values())
    assert placeholders(words["es"]) == placeholders(words["en"])


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text() for path in [*MODULES, PAGE])
    prefixes = (
        *re.findall(r"f['\"]([a-z_]+_)\{", code),
        *(f"{name}_" for name in (*KINDS, *re.findall(r'pick\("([a-z_]+)"', code))),
    )
    unused = [key for key in texts() if f'"{key}"' not in code and key not in KINDS and not key.startswith(prefixes)]
    assert not unused


def test_the_map_of_the_readme_names_every_room() -> None:
    readme = ROOT.joinpath("README.md").read_text()
    for path in MODULES:
        if path.name != "__init__.py" and room(path) != "figures":
            assert path.name in readme, path.name


def test_requirements_name_the_run_time_packages_of_the_project() -> None:
    project = ROOT.joinpath("pyproject.toml").read_text()
    lines = [line for line in ROOT.joinpath("requirements.txt").read_text().splitlines() if not line.startswith("#")]
    named = {line.split(">=")[0] for line in lines}
    assert named == {"streamlit[performance]", "numpy", "plotly", "segno"}
    assert all(f'"{name}>=' in project for name in named)


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=lambda command: " ".join(command),
)
def test_style_and_types(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
