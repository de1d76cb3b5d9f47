"""The browser's scripts and styles, as files: linted, short, and each in its place."""

import re
import subprocess
from importlib.metadata import files
from pathlib import Path

import pytest

from lstm_core.words.quantities import CHARTED, QUANTITIES

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


def luminance(colour: str) -> float:
    """The relative luminance of "#RRGGBB", as WCAG defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tinted(ground: str, colour: str) -> str:
    """The ground below a box that is filled."""
    pairs = [(int(ground[k : k + 2], 16), int(colour[k : k + 2], 16)) for k in (1, 3, 5)]
    return "#" + "".join(f"{round(0.74 * under + 0.26 * over):02X}" for under, over in pairs)


@pytest.mark.parametrize(("sheet", "least"), [("colours", 4.5), ("projector", 7.0)])
def test_a_quantity_s_colour_can_be_read_as_text(sheet: str, least: float) -> None:
    text = (FRONT / f"{sheet}.css").read_text(encoding="utf-8")
    shades = re.findall(r"--text-(\w+): light-dark\((#\w{6}), (#\w{6})\)", text)
    assert {name for name, *_ in shades} == {*CHARTED}
    for name, *pair in shades:
        for shade, ground in zip(pair, ("#FFFFFF", "#0E1117"), strict=True):
            for below in (ground, tinted(ground, QUANTITIES[name].colour)):
                assert contrast(shade, below) >= least, (name, shade, below)
