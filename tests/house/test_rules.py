"""The house: floors, forbidden imports, sizes, words, style."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lstm_core.experiment.settings import KINDS
from lstm_core.words.language import texts

ROOT = Path(__file__).parent.parent.parent
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
    """The wing that a file is in."""
    return path.relative_to(ROOT / "lstm_core").parts[0].removesuffix(".py")


def test_a_wing_imports_only_from_the_wings_below_it() -> None:
    command = [Path(sys.executable).parent / "lint-imports"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_streamlit_stays_on_the_page_and_plotly_in_the_figures(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)} - {"lstm_core"}
    own = {"page": {"streamlit", "segno"}, "charts": {"plotly", "numpy"}}.get(room(path), {"numpy"})
    assert roots <= own | sys.stdlib_module_names


@pytest.mark.parametrize(
    "path",
    [PAGE, *(path for path in MODULES if room(path) == "page")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_page_does_no_arithmetic(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported(path)} & {"numpy", "plotly", "math"}


def test_the_app_file_is_an_outline() -> None:
    assert 40 <= len(PAGE.read_text().splitlines()) <= 80


@pytest.mark.parametrize("path", [*MODULES, PAGE], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= 500
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 100, node.name


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text() for path in [*MODULES, PAGE])
    prefixes = (
        *re.findall(r"f['\"]([a-z_]+_)\{", code),
        *(f"{name}_" for name in (*KINDS, *re.findall(r'pick\(page, "([a-z_]+)"', code))),
    )
    unused = [
        key
        for key in texts("en")
        if f'"{key}"' not in code and key not in KINDS and not key.startswith(prefixes)
    ]
    assert not unused


def test_the_map_of_the_readme_names_every_wing() -> None:
    readme = ROOT.joinpath("README.md").read_text()
    for path in sorted({room(path) for path in MODULES} - {"__init__"}):
        assert f"\n  {path}/ " in readme, path


def test_requirements_name_the_run_time_packages_of_the_project() -> None:
    project = ROOT.joinpath("pyproject.toml").read_text()
    lines = [
        line
        for line in ROOT.joinpath("requirements.txt").read_text().splitlines()
        if not line.startswith("#")
    ]
    named = {line.split(">=")[0] for line in lines}
    assert named == {"streamlit[performance]", "numpy", "plotly", "segno"}
    assert all(f'"{name}>=' in project for name in named)


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=lambda command: " ".join(command),
)
def test_style_and_types(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
