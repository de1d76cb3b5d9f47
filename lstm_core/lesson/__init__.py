"""Questions, the lecture, and sheets to print."""

from lstm_core.lesson.beats import next_beat, previous_beat
from lstm_core.lesson.lecture import Lecture, Scene, Words
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import ask, fair, pause, right

__all__ = [
    "Lecture",
    "Question",
    "Scene",
    "Words",
    "ask",
    "fair",
    "next_beat",
    "pause",
    "previous_beat",
    "right",
]
