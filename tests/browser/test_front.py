"""The browser's scripts and styles, as files: linted, short, and each in its place."""

import re
import subprocess
from importlib.metadata import files
from pathlib import Path

import pytest

from lstm_core.words.quantities import CHARTED, NEUTRAL, QUANTITIES
from lstm_core.words.shades import SHADE_OF, SHADES, shades_sheet

ROOT = Path(__file__).parents[2]
FRONT = ROOT / "lstm_core" / "browser" / "front"
SCRIPTS = sorted(FRONT.rglob("*.js"))
FILES = [*SCRIPTS, *sorted(FRONT.rglob("*.css"))]
PURE = ("place.js", "measures.js", "draft.js")  # no document, no window


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


@pytest.mark.parametrize("name", SHADES)
def test_a_quantity_s_colour_can_be_read_as_text(name: str) -> None:
    bars = QUANTITIES[name].colour if name in QUANTITIES else NEUTRAL
    shades, grounds = SHADES[name], ("#FFFFFF", "#0E1117")
    for large, least in ((False, 4.5), (True, 7.0)):
        for shade, ground in zip(shades[2:] if large else shades[:2], grounds, strict=True):
            for below in (ground, tinted(ground, bars)):
                assert contrast(shade, below) >= least, (name, shade, below)
            assert shade in shades_sheet(large=large), name


def test_every_quantity_has_its_shades() -> None:
    assert set(SHADES) == {*CHARTED, "x"}
    assert {quantity.colour for quantity in QUANTITIES.values()} <= set(SHADE_OF)
