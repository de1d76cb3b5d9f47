"""How tests read a sheet to print: as XML, so that an open tag or a bare sign is found."""

import re
import xml.etree.ElementTree as ET

import numpy as np

from lstm_core.experiment.settings import Settings


def body_of(page: str) -> ET.Element:
    """The body of a page. Raises ParseError where a tag is not closed or a sign not escaped."""
    body = ET.fromstring(page.removeprefix("<!DOCTYPE html>\n")).find("body")
    assert body is not None
    return body


def part_of(element: ET.Element, path: str) -> ET.Element:
    """The part of an element that stands at this path."""
    part = element.find(path)
    assert part is not None
    return part


def words(element: ET.Element) -> str:
    """All words in an element."""
    return "".join(element.itertext())


def foreign_parts(page: str) -> list[str]:
    """What in a page would fetch or run something."""
    plain = re.sub(r'xmlns="[^"]*"|<a href="[^"]*"><code>[^<]*</code></a>', "", page).lower()
    signs = ("http", "src=", "<script", "url(", "@import", "<link", "href", "onload")
    return [sign for sign in signs if sign in plain]


# ---- a worksheet
WIDE = Settings(scenario="wide", input_size=16, hidden_size=32, t=3, unit=20)
SHOWN = [
    Settings(),
    Settings(scenario="pytorch", t=2, unit=3, seed=7),
    Settings(scenario="latch", t=6),
    Settings(scenario="counter", t=4),
    Settings(scenario="disagree", t=3, unit=2),
    Settings(scenario="keras", inputs="series:5", t=4),
    Settings(scenario="wide", inputs="1;-2\n0.25;3", t=2),
    WIDE,
]
NUMBER = r"−?\d+(?:\.\d+)?"


def parsed_worksheet(page: str) -> tuple[ET.Element, ET.Element | None]:
    """The sheet and the key."""
    body = body_of(page)
    return part_of(body, "main"), body.find("section[@class='key']")


def stages(part: ET.Element) -> dict[str, ET.Element]:
    return {
        stage.attrib["data-stage"]: stage
        for stage in part.iter("section")
        if "data-stage" in stage.attrib
    }


def results(stage: ET.Element) -> list[str]:
    return [words(bold) for bold in stage.iter("b")]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def digits(text: str) -> int:
    return len(text.partition(".")[2])


def right_to(text: str) -> int:
    """To how many decimals a result is right: one with fewer than three is exact, as −6."""
    return digits(text) if digits(text) >= 3 else 12


def givens(sheet: ET.Element) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """z, W (4, H + D), b (4,) and C_prev as printed."""
    rows: list[list[str]] = [[] for _ in range(5)]
    for table in sheet.iter("table"):
        for row, line in zip(rows, table.findall("tbody/tr"), strict=True):
            row += [words(cell) for cell in line.findall("td")]
    z = np.array([number(cell) for cell in rows[0][:-1]])
    weights = np.array([[number(cell) for cell in row] for row in rows[1:]])
    given = next(p for p in sheet.iter("p") if "given" in p.attrib.get("class", ""))
    return z, weights[:, :-1], weights[:, -1], number(words(given).split("= ")[-1])
