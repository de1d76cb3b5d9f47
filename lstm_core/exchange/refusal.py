"""Why a file or a text is not taken: one sentence, still to be said."""

from typing import Any


class Refused(Exception):
    """What was given holds no cell that this page can run.

    `key` names the sentence in the language files, `values` what it speaks of.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values: dict[str, Any] = values
