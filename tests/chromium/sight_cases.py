"""The pages that are looked at: every view, size, screen, theme and language, with hard cells."""

import random
from itertools import combinations, product
from typing import NamedTuple

from lstm_core.experiment.settings import CHOICES

SCREENS = ((1280, 720), (1024, 768), (1920, 1080), (390, 844), (320, 640))
THEMES = ("light", "dark")
# What is hard of each cell: its sizes, long names, values far from 1, a ghost, what is hidden.
CELLS = {
    "notebook": "t=2",
    "one of each": "scenario=pytorch&input_size=1&hidden_size=1&steps=1",
    "eight units": "scenario=pytorch&hidden_size=8&steps=24&t=12&unit=5",
    "the largest": "scenario=wide&hidden_size=32&input_size=16&steps=60&t=31&unit=17",
    "named inputs": "scenario=latch&t=6",
    "long names": "scenario=trained-series&t=5",
    "extremes": "scenario=pytorch&t=2&inputs=1000;-1000;0;1%0A-1000;5;0.001;-7&edits="
    "b_f[1]=9;b_C[2]=-900;C_tilde@2=-1",
    "a warning": "seed=minus&steps=99&edits=f@2[7]=1",
    "peers": "scenario=pytorch&hidden_size=8&steps=60&forget_bias=3&curves=peers&t=30",
    "a ghost": "scenario=pytorch&steps=8&t=4&unit=2&edits=f@3[2]=0.2;W_f[2,4]=-0.5;b_o[1]=2",
    "as shades": "scenario=wide&hidden_size=8&steps=24&t=20&chart=heatmap",
    "a question": "scenario=wide&t=3&hide=f&question=1",
    "the race": "race=yes&t=2",
    "in training": "task=first&train_updates=60&updates=40&rival=yes&t=2",
}
TRAININGS = ("the race", "in training")
VIEWS = ("cell", "step", "time", "weights", "memory", "train")
SIZES = CHOICES["size"].ids
LANGUAGES = ("es", "en")


class Case(NamedTuple):
    """One page to look at, on one screen, in one theme."""

    view: str
    size: str
    lang: str
    cell: str
    screen: tuple[int, int]
    theme: str

    @property
    def query(self) -> str:
        return f"?view={self.view}&size={self.size}&lang={self.lang}&{CELLS[self.cell]}"

    @property
    def large(self) -> bool:
        return self.size == "projector"


def every_case() -> list[Case]:
    """All of them, those that a link has in common beside each other."""
    pages = product(VIEWS, SIZES, LANGUAGES, CELLS, SCREENS, THEMES)
    return [case for case in map(Case._make, pages) if shown(case)]


def shown(case: Case) -> bool:
    """Whether the view shows this cell: a training is in its own view alone."""
    if case.view == "train":
        return case.cell in (*TRAININGS, "notebook")
    return case.cell not in TRAININGS


def pairs(case: Case) -> set[tuple[int, str, int, str]]:
    """What a case shows of each two of its fields."""
    return {
        (a, str(case[a]), b, str(case[b])) for a, b in combinations(range(len(Case._fields)), 2)
    }


def sample(count: int, seed: int = 1) -> list[Case]:
    """So many cases, the same every time: each is the one that adds the most pairs."""
    order = every_case()
    random.Random(seed).shuffle(order)
    chosen: list[Case] = []
    covered: set[tuple[int, str, int, str]] = set()
    for _ in range(min(count, len(order))):
        best = max(order, key=lambda case: len(pairs(case) - covered))
        chosen.append(best)
        covered |= pairs(best)
        order.remove(best)
    return chosen
