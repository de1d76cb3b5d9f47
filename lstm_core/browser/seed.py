"""What the seed's field is given."""

from functools import cache

from lstm_core.browser.contract import Seed, pack
from lstm_core.experiment.settings import DEFAULTS, WHOLES
from lstm_core.words.language import say


@cache
def seed_data(lang: str, *, fixed: bool) -> bytes:
    """The field's Seed, packed; `fixed` where the cell has none."""
    kind = WHOLES["seed"]
    data: Seed = {
        "words": {
            "label": say("seed", lang),
            "why": say("help", lang),
            "help": say("fixed_seed" if fixed else "seed_help", lang),
            "another": say("another_seed", lang),
            "first": say("back_to_42", lang),
        },
        "low": kind.low,
        "high": kind.high,
        "first": int(DEFAULTS["seed"]),
        "fixed": fixed,
    }
    return pack("seed", data)
