"""What would have to be computed -> refused: nothing is evaluated, and nothing is read in part."""

import re

from lstm_core.exchange.refusal import Refused

QUOTED = re.compile(r"\"[^\"\n]{0,400}\"|'[^'\n]{0,400}'")
NUMBER = r"(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})"
# a number times, or to the power of, another one or a name; a star that belongs to one number says
# how significant it is, and 10^3 is a unit
PRODUCT = re.compile(
    r"(?:(?<![\w.])(?!10\^)[\d.]{1,30}|\d\))"
    r"(?:(?:\*\*?|\^)[-(]{0,3}[\d.]| (?:\*\*?|\^) [-(]{0,3}[\d.]|\*[A-Za-z])"
)
# what is done with a whole list
OF_LIST = re.compile(r"(?<=\d)(?:\.|\s)?[\])]{1,3} ?(?:\*\*?|[/+^]) ?[\d\[]")
# between the brackets and commas of a list: 1+2, 3 - 1, 0.5/3, and what is more than one fraction
TERM = rf"[-+]?{NUMBER}"
IN_LIST = re.compile(
    rf"(?<=[\[(,])\s{{0,99}}(?:{TERM} ?[+-] ?{NUMBER}|{TERM} ?/ ?{NUMBER} ?[-+*] ?{NUMBER}"
    rf"|[-+]?\d{{0,30}}\.\d{{1,30}} ?/ ?{NUMBER}|\({TERM} ?[-+*/] ?{NUMBER}\)[^,\]]{{0,40}}"
    r"|(?:np|numpy|math|torch)\.(?:pi|e))(?=\s*[,\])])"
)
FUNCTIONS = (
    "linspace|logspace|geomspace|arange|range|seq|seq_len|seq_along|rep|repmat|zeros|ones|full|eye"
    "|rand|randn|randint|random|uniform|normal|rnorm|runif|sin|cos|tan|tanh|exp|sqrt|log|log10"
    "|cumsum|sum|mean"
)
ARGUMENT = r"[-+*/.,\d\s:\[\]]"
CALL = re.compile(
    rf"(?<!\w)(?:\w{{1,20}}\.){{0,3}}(?:{FUNCTIONS})\((?:{ARGUMENT}|\({ARGUMENT}*\))*\)"
)
LOOP = re.compile(r"\bfor \w{1,20} in \w{1,20}")
# in a spreadsheet: =A1+1, =SUM(A1:A9), =1+2
FORMULA = re.compile(
    r"(?:^|[\t;,|])[ ]*(=[ ]*(?:[A-Za-z$(]|[-+]?[\d.]+[-+*/^(])[^\t;|\n]{0,60})", re.M
)
FRACTION = re.compile(r"(?<=[\[,(])(\s{0,99}[-+]?\d{1,9})/(0{0,8}[1-9]\d{0,8})(?=\s*[,\])])")
SHOWN = 40  # characters of an expression that are shown


def refuse_expressions(text: str) -> None:
    """Raise Refused, naming the first expression, where a text holds one; fractions are numbers."""
    bare = QUOTED.sub("", text)
    product, of_list = PRODUCT.search(bare), OF_LIST.search(bare)
    found = CALL.search(bare) or FORMULA.search(bare)
    if not found and "[" in bare:
        found = IN_LIST.search(bare) or LOOP.search(bare)
    if product:
        given = cell_at(bare, product.start())
    elif of_list:
        given = bare
    elif found:
        given = next(filter(None, found.groups()), found[0])
    else:
        return
    given = " ".join(given[:400].replace("`", "").split())
    shown = f"{given[:SHOWN]}…" if len(given) > SHOWN else given
    raise Refused("own_expression", given=f"`{shown}`")


def cell_at(text: str, place: int) -> str:
    """What stands at this place of a text between brackets, separators or ends of lines."""
    before, after = text[max(0, place - SHOWN) : place], text[place : place + SHOWN]
    return re.split(r"[\n\t;,\[\]]", before)[-1] + re.split(r"[\n\t;,\[\]]", after)[0]


def with_fractions(text: str) -> str:
    """The text of a list with the number for each fraction in it."""
    return FRACTION.sub(lambda m: repr(int(m[1]) / int(m[2])), text) if "[" in text else text
