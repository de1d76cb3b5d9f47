"""What one open page remembers, and what the process shares. No Streamlit."""

from lstm_core.session.session import QUEUE, Session

__all__ = ["QUEUE", "Session"]
