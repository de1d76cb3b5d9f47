"""The votes of a poll as bars, in HTML: a row for each vote, a column for each answer."""

from collections import Counter
from html import escape

from lstm_core.room.poll import PHASES, Poll
from lstm_core.room.tally import Tally
from lstm_core.words.language import say

MARKS = "ABCDEFGH"
MOST_NUMBERS = 6  # of those that were typed, the most frequent


def bars(poll: Poll, counts: Tally, lang: str) -> str:
    """The votes that this phase may show; "" where it may show none."""
    phase = PHASES.index(poll.phase)
    if phase == 0:
        return ""
    shown = (1, 2) if phase > PHASES.index("asked_again") else (1,)
    rows = []
    for number in shown:
        cells = []
        for name, choice in answers(poll, counts):
            right = poll.phase == PHASES[-1] and poll.is_right(choice)
            cells.append(cell(name, *share(counts, number, choice), right=right))
        head = escape(say(f"room_vote_{number}", lang))
        rows.append(f"<tr><th scope=row>{head}</th>{''.join(cells)}</tr>")
    said = f"<p>{escape(changes(counts, lang))}</p>" if poll.phase == "compared" else ""
    return f'<div class="votes"><table>{"".join(rows)}</table>{said}</div>'


def answers(poll: Poll, counts: Tally) -> list[tuple[str, float]]:
    """The letters of the options, or the numbers that were typed most often."""
    if poll.options:
        return [(MARKS[k], float(k)) for k in range(poll.options)]
    typed = sum(counts.rounds.values(), Counter[float]())
    numbers = sorted(choice for choice, _ in typed.most_common(MOST_NUMBERS))
    return [(f"{choice:g}".replace("-", "−"), choice) for choice in numbers]


def share(counts: Tally, number: int, choice: float) -> tuple[int, int]:
    """How often this was answered, and in how many of a hundred votes."""
    given = counts.rounds.get(number, Counter[float]())[choice]
    return given, round(100 * given / max(1, counts.voted(number)))


def cell(name: str, given: int, percent: int, *, right: bool) -> str:
    """A cell of the table: an answer, a bar as long as its share of the votes, and their number."""
    mark, sign = (' class="right"', "✓ ") if right else ("", "")
    bar = f'<span><i style="width: {percent}%"></i></span>'
    return f"<td{mark}><div><b>{sign}{escape(name)}</b>{bar}<b>{given}</b></div></td>"


def changes(counts: Tally, lang: str) -> str:
    """How many of those who voted twice changed to right, or away from it."""
    values = {
        f"{'right' if first else 'wrong'}_{'right' if second else 'wrong'}": counts.changes[
            first, second
        ]
        for first in (True, False)
        for second in (True, False)
    }
    return say("room_changes", lang, **values)
