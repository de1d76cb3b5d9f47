"""Plotly pictures of an Experiment, each with its text alternative. The only wing that imports Plotly."""
