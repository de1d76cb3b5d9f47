"""The house: layers, what a wing may import, sizes, words, style."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_core.experiment.settings import KINDS
from lstm_core.words.language import texts
from tests.support import ROOT

PACKAGE = ROOT / "lstm_core"
PAGE = ROOT / "streamlit_app.py"
MODULES = sorted(PACKAGE.rglob("*.py"))
FRONT = sorted(file for kind in ("*.js", "*.css") for file in PACKAGE.rglob(kind))
SCRIPTS = sorted(ROOT.glob("deploy/*.py"))
TESTS = sorted(ROOT.joinpath("tests").rglob("*.py"))
LINES, FUNCTION, PARAMETERS, COLUMNS = 300, 60, 7, 100


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """The packages that a file imports, by their first names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def wing(path: Path) -> str:
    """The wing that a file of the package is in."""
    return path.relative_to(PACKAGE).parts[0]


def test_a_wing_imports_only_from_the_wings_below_it() -> None:
    command = [Path(sys.executable).parent / "lint-imports"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# What a wing may import beside this package and Python itself; any other wing NumPy alone.
OTHERS = {
    "page": {"streamlit", "segno", "google"},
    "lesson": {"numpy", "segno"},
    "server": {"starlette", "prometheus_client"},
    "charts": {"plotly", "numpy"},
    "room": {"numpy", "starlette", "redis"},
    "exchange": {"numpy", "safetensors", "h5py", "onnx", "google"},
}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_streamlit_stays_in_the_page_and_plotly_in_the_charts(path: Path) -> None:
    others = imported(path) - sys.stdlib_module_names - {"lstm_core"}
    assert others <= OTHERS.get(wing(path), {"numpy"})


def test_no_page_does_arithmetic() -> None:
    for path in [PAGE, *PACKAGE.joinpath("page").rglob("*.py")]:
        assert not imported(path) & {"numpy", "plotly", "math"}, name(path)


def test_a_text_field_has_a_bound() -> None:
    for path in PACKAGE.joinpath("page").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(
                (".text_input", ".text_area", ".chat_input")
            ):
                assert "max_chars" in {given.arg for given in call.keywords}, name(path)


def test_the_app_file_is_an_outline() -> None:
    assert 40 <= len(PAGE.read_text().splitlines()) <= 80


@pytest.mark.parametrize("path", [*MODULES, PAGE, *SCRIPTS, *TESTS, *FRONT], ids=name)
def test_files_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= LINES
    assert not [line for line in source.splitlines() if len(line) > COLUMNS]
    if path.suffix == ".py":
        for function in functions(source):
            length = (function.end_lineno or 0) - function.lineno + 1
            assert length <= FUNCTION, function.name
            given = function.args
            count = len([*given.posonlyargs, *given.args, *given.kwonlyargs])
            assert count <= PARAMETERS, function.name


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text() for path in [*MODULES, PAGE])
    front = {name for path in FRONT for name in re.findall(r"words\.(\w+)", path.read_text())}
    prefixes = (
        *re.findall(r"f['\"]([a-z_]+_)\{", code),
        *(f"{name}_" for name in (*KINDS, *re.findall(r'pick\(page, "([a-z_]+)"', code))),
    )
    unused = [
        key
        for key in texts("en")
        if f'"{key}"' not in code and key not in {*KINDS, *front} and not key.startswith(prefixes)
    ]
    assert not unused


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=" ".join,
)
def test_style_and_types(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "tests").glob("*/test_*.py")), ids=lambda p: p.name)
def test_a_test_runs_its_coroutines_away_from_the_browsers_loop(path: Path) -> None:
    assert "asyncio." + "run(" not in path.read_text(), "tests.support.away does it"
