"""A TOML file read block by block: what is wrong in one is told with its line, and the others are read all the same."""

import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lstm_core.experiment.fields import Complaint, quote

# tomllib takes seconds for a key of thousands of parts, a.a.a.a
DEEP = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n.]*"|'[^'\n.]*')[ \t]*\.[ \t]*){32}""")


@dataclass(frozen=True)
class Block:
    """What one `[[name]]` says, or what stands before the first: its text, the number of its first line, its values."""

    line: int
    text: str
    values: dict[str, Any]

    def at(self, key: str) -> int:
        """The line of this key, or the block's own."""
        found = re.search(
            rf"^[ \t]*(?:\[\w+\.)?[\"']?{re.escape(key)}[\"']?[ \t]*[.=\]]", self.text, re.MULTILINE
        )
        return self.line + self.text.count("\n", 0, found.start()) if found else self.line


def blocks(text: str, name: str) -> tuple[Block, list[Block], list[Complaint]]:
    """What stands before the first `[[name]]`, each `[[name]]` that can be read, and what to say of the others."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    starts = [
        found.start()
        for found in re.finditer(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", text, re.MULTILINE)
    ]
    head, *parts = [
        Block(text.count("\n", 0, start) + 1, text[start:end], {})
        for start, end in pairwise([0, *starts, len(text)])
    ]
    whole, trouble = parsed(text, 1)
    if whole is not None:
        listed = whole.pop(name, [])
        tables = (
            [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        )
        if len(tables) != len(
            parts
        ):  # headers inside a text, or tables written in another way: no line is known
            parts = [Block(1, "", {})] * len(tables)
        found = [
            Block(part.line, part.text, table) for part, table in zip(parts, tables, strict=True)
        ]
        return Block(head.line, head.text, whole), found, []
    told, read = [], []
    for part in (head, *parts):
        values, problem = parsed(part.text, part.line)
        told += [problem] if problem else []
        read.append(Block(part.line, part.text, values or {}))
    first, *others = read
    first.values.pop(name, None)
    lists = [(block, block.values.get(name)) for block in others]
    found = [
        Block(block.line, block.text, each[0])
        for block, each in lists
        if isinstance(each, list) and each
    ]
    return first, found, told or [trouble] if trouble else told


def parsed(text: str, line: int) -> tuple[dict[str, Any] | None, Complaint | None]:
    """The values of a text whose first line has this number, or None and which line cannot be read."""
    deep = DEEP.search(text)
    if deep:
        return None, unreadable(text, line, text.count("\n", 0, deep.start()) + 1)
    try:
        return tomllib.loads(text), None
    except (
        ValueError,
        RecursionError,
    ) as error:  # not every bad number or date is told as a TOMLDecodeError
        found = re.search(r"at line (\d+)", str(error))
        return None, unreadable(text, line, int(found[1]) if found else None)


def unreadable(text: str, line: int, at: int | None) -> Complaint:
    """What to say of this line of a text, counted from its first, which has that number; or of its last one."""
    lines = text.rstrip().split("\n")
    at = min(at or len(lines), len(lines))
    return "lecture_syntax", {"line": line + at - 1, "given": quote(lines[at - 1])}
