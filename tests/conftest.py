"""The real app, running."""

from collections.abc import Iterator

import pytest
from server import served

from tests.support import ROOT


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the real app, started as the README says."""
    with served(ROOT / "streamlit_app.py") as running:
        yield f"http://{running.address}"
