"""Numbers as people write them: decimal comma or point, thousands, signs of money and per cent."""

import math
import re

POINT, COMMA = ".", ","
MINUS = str.maketrans(dict.fromkeys("−–—‐‑‒―﹣－", "-"))
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"))  # no-break ones, inside of a number
MONEY = r"(?:(?:US|MX|AR|CL|CO|COL|CA|A|R)?\$|S/\.?|[€£¥₩₹₽₺₿])"
UNIT = rf"(?:{MONEY}|EUR|USD|GBP|CHF|MXN|COP|ARS|CLP|PEN|BRL|JPY|INR|kr|zł)"
AROUND = re.compile(
    rf"^(?P<sign>[-+]?)\s*(?P<money>{UNIT})?\s*(?P<digits>.*?)\s*(?P<unit>[%‰]|{UNIT})?$", re.I
)
PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.I)
GROUPED = {
    POINT: re.compile(r"[-+]?\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d*)?"),
    COMMA: re.compile(r"[-+]?\d{1,3}(?:[.'’ ]\d{3})+(?:,\d*)?"),
}
MILLIONS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3}){2,}")  # 1.200.000, which no decimal point explains
# money has no third decimal: $1,200 and 1.200 €; but fuel has, $3.459 and 1,459 €
MONEY_FIRST = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+")
MONEY_LAST = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+")
HEXADECIMAL = re.compile(r"[-+]?0[xX][0-9a-fA-F]{1,12}")
FRACTION = re.compile(r"([-+]?\d{1,9})/(\d{1,9})")
LOSS = re.compile(r"\(([^()-]+)\)")  # as accountants write what is below 0
MISSING = {
    *("", "-", "--", "?", ".", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "<na>"),
    *("nd", "s/d", "n/d", "missing", "#n/d", "#div/0!", "#¡div/0!", "#value!", "#¡valor!"),
    *("#ref!", "#¡ref!", "#num!", "#¡num!", "#name?", "#¿nombre?", "#null!", "#¡nulo!"),
}
PARTS = {"%": 100, "‰": 1000}
LONGEST = 400  # characters of one number: beyond it nobody wrote one


def number(text: str, decimal: str = POINT) -> float | None:
    """The number that a cell spells with this decimal mark, or None.

    A per cent is a hundredth, 1/4 a quarter, (5) is -5, 0x1F is 31; money is its amount. A number
    too large for one is infinite.
    """
    if len(text) > LONGEST:
        return None
    fraction, loss = FRACTION.fullmatch(text.strip()), LOSS.fullmatch(text.strip())
    if fraction and int(fraction[2]):
        return int(fraction[1]) / int(fraction[2])
    if loss:
        value = number(loss[1], decimal)
        return None if value is None else -value
    if HEXADECIMAL.fullmatch(text.strip()):
        return float(int(text.strip(), 16))
    match = AROUND.match(text.translate(MINUS).translate(SPACES).strip())
    if match is None:
        return None
    digits = match["digits"]
    last = match["unit"] not in (None, *PARTS)
    if (match["money"] and MONEY_FIRST.fullmatch(digits)) or (
        last and MONEY_LAST.fullmatch(digits)
    ):
        digits = re.sub(r"[.,]", "", digits)
    elif MILLIONS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif GROUPED[decimal].fullmatch(digits):
        digits = re.sub(r"['’ ,]" if decimal == POINT else r"['’ .]", "", digits)
    if decimal == COMMA:
        digits = digits.replace(",", ".", 1)
    if digits.lower().lstrip("+-") in ("inf", "infinity", "∞"):
        return -math.inf if "-" in match["sign"] + digits else math.inf
    if not PLAIN.fullmatch(digits) or (match["sign"] and digits[0] in "+-"):
        return None
    value = float(match["sign"] + digits)
    return value / PARTS.get(match["unit"], 1)


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return text.translate(MINUS).strip().lower() in MISSING


def decimal_mark(cells: list[str]) -> str:
    """The decimal mark of cells that no comma separates.

    1.200,5 and 0,5 say a comma; 1,200.5 and 1,200,000 a point. A lone comma is a decimal mark
    unless another cell has a decimal point.
    """
    cells = [cell.translate(MINUS) for cell in cells]
    if any(re.search(r"\d\.\d+,\d", cell) for cell in cells):
        return COMMA
    if any(re.search(r"\d,\d{3}[.,]\d", cell) for cell in cells):
        return POINT
    commas = [cell for cell in cells if re.search(r"\d,\d|^[-+]?,\d", cell)]
    points = [cell for cell in cells if number(cell) is not None and "." in cell]
    if not commas:
        return POINT
    grouped = all(GROUPED[POINT].fullmatch(cell.strip()) for cell in commas)
    return POINT if points and grouped else COMMA
