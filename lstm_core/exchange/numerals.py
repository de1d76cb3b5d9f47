"""Numbers as people write them: decimal comma or point, thousands, signs of money and per cent."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

POINT, COMMA = ".", ","
MINUS = str.maketrans(dict.fromkeys("−–—‐‑‒―﹣－", "-"))
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"))  # no-break ones, inside of a number
MONEY = r"(?:(?:US|MX|AR|CL|CO|COL|CA|A|R)?\$|S/\.?|[€£¥₩₹₽₺₿])"
UNIT = rf"(?:{MONEY}|EUR|USD|GBP|CHF|MXN|COP|ARS|CLP|PEN|BRL|JPY|INR|kr|zł)"
AROUND = re.compile(
    rf"(?P<sign>[-+]?)\s*(?P<money>{UNIT})?(?P<digits>.*?)(?P<unit>[%‰]|{UNIT})?", re.I | re.S
)
PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", re.I)
LEADING = r"[1-9]\d{0,2}"  # no thousands follow a 0: 0,125 is an eighth
HELD = re.compile(r"[\di∞]", re.I)  # no number without one of them: 5, inf, ∞
GROUPED = {
    POINT: re.compile(rf"[-+]?{LEADING}(?:[,'’ ]\d{{3}})+(?:\.\d*)?"),
    COMMA: re.compile(rf"[-+]?{LEADING}(?:[.'’ ]\d{{3}})+(?:,\d*)?"),
}
# 1.200.000, which no decimal point explains
MILLIONS = re.compile(rf"[-+]?{LEADING}(?:\.\d{{3}}){{2,}}")
# 1.200 and 1,200: a lone mark with three digits behind it, which may be either
LONE_GROUP = re.compile(rf"[-+]?{LEADING}[.,]\d{{3}}")
SEVERAL_GROUPS = {
    POINT: re.compile(rf"[-+]?{LEADING}(?:,\d{{3}}){{2,}}"),
    COMMA: MILLIONS,
}
HEXADECIMAL = re.compile(r"[-+]?0[xX][0-9a-fA-F]{1,12}")
FRACTION = re.compile(r"([-+]?\d{1,9})/(\d{1,9})")
LOSS = re.compile(r"\(([^()-]+)\)")  # as accountants write what is below 0
MISSING = {
    *("", "-", "--", "?", ".", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "<na>"),
    *("nd", "s/d", "n/d", "missing", "#n/d", "#div/0!", "#¡div/0!", "#value!", "#¡valor!"),
    *("#ref!", "#¡ref!", "#num!", "#¡num!", "#name?", "#¿nombre?", "#null!", "#¡nulo!"),
}
LONGEST = 400  # characters of one number: beyond it nobody wrote one
PARTS = {"%": 100, "‰": 1000}


@dataclass(frozen=True)
class Amount:
    """The digits of a cell, its sign, and the money or the per cent beside them."""

    sign: str = ""
    money: str = ""
    digits: str = ""
    unit: str = ""

    @property
    def is_money(self) -> bool:
        return bool(self.money) or self.unit not in ("", *PARTS)


def amount(text: str) -> Amount:
    """The parts of a cell; `digits` is whatever is neither sign nor unit, empty in a long text."""
    if len(text) > LONGEST:
        return Amount()
    match = AROUND.fullmatch(text.translate(MINUS).translate(SPACES).strip())
    parts = match.groupdict("") if match else {}
    return Amount(**{name: part.strip() for name, part in parts.items()})


def number(text: str, decimal: str = POINT) -> float | None:
    """The number that a cell spells with this decimal mark, or None.

    A per cent is a hundredth, 1/4 a quarter, (5) is -5, 0x1F is 31; money is its amount. A number
    too large for one is infinite.
    """
    if len(text) > LONGEST:
        return None
    text = text.strip()
    if PLAIN.fullmatch(text) and (decimal == POINT or POINT not in text):
        return float(text)
    if not HELD.search(text):
        return None
    fraction, loss = FRACTION.fullmatch(text), LOSS.fullmatch(text)
    if fraction and int(fraction[2]):
        return int(fraction[1]) / int(fraction[2])
    if loss:
        value = number(loss[1], decimal)
        return None if value is None else -value
    if HEXADECIMAL.fullmatch(text):
        return float(int(text, 16))
    found = amount(text)
    digits = found.digits
    if MILLIONS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif GROUPED[decimal].fullmatch(digits):
        digits = re.sub(r"['’ ,]" if decimal == POINT else r"['’ .]", "", digits)
    if decimal == COMMA:
        digits = digits.replace(",", ".", 1)
    if digits.lower().lstrip("+-") in ("inf", "infinity", "∞"):
        return -math.inf if "-" in found.sign + digits else math.inf
    if not PLAIN.fullmatch(digits) or (found.sign and digits[0] in "+-"):
        return None
    value = float(found.sign + digits)
    return value / PARTS.get(found.unit, 1)


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return text.translate(MINUS).strip().lower() in MISSING


def decimal_mark(cells: Sequence[str]) -> str:
    """The decimal mark of cells that no comma separates.

    1.200,5 and 0,5 say a comma; 1,200.5 and 1,200,000 a point. A lone comma is a decimal mark
    unless another cell has a decimal point.
    """
    marked = [cell.strip(" ()") for cell in cells if "," in cell]
    digits = [amount(cell).digits for cell in marked]
    if any(re.search(r"\d\.\d+,\d", cell) for cell in digits):
        return COMMA
    if any(re.search(rf"(?<!\d){LEADING},\d{{3}}[.,]\d", cell) for cell in digits):
        return POINT
    commas = [cell for cell in digits if re.search(r"\d,\d|^[-+]?,\d", cell)]
    if not commas:
        return POINT
    grouped = all(map(GROUPED[POINT].fullmatch, commas))
    points = grouped and any("." in cell and number(cell) is not None for cell in cells)
    return POINT if points else COMMA


def column_mark(cells: Sequence[str], decimal: str) -> str:
    """The decimal mark of one column, `decimal` where the column itself says nothing.

    Money has two decimals or none: 900 € beside 1.234 € says that the point groups thousands. But
    fuel has three: 1.459 € beside 1.519 € says nothing. No thousands follow the point of 0.5. In
    1.234.567 the points group thousands, and so they do in the cells below it.
    """
    digits = [amount(cell).digits for cell in cells if "." in cell]
    plain = any(PLAIN.fullmatch(one) and not GROUPED[COMMA].fullmatch(one) for one in digits)
    if decimal == COMMA and plain and not any("," in cell for cell in cells):
        return POINT
    for mark, other in ((COMMA, POINT), (POINT, COMMA)):
        several = (amount(cell).digits for cell in cells if cell.count(mark) > 1)
        if any(map(SEVERAL_GROUPS[other].fullmatch, several)):
            return other
        marked = [cell for cell in cells if mark in cell]
        if not marked or not all(GROUPED[other].fullmatch(amount(cell).digits) for cell in marked):
            continue
        money = any(amount(cell).is_money for cell in marked)
        if money and any(re.fullmatch(r"[1-9]\d{1,2}", amount(cell).digits) for cell in cells):
            return other
    return decimal


def is_decimal(cells: Sequence[str], mark: str) -> bool:
    """Whether one of these cells has a decimal mark that cannot group thousands."""
    marked = (amount(cell).digits for cell in cells if mark in cell)
    return any(number(one, mark) is not None and not LONE_GROUP.fullmatch(one) for one in marked)


def lone_groups(cells: Sequence[str], mark: str) -> list[str]:
    """The cells whose mark has three digits behind it, so that it may group thousands."""
    return [cell for cell in cells if mark in cell and LONE_GROUP.fullmatch(amount(cell).digits)]
