"""Votes -> counts. No person is in them: who changed is counted, not named."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lstm_core.room.poll import Poll
from lstm_core.words.tables import harmless

Votes = Mapping[int, Mapping[str, float]]  # by round: who -> what


@dataclass(frozen=True)
class Tally:
    """How often each answer was given in the first and in the second vote.

    `changes` counts those who voted twice by whether they were right: (first, second).
    """

    rounds: Mapping[int, Counter[float]] = field(default_factory=dict)
    right: Mapping[int, int] = field(default_factory=dict)
    changes: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    def voted(self, number: int) -> int:
        """How many have answered in this round."""
        return sum(self.rounds.get(number, Counter()).values())


def tally(poll: Poll, votes: Votes) -> Tally:
    """The counts of these votes on this poll."""
    first, second = votes.get(1, {}), votes.get(2, {})
    changes = Counter(
        (poll.is_right(first[who]), poll.is_right(second[who])) for who in first.keys() & second
    )
    return Tally(
        {number: Counter(given.values()) for number, given in votes.items()},
        {number: sum(map(poll.is_right, given.values())) for number, given in votes.items()},
        changes,
    )


def to_csv(polls: Sequence[tuple[Poll, Tally]], header: Sequence[str], lang: str) -> str:
    """A table of a room's questions: the question, an answer a row, its first and second votes."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(header)
    for poll, counts in polls:
        text = poll.texts.get(lang) or next(iter(poll.texts.values()))
        given = {choice for votes in counts.rounds.values() for choice in votes}
        choices = range(poll.options) if poll.options else sorted(given)
        for choice in choices:
            name = text.options[int(choice)] if poll.options else repr(choice)
            row: list[str | int | float] = [
                poll.number,
                text.question,
                name,
                "*" if poll.is_right(choice) else "",
            ]
            votes = [counts.rounds.get(k, Counter())[choice] for k in (1, 2)]
            writer.writerow([harmless(cell) for cell in row] + votes)
    return stream.getvalue()
