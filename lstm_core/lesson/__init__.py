"""Questions, the lecture, and sheets to print."""
