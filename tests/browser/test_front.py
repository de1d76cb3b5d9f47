"""The browser's scripts and styles, as files: linted, short, and each in its place."""

import re
import subprocess
from importlib.metadata import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONT = ROOT / "lstm_core" / "browser" / "front"
SCRIPTS = sorted(FRONT.rglob("*.js"))
FILES = [*SCRIPTS, *sorted(FRONT.rglob("*.css"))]
PURE = ("place.js",)  # no document, no window


def code(path: Path) -> str:
    """The script without its comments."""
    return re.sub(r"//.*", "", path.read_text(encoding="utf-8"))


def test_the_linter_finds_nothing() -> None:
    [linter] = [file for file in files("oxlint") or [] if file.stem == "oxlint"]
    command = [str(linter.locate()), "--deny-warnings", "lstm_core"]  # by .oxlintrc.json
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_stay_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    assert not [line for line in lines if len(line) > 100]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_parts_reach_each_other_by_imports_alone(path: Path) -> None:
    source = code(path)
    assert "CustomEvent" not in source and "dispatchEvent" not in source
    assert path.name == "plotly.js" or "window" not in source
    if path.name in PURE:
        assert "document" not in source and "import" not in source
    for name in re.findall(r'from "(.*?)"', source):
        assert path.parent.joinpath(name).is_file(), name
