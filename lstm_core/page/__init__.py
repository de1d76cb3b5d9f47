"""Streamlit: controls, what stands around a view, and the views. The only wing that imports it."""

from lstm_core.page.context import Page

__all__ = ["Page"]
