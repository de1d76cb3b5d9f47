"""Characters and spellings of numbers as people type them -> those that are read."""

import re
import unicodedata

from lstm_core.exchange.numerals import MINUS, UNIT

NO_BREAK = "\u00a0\u202f\u2009\u2007"
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u00ad\ufeff"))
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# the lines that are drawn round tables
BOXES = str.maketrans(dict.fromkeys("│┃║┆", "|") | dict.fromkeys("─━═┌┬┐├┼┤└┴┘╒╤╕╞╪╡╘╧╛╭╮╰╯", "-"))
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
START, END = r"(?<![\w.])", r"(?![\w.])"
# units that are written beside a number; k, M and G are none: they would be factors
MEASURES = (
    "°C|ºC|°F|ºF|°|º|mV|V|mA|A|kWh|kW|W|Hz|kHz|MHz|hPa|kPa|Pa|bar|kg|mg|g|km/h|m/s|km|cm|mm|m"
    "|ms|min|s|h|ml|mL|l|L|lx|dB|ppm|rpm"
)
MEASURED = re.compile(rf"{START}(\d[\d.,]{{0,30}}|\.\d{{1,30}}) ?({MEASURES})(?![\w/])")


def plain_characters(text: str) -> str:
    """The text with line feeds, hyphens for minus signs, and spaces where one may break a line.

    A no-break space between a digit and three more is a thousands separator, and goes; so does the
    space between a number and its sign of money or per cent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(UNSEEN | FULL_WIDTH).translate(MINUS)
    text = re.sub(rf"(?<=\d)[{NO_BREAK}](?=\d{{3}}(?!\d))", "", text)
    text = re.sub(rf"[{NO_BREAK}]", " ", text).translate(BOXES)
    text = re.sub(r"(?<=\d)_(?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?:(?<=\d[-/.]\d\d)|(?<=[-/.]\d{4})) +(?=\d{1,2}:\d\d)", "T", text)
    text = re.sub(rf"(?<=\d) (?=[%‰]|{UNIT}(?!\w))|(?<=[€$£¥₩₹₽₺₿/]) (?=\d)", "", text)
    return without_measures(plain_numbers(text))


def plain_numbers(text: str) -> str:
    """The text with 3/2 for 1½, and one way to write powers of ten."""
    text = re.sub(rf"(?:(?<!\d)(\d{{1,9}}) ?)?([{VULGAR}])", vulgar_fraction, text)
    power = r"(?:(?:\^|\*\*)\s*\{?([-+]?\d{1,3})\}?|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"
    times = r"\s*(?:×|x|\*|·|⋅|\\times|\\cdot)\s*10"
    text = re.sub(
        rf"(?<=[\d.]){times}{power}", lambda m: "e" + (m[1] or m[2].translate(RAISED)), text
    )
    in_mathematica, in_c = r"(?<=[\d.])\*\^(?=-?\d)", r"(\d{1,30}\.\d{0,30}|\.\d{1,30})f"
    in_fortran = r"(\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})[dD]([-+]?\d{1,3})"
    in_julia = r"(\d{0,30}\.\d{0,30})f([-+]?\d{1,3})"
    text = re.sub(in_mathematica, "e", text)
    text = re.sub(rf"{START}(?:{in_fortran}){END}", r"\1e\2", text)
    text = re.sub(rf"{START}(?:{in_julia}){END}", r"\1e\2", text)
    return re.sub(rf"{START}(?:{in_c}){END}", r"\1", text)


def vulgar_fraction(found: re.Match[str]) -> str:
    """½ as 1/2, 1½ and 1 ½ as 3/2."""
    kind, top, bottom = unicodedata.normalize("NFKC", found[2]).partition("⁄")
    whole = int(found[1] or 0)
    return f"{whole * int(bottom) + int(kind)}/{bottom}" if top else found[0]


def without_measures(text: str) -> str:
    """The text without the units beside its numbers, where all its lines have the same ones."""
    lines = text.split("\n")
    counted = [line for line in lines if re.search(rf"{START}\d", line)]
    measures = {tuple(unit for _, unit in MEASURED.findall(line)) for line in counted}
    if len(measures) != 1:  # a table may have a name such as 24h above a number
        return text
    return MEASURED.sub(r"\1", text)
