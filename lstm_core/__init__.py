"""The arithmetic, pictures and words of one LSTM cell, for a classroom. It never imports Streamlit."""
