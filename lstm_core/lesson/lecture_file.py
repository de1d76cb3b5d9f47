"""A lecture as a file in TOML (docs/lecture.md): the one that ships, or one's own.

Whatever stands in a file, nothing raises: what cannot be used is told with its line, and the rest
is used all the same.
"""

import os
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl

from lstm_core.experiment.fields import Complaint, quote
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.experiment.settings import KINDS, parse_query
from lstm_core.lesson import lecture_cells
from lstm_core.lesson.blocks import Block, blocks
from lstm_core.lesson.lecture import (
    FIELDS,
    LONGEST,
    MINUTES,
    MOST_BEATS,
    MOST_BYTES,
    MOST_MINUTES,
    MOST_SCENES,
    OWN_KEYS,
    Beat,
    Lecture,
    Scene,
    Words,
    trim,
    trim_words,
)
from lstm_core.lesson.placeholders import (
    MOST_PLACEHOLDERS,
    PLACEHOLDER,
    unknown_placeholders,
)
from lstm_core.words.language import say

VARIABLE = "LSTM_LECTURE"  # the environment variable that names a file
SHOWN_INSTEAD = ("ending", "table")  # of the picture
MOST_COMPLAINTS = 12  # about one file
WIDTH = 100  # characters of a line that has all languages
TOO_LARGE: Complaint = ("lecture_too_large", {"most": MOST_BYTES // 1024})
Loaded = tuple[Lecture, tuple[Complaint, ...]]


# ---- opening
@cache
def shipped() -> Lecture:
    """The lecture that comes with the package."""
    text = files("lstm_core.lesson").joinpath("lecture.toml").read_text(encoding="utf-8")
    return from_toml(text)[0]


def load(path: str | None = None) -> Loaded:
    """The lecture in this file, or in the one that LSTM_LECTURE names; else the shipped one."""
    name = os.environ.get(VARIABLE, "") if path is None else path
    if not name:
        return shipped(), ()
    try:
        if not Path(name).is_file():
            raise FileNotFoundError
        found = Path(name).stat()
        return loaded(name, found.st_mtime_ns, found.st_size)
    except (OSError, ValueError):  # a path with a null in it is a ValueError
        return shipped(), (("lecture_no_file", {"name": quote(name)}),)


@lru_cache(maxsize=4)
def loaded(name: str, changed: int, size: int) -> Loaded:
    """The lecture in the file of this name, as it was changed last; OSError without one."""
    with Path(name).open("rb") as file:
        return from_bytes(file.read(MOST_BYTES + lecture_cells.MOST_CELLS + 1))


def from_bytes(data: bytes) -> Loaded:
    """The lecture in the bytes of a file, and what to say of it."""
    if len(data) > MOST_BYTES + lecture_cells.MOST_CELLS:
        return shipped(), (TOO_LARGE,)
    try:
        return from_toml(data.decode("utf-8"))
    except UnicodeDecodeError:
        return shipped(), (("lecture_not_text", {}),)


def is_too_large(lecture: Lecture) -> bool:
    """Whether its file could not be opened again."""
    text = to_toml(lecture)
    words = len(lecture_cells.without_cells(text).encode())
    return words > MOST_BYTES or len(text.encode()) - words > lecture_cells.MOST_CELLS


# ---- reading
def from_toml(text: str) -> Loaded:
    """The lecture in a text, as much of it as can be used, and what to say of the rest."""
    text, cells, broken = lecture_cells.take_cells(text.replace("\r\n", "\n"))
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return shipped(), (TOO_LARGE,)
    head, found, complaints = blocks(text, "scene", MOST_SCENES + 1)
    complaints += [*broken, *foreign_keys(head, ("title", lecture_cells.TABLE))]
    title = words_of(head, "title", complaints)
    if title is None and "title" not in head.values:
        title = Words({lang: say("lecture_own", lang) for lang in LANGUAGES})
    scenes = tuple(scene_of_block(block, complaints) for block in found[:MOST_SCENES])
    if len(found) > MOST_SCENES:
        complaints.append(("lecture_many", {"line": found[MOST_SCENES].line, "most": MOST_SCENES}))
    if len(complaints) > MOST_COMPLAINTS:
        more = len(complaints) - MOST_COMPLAINTS
        complaints[MOST_COMPLAINTS:] = [("lecture_more", {"count": more})]
    if not scenes:
        return shipped(), (*complaints, ("lecture_none", {}))
    return Lecture(title or Words(), scenes, cells), tuple(complaints)


def scene_of_block(block: Block, complaints: list[Complaint]) -> Scene:
    """The scene that a block says; what cannot be used of it is added to the complaints."""
    complaints += foreign_keys(block, ("link", "minutes", *SHOWN_INSTEAD, "beat", *LONGEST))
    complaints += [
        wrong_kind(block, name)
        for name in SHOWN_INSTEAD
        if not isinstance(block.values.get(name, False), bool)
    ]
    complaints += [
        ("lecture_missing", {"line": block.line, "name": name})
        for name in ("link", "title")
        if name not in block.values
    ]
    link = link_of(block, complaints)
    minutes = minutes_of(block, complaints)
    title, text, question, answer, notes = (words_of(block, key, complaints) for key in FIELDS)
    steps = words_of(block, "steps", complaints)
    return Scene(
        link=link,
        title=title or Words(),
        text=text or Words(),
        question=question,
        answer=answer,
        minutes=minutes,
        notes=notes or Words(),
        ending=block.values.get("ending") is True,
        table=block.values.get("table") is True,
        steps=steps,
        more=beats_of(block, complaints),
    )


def beats_of(block: Block, complaints: list[Complaint]) -> tuple[Beat, ...]:
    """The beats that come after a block's answer; one that says nothing is none."""
    given = block.values.get("beat", [])
    tables = given if isinstance(given, list) else [given]
    if not all(isinstance(table, dict) for table in tables) or len(tables) > MOST_BEATS:
        most = {"line": block.line_of("beat"), "most": MOST_BEATS}
        complaints.append(("lecture_beats", most))
    beats = []
    for table in [table for table in tables if isinstance(table, dict)][:MOST_BEATS]:
        one = Block(block.line_of("beat"), block.text, table)
        complaints += foreign_keys(one, ("link", "text"))
        text = words_of(one, "text", complaints)
        if text:
            beats.append(Beat(text, link_of(one, complaints)))
    return tuple(beats)


def link_of(block: Block, complaints: list[Complaint]) -> str:
    """The query of a block's link, which may be pasted whole."""
    link = block.values.get("link", "")
    if not isinstance(link, str):
        complaints.append(wrong_kind(block, "link"))
        link = ""
    link = trim("link", link).rpartition("?")[2].strip()
    complaints += link_complaints(link, block.line_of("link"))
    return link


def link_complaints(link: str, line: int) -> list[Complaint]:
    """What to say of a link: keys that no link has, and values that are taken to others."""
    query = dict(parse_qsl(link, keep_blank_values=True))
    complaints: list[Complaint] = [
        ("lecture_link_key", {"line": line, "name": quote(name)})
        for name in query
        if name not in (*KINDS, *OWN_KEYS)
    ]
    for name, (used, complaint) in parse_query(query).items():
        if complaint or used == "lecture":
            value = "cell" if used == "lecture" else used
            given = {"given": quote(query[name]), "used": quote(str(value))}
            complaints.append(("lecture_link_value", {"line": line, "name": name, **given}))
    return complaints


def minutes_of(block: Block, complaints: list[Complaint]) -> float:
    """How long a block's scene is planned to take."""
    minutes = block.values.get("minutes", MINUTES)
    number = isinstance(minutes, int | float) and not isinstance(minutes, bool)
    if number and 0 <= minutes <= MOST_MINUTES:
        return float(minutes)
    bounds = {"most": round(MOST_MINUTES), "used": round(MINUTES)}
    values = {"line": block.line_of("minutes"), "given": quote(spell(minutes)), **bounds}
    complaints.append(("lecture_minutes", values))
    return MINUTES


def spell(value: object) -> str:
    """A value of a file as text; thousands of digits, which Python does not spell, in hex."""
    if isinstance(value, int) and value.bit_length() > 64:
        return hex(value)
    if isinstance(value, list | dict):  # of any depth
        return "[…]" if isinstance(value, list) else "{…}"
    return str(value)


def words_of(block: Block, key: str, complaints: list[Complaint]) -> Words | None:
    """The words of this key, a text for all languages or one for each; None for none."""
    value, line = block.values.get(key), block.line_of(key)
    if value is None:
        return None
    given = value if isinstance(value, dict) else dict.fromkeys(LANGUAGES, value)
    texts = {
        lang: text for lang, text in given.items() if lang in LANGUAGES and isinstance(text, str)
    }
    if not texts or len(texts) < len(given):
        complaints.append(wrong_kind(block, key))
    if len(texts) == 1:  # said in one language, it is said so in all
        texts = dict.fromkeys(LANGUAGES, *texts.values())
    words = trim_words(key, Words(texts))
    if any(len(text) > LONGEST[key] for text in texts.values()):
        values = {"line": line, "name": key, "longest": LONGEST[key]}
        complaints.append(("lecture_too_long", values))
    if key == "title" and any("\n" in text.strip() for text in texts.values()):
        complaints.append(("lecture_title_lines", {"line": line}))
    if any(len(PLACEHOLDER.findall(text)) > MOST_PLACEHOLDERS for text in words.values()):
        values = {"line": line, "name": key, "most": MOST_PLACEHOLDERS}
        complaints.append(("lecture_many_placeholders", values))
    unknown = [name for lang in LANGUAGES for name in unknown_placeholders(words[lang])]
    complaints += [
        ("lecture_placeholder", {"line": line, "given": quote(name)})
        for name in dict.fromkeys(unknown)
    ]
    return words if any(words.values()) else None


def foreign_keys(block: Block, known: Iterable[str]) -> list[Complaint]:
    """What to say of each key in a block that is none."""
    return [
        ("lecture_key", {"line": block.line_of(name), "name": quote(name)})
        for name in block.values
        if name not in known
    ]


def wrong_kind(block: Block, key: str) -> Complaint:
    """What to say of a value that is not of its key's kind."""
    return "lecture_kind", {"line": block.line_of(key), "name": key}


# ---- writing
def to_toml(lecture: Lecture) -> str:
    """The lecture as TOML, from which from_toml() makes the same again."""
    lines = words_in_toml("title", lecture.title)
    lines += lecture_cells.cells_in_toml(lecture_cells.cells_called(lecture.links))
    for scene in lecture.scenes:
        minutes = f"{scene.minutes!r}".removesuffix(".0")
        lines += ["", "[[scene]]", f"link = {quoted(scene.link)}", f"minutes = {minutes}"]
        lines += words_in_toml("steps", scene.steps) if scene.steps else []
        lines += [f"{name} = true" for name in SHOWN_INSTEAD if getattr(scene, name)]
        for name in FIELDS:
            words = getattr(scene, name)
            if words is not None and (any(words.values()) or name == "title"):
                lines += words_in_toml(name, words)
        for beat in scene.more:
            lines += ["[[scene.beat]]", *words_in_toml("text", beat.text)]
            lines += [f"link = {quoted(beat.link)}"] if beat.link else []
    return "\n".join(lines) + "\n"


def words_in_toml(key: str, words: Words) -> list[str]:
    """Words as lines of TOML: once if all languages say the same, else one line or a line each."""
    texts = {lang: quoted(words[lang]) for lang in LANGUAGES if lang in words}
    if len(set(texts.values())) < 2:
        return [f"{key} = {next(iter(texts.values()), quoted(''))}"]
    pairs = ", ".join(f"{lang} = {text}" for lang, text in texts.items())
    together = f"{key} = {{{pairs}}}"
    if len(together) <= WIDTH and "\n" not in together:
        return [together]
    return [f"{key}.{lang} = {text}" for lang, text in texts.items()]


def quoted(text: str) -> str:
    """A string of TOML, over several lines where the text has several."""
    escapes = {"\\": "\\\\", '"': '\\"', "\t": "\\t"}
    signs = [
        escapes.get(c) or (c if c == "\n" or c.isprintable() else f"\\U{ord(c):08x}") for c in text
    ]
    return f'"""\n{"".join(signs)}"""' if "\n" in text else f'"{"".join(signs)}"'
