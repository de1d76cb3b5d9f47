"""Numbers, symbols, equations, sentences and tables, in the page's language."""

from lstm_core.words.captions import cell_captions
from lstm_core.words.ghost import ghost_sentence
from lstm_core.words.language import say
from lstm_core.words.memory import memory_sentence
from lstm_core.words.quantities import QUANTITIES
from lstm_core.words.step import step_sentence
from lstm_core.words.tables import Table
from lstm_core.words.time import time_sentence
from lstm_core.words.train import train_sentence
from lstm_core.words.weights import weights_sentence

__all__ = [
    "QUANTITIES",
    "Table",
    "cell_captions",
    "ghost_sentence",
    "memory_sentence",
    "say",
    "step_sentence",
    "time_sentence",
    "train_sentence",
    "weights_sentence",
]
