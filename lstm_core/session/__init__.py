"""What one open page remembers, and what the process shares. No Streamlit."""

from lstm_core.session.session import Session
from lstm_core.session.turns import QUEUE, settle_collector

__all__ = ["QUEUE", "Session", "settle_collector"]
