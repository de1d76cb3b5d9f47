"""The views, a file each, and their registry."""

from lstm_core.page.views.registry import VIEWS

__all__ = ["VIEWS"]
