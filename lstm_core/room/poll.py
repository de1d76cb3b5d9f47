"""What a class is asked and what its phones show; plain values, no web and no store.

A poll goes through PHASES: a first vote, its bars, a discussion, a second vote, both side by side,
and the answer. Votes are counted in the phases of ROUNDS alone.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

PHASES = ("asked", "shown", "discussed", "asked_again", "compared", "revealed")
ROUNDS = {"asked": 1, "asked_again": 2}
LARGEST = 1e9  # number that is an answer
MOST_POLLS = 200  # in one room


@dataclass(frozen=True)
class PollText:
    """A poll's words in one language: options may be none, where a number is typed."""

    question: str
    options: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Poll:
    """One question to a class.

    `right` is the index of the right option; where a number is typed, `answer` and `tolerance`
    say which ones are right. `link` is the query of this moment of the page, its answer revealed.
    """

    number: int  # counts the room's polls from 1
    texts: Mapping[str, PollText]  # by language
    right: int = 0
    answer: float | None = None
    tolerance: float = 0.0
    link: str = ""
    phase: str = PHASES[0]

    @property
    def options(self) -> int:
        """How many there are to choose from, 0 where a number is typed."""
        return len(next(iter(self.texts.values())).options)

    @property
    def round(self) -> int:
        """1 or 2 while votes are taken, else 0."""
        return ROUNDS.get(self.phase, 0)

    def after(self, by: int = 1) -> "Poll":
        """The poll that many phases on, or back; it stays inside."""
        k = min(max(PHASES.index(self.phase) + by, 0), len(PHASES) - 1)
        return replace(self, phase=PHASES[k])

    def takes(self, choice: float) -> bool:
        """Whether this can be an answer: the index of an option, or any number of usual size."""
        if self.options:
            return 0 <= choice < self.options and choice == int(choice)
        return abs(choice) <= LARGEST

    def is_right(self, choice: float) -> bool:
        """Whether this answer is right; 0.62 is within 0.05 of 0.57, as shown."""
        if self.answer is None:
            return choice == self.right
        return abs(choice - self.answer) <= self.tolerance + 1e-9


@dataclass(frozen=True)
class Board:
    """What a room shows: where the lecture is, by language, and its poll, if there is one.

    `past` are the polls before it, in their order, for the table that is saved in the end.
    `lowered` is how often all hands have been lowered: one raised before that is up no more.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    poll: Poll | None = None
    past: tuple[Poll, ...] = ()
    lowered: int = 0

    @property
    def polls(self) -> tuple[Poll, ...]:
        """All of them in their order."""
        return (*self.past, self.poll) if self.poll else self.past

    def numbered(self, number: int) -> Poll | None:
        """The poll of this number, None if there is none."""
        return next((poll for poll in self.polls if poll.number == number), None)

    def asking(self, poll: Poll) -> "Board":
        """The board with a new poll, which gets the next number; after MOST_POLLS the same."""
        if len(self.polls) >= MOST_POLLS:
            return self
        return replace(self, past=self.polls, poll=replace(poll, number=len(self.polls) + 1))

    def after(self, by: int) -> "Board":
        """The board with its poll that many phases on, or back."""
        return replace(self, poll=self.poll.after(by)) if self.poll else self

    def at(self, titles: Mapping[str, str], sentences: Mapping[str, str]) -> "Board":
        """The board at another place of the lecture, without a poll."""
        return replace(self, titles=titles, sentences=sentences, past=self.polls, poll=None)

    def to_json(self) -> str:
        """All of it, the answer as well: for the store."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Board":
        """The board that `to_json` wrote."""
        fields = json.loads(text)
        poll, past = fields.pop("poll"), fields.pop("past")
        return Board(**fields, poll=to_poll(poll) if poll else None, past=tuple(map(to_poll, past)))

    def public(self, lang: str) -> dict[str, Any]:
        """What a phone may know, in this language: the answer only once it is revealed."""
        seen: dict[str, Any] = {
            "title": pick(self.titles, lang),
            "sentence": pick(self.sentences, lang),
            "lowered": self.lowered,
            "poll": None,
        }
        poll = self.poll
        if poll is None:
            return seen
        text = poll.texts.get(lang) or next(iter(poll.texts.values()))
        seen["poll"] = {
            "number": poll.number,
            "phase": poll.phase,
            "round": poll.round,
            "question": text.question,
            "options": list(text.options),
        }
        if poll.phase == "revealed":
            seen["poll"] |= {
                "right": poll.right if poll.answer is None else None,
                "answer": poll.answer,
                "tolerance": poll.tolerance,
                "why": text.why,
                "link": poll.link,
            }
        return seen


def to_poll(fields: dict[str, Any]) -> Poll:
    """The poll of what `asdict` made of one, and JSON of that."""
    texts = {
        lang: PollText(words["question"], tuple(words["options"]), words["why"])
        for lang, words in fields["texts"].items()
    }
    return Poll(**fields | {"texts": texts})


def pick(texts: Mapping[str, str], lang: str) -> str:
    """The text in this language, or in the first that there is; empty without any."""
    return texts.get(lang) or next(iter(texts.values()), "")
