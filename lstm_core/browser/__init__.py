"""What runs in the browser (front/), and the data that crosses to it and back."""

from lstm_core.browser.contract import Field, Kept, pack
from lstm_core.browser.drawing import drawing_data
from lstm_core.browser.fields import choice_field, fields_data, number_field, seed_field
from lstm_core.browser.grid import grid_data
from lstm_core.browser.header import header_data
from lstm_core.browser.html import (
    Mark,
    Offer,
    counts_html,
    offer_html,
    sentence_html,
    sheet,
    start_html,
    symbols_html,
    told_html,
)
from lstm_core.browser.line import line_html, row_html, slider_html
from lstm_core.browser.link import link_data
from lstm_core.browser.moves import new_moves
from lstm_core.browser.player import player_data
from lstm_core.browser.room import room_data
from lstm_core.browser.stage import stage_data
from lstm_core.browser.symbols import symbol_marks

__all__ = [
    "Field",
    "Kept",
    "Mark",
    "Offer",
    "choice_field",
    "counts_html",
    "drawing_data",
    "fields_data",
    "grid_data",
    "header_data",
    "line_html",
    "link_data",
    "new_moves",
    "number_field",
    "offer_html",
    "pack",
    "player_data",
    "room_data",
    "row_html",
    "seed_field",
    "sentence_html",
    "sheet",
    "slider_html",
    "stage_data",
    "start_html",
    "symbol_marks",
    "symbols_html",
    "told_html",
]
