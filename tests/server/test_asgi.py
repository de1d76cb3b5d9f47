"""The one file is both: what Streamlit serves as an app, and what it runs for a page."""

from streamlit.web.server.app_discovery import discover_asgi_app

from tests.server.conftest import Configured
from tests.support import ROOT, app


def test_streamlit_finds_the_app_in_the_file() -> None:
    assert discover_asgi_app(ROOT / "streamlit_app.py").import_string == "streamlit_app:app"


def test_the_file_is_a_page_where_the_app_is_not_served() -> None:
    page = app()
    assert not page.exception


def test_the_browser_of_the_machine_shows_the_page(configured: Configured) -> None:
    assert configured.shown.read_text().strip() == f"http://{configured.address}/"
