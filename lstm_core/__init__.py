"""What happens inside an LSTM cell, for a classroom: nine wings, drawn in the README's map."""
