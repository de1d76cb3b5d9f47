"""The one file is both: what Streamlit serves as an app, and what it runs for a page."""

from streamlit.web.server.app_discovery import discover_asgi_app

from tests.support import ROOT, app


def test_streamlit_finds_the_app_in_the_file() -> None:
    assert discover_asgi_app(ROOT / "streamlit_app.py").import_string == "streamlit_app:app"


def test_the_file_is_a_page_where_the_app_is_not_served() -> None:
    page = app()
    assert not page.exception
