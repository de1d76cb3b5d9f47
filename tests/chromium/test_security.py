"""What a stranger may not do to the running server, and what never reaches the page unescaped."""

import ast
import asyncio
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from client import Page
from server import served
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.chromium.driver import Open, calm, choose
from tests.support import ROOT, away

SOURCES = [ROOT / "streamlit_app.py", *sorted((ROOT / "lstm_core").rglob("*.py"))]
CODE = {
    "eval",
    "exec",
    "compile",
    "pickle",
    "marshal",
    "shelve",
    "unsafe_allow_html",
    "allow_pickle",
}
MADE_OF_TEXT = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "fetch(",
)
FILES = (
    "/../streamlit_app.py",
    "/static/../../pyproject.toml",
    "/app/static/x",
    "/.streamlit/config.toml",
)
STRANGERS = (
    "http://evil.example",
    "null",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
)
INJECTED = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = 1';
    document.body.append(script);
    return window.injected;
}"""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_typed_can_become_code(path: Path) -> None:
    used = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            used.add(node.func.id)
        elif isinstance(node, ast.Import):
            used |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            used.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.keyword):
            used.add(node.arg or "")
    assert not used & CODE


def test_nothing_in_the_browser_is_made_of_text() -> None:
    for path in (ROOT / "lstm_core" / "browser" / "front").glob("*.js"):
        source = path.read_text()
        for way in MADE_OF_TEXT:
            assert way not in source, (path.name, way)


def test_the_configuration_is_the_hardened_one() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["client"] == {
        "toolbarMode": "viewer",
        "showErrorDetails": "none",
        "showErrorLinks": False,
    }
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["maxUploadSize"] == 1
    assert config["runner"]["postScriptGC"] is False
    assert (
        not {"enableCORS", "enableXsrfProtection", "enableStaticServing"} & config["server"].keys()
    ), "on by default"


@pytest.mark.parametrize("origin", STRANGERS)
def test_a_foreign_page_may_not_connect(server: str, origin: str) -> None:
    async def status(origin: str) -> int:
        try:
            address = server.replace("http", "ws") + "/_stcore/stream"
            more: Any = {"origin": origin, "subprotocols": ["streamlit"], "proxy": None}
            async with connect(address, **more):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    assert away(status(origin)) == 403
    assert away(status(server)) == 101


def test_an_error_shows_no_trace(tmp_path: Path) -> None:
    secret = "a_name_in_the_source"
    broken = tmp_path / "broken.py"
    broken.write_text(f"{secret} = 1\nraise ValueError({secret!r})\n")

    async def said(address: str) -> str:
        page = Page(address)
        await page.open()
        await page.close()
        return str(page.errors)

    with served(broken) as server:
        told = away(said(server.address))
    assert "encountered an error" in told
    assert secret not in told and "Traceback" not in told and str(tmp_path) not in told


@pytest.mark.parametrize("path", FILES)
def test_no_file_of_the_server_is_served(server: str, path: str) -> None:
    async def fetched() -> bytes:
        reader, writer = await asyncio.open_connection(*server.removeprefix("http://").split(":"))
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {server[7:]}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = await reader.read()
        writer.close()
        return answer

    answer = away(fetched())
    assert (
        b"import streamlit" not in answer
        and b"build-backend" not in answer
        and b"showErrorDetails" not in answer
    )


def test_nothing_is_fetched_from_anywhere_else_and_the_browser_holds_the_page_to_it(
    server: str, chromium: Any
) -> None:
    context = chromium.new_context(locale="en-US")
    page, asked, told = context.new_page(), list[str](), list[str]()
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{server}/?lang=en")
    page.wait_for_selector(".stPlotlyChart .main-svg")
    for view in ("Step", "Time", "Weights", "Memory"):
        choose(page, "view", view)
        page.wait_for_function("view => location.search.includes(`view=${view}`)", arg=view.lower())
    page.get_by_role("button", name="Share").click()
    page.locator(".qr img").wait_for()
    calm(page)
    assert not [line for line in told if "Content Security Policy" in line]
    assert page.evaluate(INJECTED) is None
    assert [line for line in told if "Content Security Policy" in line]
    context.close()
    assert len(asked) > 50
    assert not [url for url in asked if not url.startswith((server, "data:", "blob:"))]


def test_text_of_a_link_is_never_markup(visit: Open) -> None:
    odd = "x]<b id=pwn>b</b>**pwn**[pwn](//x)![p](//x/pwn.png)$\\href{//x}{pwn}$:red[pwn]"
    query = {
        "edits": f"f{odd};{odd}",
        "inputs": f"1;{odd}\n2;3",
        **dict.fromkeys(("scenario", "seed", "versus"), odd),
    }
    page = visit("?" + urlencode({"lang": "en", **query}))
    page.locator(".st-key-chips code").first.wait_for()
    assert page.locator("code", has_text="pwn").count() >= 4
    inside = """[...document.querySelectorAll('*')]
        .filter((e) => e.id === 'pwn' || /\\/\\/x/.test(e.href || e.src || ''))"""
    assert page.evaluate(f"{inside}.length") == 0
    marked = "main :is(strong, em, .katex, h1, h2, a, [class*=ColoredText]):not(:has(code))"
    assert page.locator(marked, has_text="pwn").count() == 0
    assert not page.errors
