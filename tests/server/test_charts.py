"""Plotly's script waits until the page has shown what stands round the charts."""

from lstm_core.browser.bundle import bundle
from lstm_core.server.charts import SHOWN, WAIT
from lstm_core.server.streamlit_files import folder
from tests.server.conftest import ask


def test_plotlys_script_begins_with_the_wait_and_is_whole(server: str) -> None:
    address = server.removeprefix("http://")
    (script,) = (folder() / "static" / "js").glob("PlotlyChart.*.js")
    answer = ask(address, f"/static/js/{script.name}")
    assert answer.body == WAIT + script.read_bytes()
    assert int(answer.headers["content-length"]) == len(answer.body)
    part = ask(address, f"/static/js/{script.name}", Range="bytes=0-9")
    assert (part.status, part.body) == (206, script.read_bytes()[:10])
    other = next((folder() / "static" / "js").glob("Html.*.js"))
    assert ask(address, f"/static/js/{other.name}").body == other.read_bytes()
    assert f'"{SHOWN}"' in bundle(), "the page ends it"
