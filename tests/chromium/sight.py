"""What an eye would find wrong with a page: texts that meet, are cut, too small or too pale.

All of it comes from the real page: the boxes of its texts round their ink, and the colours of its
pixels where they stand.
"""

import io
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from lstm_core.model.cell import Array

LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
LEAST, LEAST_INDEX = 12.0, 9.0  # pixels: the size of a text of a picture; that of an index
LEAST_LARGE = 0.03  # of the screen's height: that of a numeral for the last row
CONTRAST, CONTRAST_LARGE = 4.5, 7.0
LAPTOP = 1024  # pixels: a screen that is as wide is no phone's
SHARE = 0.2  # of a text's ground: what covers less of it does not make it unreadable
APART = 0.14  # of its size: the room that a text in a picture keeps on either side
# Without its texts a page shows what they stand on.
WITHOUT_TEXTS = """(off) => {
    const sheet = window.withoutTexts ??= Object.assign(new CSSStyleSheet(), { filled: false });
    if (!sheet.filled) sheet.replaceSync(`
        *, *::before, *::after {
            -webkit-text-fill-color: transparent !important; transition: none !important;
            caret-color: transparent !important;
        }
        svg text, svg text * { visibility: hidden !important; }
        ::highlight(explained) {
            color: transparent !important; -webkit-text-fill-color: transparent !important;
            text-decoration: none !important;
        }`);
    sheet.filled = true;
    const roots = [document, ...[...document.querySelectorAll("*")]
        .flatMap((e) => e.shadowRoot ? [e.shadowRoot] : [])];
    for (const root of roots) {
        const others = root.adoptedStyleSheets.filter((one) => one !== sheet);
        root.adoptedStyleSheets = off ? [...others, sheet] : others;
    }
}"""


class Fault(NamedTuple):
    """What is wrong, with which text, and how."""

    kind: str  # "meets", "on a line", "cut", "under the player", "small", "pale", "sideways"
    said: str
    how: str


def faults(page: Any, *, large: bool) -> list[Fault]:
    """What is wrong with the page as it is now; `large` if it is for the last row."""
    found = page.evaluate(LOOK)
    texts = [text for text in found["texts"] if visible(text, found["player"])]
    whole = [text for text in texts if text["player"] or text["box"][3] < found["player"]]
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    hall = large and width >= LAPTOP  # a phone is never read from the last row
    wrong = [Fault("sideways", "", "the page scrolls sideways")] if found["wide"] else []
    if found["rows"] > 1 and width >= LAPTOP:
        wrong.append(Fault("wraps", "", "the player takes a second row"))
    wrong += [*meeting(texts), *on_lines(texts, found["lines"])]
    wrong += [*cut(texts, found), *under_the_player(found, width)]
    drawn = [text for text in texts if text["picture"]]
    wrong += [fault for text in drawn if (fault := small(text, height if hall else 0))]
    ground = grounds(page)
    least = CONTRAST_LARGE if large else CONTRAST
    return wrong + [fault for text in whole if (fault := pale(text, ground, least))]


def visible(text: dict[str, Any], player: float) -> bool:
    """Whether anything of a text can be seen: the player lies over what is below its edge."""
    left, top, right, bottom = text["seen"]
    if not text["player"]:
        bottom = min(bottom, player)
    return bool(right - left > 1 and bottom - top > 3)


def overlap(a: list[float], b: list[float]) -> tuple[float, float]:
    """How far two boxes lie over each other, across and down; negative if they are apart."""
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def meeting(texts: list[dict[str, Any]]) -> list[Fault]:
    """Texts over each other; in a picture also those without a gap between them."""
    wrong = []
    for one, other in combinations(texts, 2):
        if one["block"] == other["block"] or one["player"] != other["player"]:
            continue
        in_picture = one["picture"] and one["picture"] == other["picture"]
        gap = APART * min(one["size"], other["size"]) if in_picture else -1.0
        across, down = overlap(one["box"], other["box"])
        if across > -gap and down > (-1 if in_picture else 1):
            wrong.append(Fault("meets", one["said"], f"“{other['said']}”"))
    return wrong


def on_lines(texts: list[dict[str, Any]], lines: list[list[float]]) -> list[Fault]:
    """Texts of a picture through which a frame's edge or the line at 0 goes."""
    wrong = []
    for text in texts:
        for line in lines * (not text["haloed"]):
            across, down = overlap(text["box"], line[:4])
            if line[4] == text["picture"] and min(across, down) > -0.5 and max(across, down) > 1:
                wrong.append(Fault("on a line", text["said"], f"{line[:4]}"))
                break
    return wrong


def cut(texts: list[dict[str, Any]], found: dict[str, Any]) -> list[Fault]:
    """Texts that something cuts off where nobody can scroll, or that stand out of their picture."""
    wrong = [Fault("cut", text["said"], text["cut"]) for text in texts if text["cut"]]
    pictures = {it: box for *box, it in found["pictures"]}
    for text in texts:
        if text["picture"] and not text["cut"]:
            left, top, right, bottom = pictures[text["picture"]]
            x0, y0, x1, y1 = text["box"]
            if x0 < left - 1 or y0 < top - 1 or x1 > right + 1 or y1 > bottom + 1:
                wrong.append(Fault("cut", text["said"], "out of its picture"))
    return wrong


def under_the_player(found: dict[str, Any], width: int) -> list[Fault]:
    """Texts of the first picture that the player lies over, on a screen that is no phone's.

    What a link could not give is told once, above the picture, and takes its room.
    """
    pictures = sorted(found["pictures"], key=lambda box: (box[1], box[0]))
    if width < LAPTOP or not pictures or found["warned"]:
        return []
    first = pictures[0][4]
    texts = [text for text in found["texts"] if text["picture"] == first]
    return [
        Fault("under the player", text["said"], f"{text['box'][3] - found['player']:.0f} px")
        for text in texts
        if text["box"][3] > found["player"] + 1
    ]


def small(text: dict[str, Any], height: float) -> Fault | None:
    """A text of a picture below its least size; a numeral of one for the last row."""
    numeral = any(c.isdigit() for c in text["said"]) and len(text["said"]) < 9
    least = LEAST_INDEX if text["index"] else max(LEAST, LEAST_LARGE * height * numeral)
    if text["size"] >= least - 0.05:
        return None
    return Fault("small", text["said"], f"{text['size']:.1f} px of {least:.1f}")


# ---- contrast


def grounds(page: Any) -> Array:
    """The pixels of the page without its texts (height, width, 3)."""
    page.evaluate(WITHOUT_TEXTS, True)
    picture = page.screenshot(animations="disabled", caret="initial")
    page.evaluate(WITHOUT_TEXTS, False)
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), float)


def light(colours: Array) -> Array:
    """The relative luminance of colours (..., 3), as WCAG 2 defines it."""
    c = colours / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def pale(text: dict[str, Any], ground: Array, least: float) -> Fault | None:
    """A text that stands out too little from a fifth of what it stands on."""
    x0, y0, x1, y1 = (max(0, round(edge)) for edge in text["seen"])
    under = ground[y0:y1, x0:x1].reshape(-1, 3)
    if text["off"] or len(under) < 4:
        return None
    *colour, alpha = text["colour"]
    ink = light(alpha * np.array(colour) + (1 - alpha) * under)
    lights = np.sort(np.stack([ink, light(under)]), axis=0)
    contrast = float(np.quantile((lights[1] + 0.05) / (lights[0] + 0.05), SHARE))
    if contrast >= least - 0.05:
        return None
    return Fault("pale", text["said"], f"{contrast:.1f}:1 of {least}:1")
