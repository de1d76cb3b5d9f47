"""A TOML file read block by block: what is wrong in one is told with its line."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

from lstm_core.experiment.fields import Complaint, quote

# A key of many parts, a.a.a.a, takes tomllib seconds: a lecture has none of more than two.
MOST_PARTS = 8
MOST_NAMES = 8_000  # keys and values of one line: ninety-nine scenes have a third
PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\[^\n])*+"?|'[^'\n]*+'?)"""
# What may hold a dot that is none of a key's, or a key. Nothing is tried twice: it is linear.
TOKEN = re.compile(
    rf'''
    \#[^\n]*+
    | """(?:[^"\\]|\\.|"(?!""))*+(?:"{{3,5}})?
    | \'{{3}}(?:[^']|'(?!\'\'))*+(?:'{{3,5}})?
    | (?P<key>{PART}(?:[\ \t]*+\.[\ \t]*+{PART})*+)
    ''',
    re.DOTALL | re.VERBOSE,
)
KEY = re.compile(r"""^[ \t]*(?:\[\w+\.)?("[^"\n]*"|'[^'\n]*'|[\w-]+)[ \t]*[.=\]]""", re.MULTILINE)
LONG = re.compile(r"[0-9_]{4300,}")  # more digits than Python makes a number of


@dataclass(frozen=True)
class Block:
    """One `[[name]]`, or what stands before the first: its first line's number, text and values."""

    line: int
    text: str
    values: dict[str, Any]

    def line_of(self, key: str) -> int:
        """The number of this key's line, or of the block's own."""
        return self._lines.get(key, self.line)

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The number of each key's first line."""
        lines, line, end = dict[str, int](), self.line, 0
        for match in KEY.finditer(self.text):
            line, end = line + self.text.count("\n", end, match.start()), match.start()
            lines.setdefault(match[1].strip("\"'"), line)
        return lines


Blocks = tuple[Block, list[Block], list[Complaint]]


def blocks(text: str, name: str, most: int) -> Blocks:
    """What stands before the first `[[name]]`, each that can be read, and what to say of others.

    No more than `most` are read.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    names = (match.start() for match in TOKEN.finditer(text) if match["key"])
    beyond = next(islice(names, MOST_NAMES, None), None)
    if beyond is not None:
        crowded = {"line": text.count("\n", 0, beyond) + 1, "most": MOST_NAMES}
        return Block(1, "", {}), [], [("lecture_crowded", crowded)]
    header = re.compile(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", re.MULTILINE)
    starts = [match.start() for match in islice(header.finditer(text), most + 1)]
    if len(starts) > most:
        text = text[: starts.pop()]
    head, *parts = [
        Block(text.count("\n", 0, start) + 1, text[start:end], {})
        for start, end in pairwise([0, *starts, len(text)])
    ]
    values, problem = parse(text, 1)
    if values is None:
        first, tables, complaints = each_alone(head, parts, name)
        return first, tables, complaints or ([problem] if problem else [])
    given = values.pop(name, [])
    dicts = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    if len(dicts) != len(
        parts
    ):  # headers inside a text, or tables in another way: no line is known
        parts = [Block(1, "", {})] * len(dicts)
    full = [Block(part.line, part.text, table) for part, table in zip(parts, dicts, strict=True)]
    return Block(head.line, head.text, values), full, []


def each_alone(head: Block, parts: list[Block], name: str) -> Blocks:
    """The blocks of a text that cannot be read as a whole, as far as each can be by itself."""
    complaints, readable = [], []
    for part in (head, *parts):
        values, problem = parse(part.text, part.line)
        complaints += [problem] if problem else []
        readable.append(Block(part.line, part.text, values or {}))
    first, *others = readable
    first.values.pop(name, None)
    tables = [(block, block.values.get(name)) for block in others]
    full = [
        Block(block.line, block.text, table[0])
        for block, table in tables
        if isinstance(table, list) and table
    ]
    return first, full, complaints


def parse(text: str, line: int) -> tuple[dict[str, Any] | None, Complaint | None]:
    """The values of a text whose first line has this number, or None and what cannot be read."""
    deep = deep_key(text)
    if deep is not None:
        return None, unreadable(text, line, text.count("\n", 0, deep) + 1)
    try:
        return tomllib.loads(text), None
    except (ValueError, RecursionError) as error:  # not every bad number is a TOMLDecodeError
        match = re.search(r"at line (\d+)", str(error))
        long = LONG.search(text)  # a number of which Python does not say the line
        number = text.count("\n", 0, long.start()) + 1 if long else None
        return None, unreadable(text, line, int(match[1]) if match else number)


def deep_key(text: str) -> int | None:
    """Where the first key of more than MOST_PARTS parts begins; None without one."""
    for match in TOKEN.finditer(text):
        key = match["key"]
        if key and "." in key and len(re.findall(PART, key)) > MOST_PARTS:
            return match.start()
    return None


def unreadable(text: str, first: int, number: int | None) -> Complaint:
    """What to say of this line of a text, or of its last; the text begins on line `first`."""
    lines = text.rstrip().split("\n")
    number = min(number or len(lines), len(lines))
    return "lecture_syntax", {"line": first + number - 1, "given": quote(lines[number - 1])}
