"""A file of one's own in the link: which one, and where in it one was.

No link can hold the file. The browser keeps it as long as its tab is open, and a page that has lost
it asks for it by its name.
"""

import re
from dataclasses import dataclass
from secrets import token_hex

KEY = "mine"  # of a link: nobody else's page can follow it, and none has to
PLACE = re.compile(r"([0-9a-f]{8})-(\d{1,2})-(\d)(-left)?")


def new_name() -> str:
    """A name that no other file has."""
    return token_hex(4)


@dataclass(frozen=True)
class Own:
    """A lecture of one's own, by its name, and the scene that one is in, or has left (0: none)."""

    name: str
    scene: int = 0
    beat: int = 0
    left: bool = False

    @classmethod
    def parse(cls, given: str) -> "Own | None":
        """What a link says; None if that is nothing."""
        found = PLACE.fullmatch(given)
        if found is None:
            return None
        name, scene, beat, left = found.groups()
        return cls(name, int(scene), int(beat), left is not None)

    def __str__(self) -> str:
        """As a link says it."""
        return f"{self.name}-{self.scene}-{self.beat}" + self.left * "-left"
