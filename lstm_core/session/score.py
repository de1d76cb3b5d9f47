"""Who practises: what was answered, and how often it was right."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from lstm_core.experiment.settings import WHOLES, Settings
from lstm_core.lesson.question import Question
from lstm_core.words.language import say

MOST_ANSWERS = 500  # that are known by their moment; all are counted


class Feedback(NamedTuple):
    """What is said to an answer, in Markdown."""

    verdict: str
    total: str
    by_kind: str
    correct: bool
    given: str


class Answered(NamedTuple):
    """An answer of a round."""

    kind: str
    correct: bool
    moment: Settings


@dataclass
class Score:
    """The answers given on one page."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)  # kind -> right, tried
    answers: dict[Settings, tuple[bool, str]] = field(default_factory=dict)  # by their moment
    kinds: dict[Settings, set[str]] = field(default_factory=dict)  # asked at each place of a cell
    round: list[Answered] = field(default_factory=list)  # the answers since the last end

    def answer(
        self, settings: Settings, question: Question, given: str, *, correct: bool
    ) -> dict[str, Any]:
        """The settings to change after an answer, which counts once: all is revealed."""
        if settings.revealed == "no" and settings.moment not in self.answers:
            right, tried = self.counts.get(question.kind, (0, 0))
            self.counts[question.kind] = right + correct, tried + 1
            self.answers[settings.moment] = correct, given
            self.kinds.setdefault(place(settings), set()).add(question.kind)
            answered = Answered(question.kind, correct, settings.moment)
            self.round = [*self.round, answered][-MOST_ANSWERS:]
            if len(self.answers) > MOST_ANSWERS:
                oldest = next(iter(self.answers))
                del self.answers[oldest]
                self.kinds.pop(place(oldest), None)
        return {"revealed": "yes"}

    def feedback(self, settings: Settings) -> Feedback | None:
        """Whether the answer given here was right, and the score; None for who only revealed."""
        if settings.moment not in self.answers:
            return None
        lang, (correct, given) = settings.lang, self.answers[settings.moment]
        right, tried = (sum(counts) for counts in zip(*self.counts.values(), strict=True))
        by_kind = [
            f"{say(f'kind_{kind}', lang)}: {right} / {tried}"
            for kind, (right, tried) in self.counts.items()
        ]
        verdict = say("said_right" if correct else "said_wrong", lang, given=given)
        total = say("score", lang, right=right, tried=tried)
        return Feedback(f"**{verdict}** ", total, "\n\n".join(by_kind), correct, given)

    def known(self, settings: Settings) -> bool:
        """Whether the question of these settings was answered."""
        return settings.moment in self.answers

    def kinds_at(self, settings: Settings) -> Collection[str]:
        """The kinds that were asked about this step of this unit."""
        return self.kinds.get(place(settings), ())

    @property
    def asked(self) -> list[str]:
        """The kinds of this round, in order."""
        return [one.kind for one in self.round]

    @property
    def went_well(self) -> list[str]:
        """The kinds of this round of which every answer was right."""
        wrong = {one.kind for one in self.round if not one.correct}
        return [kind for kind in dict.fromkeys(self.asked) if kind not in wrong]

    @property
    def look_again(self) -> Answered | None:
        """A wrong answer of the kind that had the smallest share right; None if all were right."""
        shares: dict[str, list[bool]] = {}
        for one in self.round:
            shares.setdefault(one.kind, []).append(one.correct)
        wrong = [one for one in self.round if not one.correct]
        return min(
            wrong, key=lambda one: sum(shares[one.kind]) / len(shares[one.kind]), default=None
        )


def place(settings: Settings) -> Settings:
    """The cell, the step and the unit, whatever is hidden and asked there."""
    return replace(settings.moment, hide="no", question=0)


def next_question(settings: Settings) -> dict[str, Any]:
    """The settings to change for another question; after the last number the first comes again."""
    return {"question": settings.question % WHOLES["question"].high + 1, "revealed": "no"}
