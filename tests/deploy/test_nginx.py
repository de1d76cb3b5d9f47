"""deploy/nginx.conf before two processes that say who they are: who is sent where."""

import re
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from deploy import serve
from tests.deploy.test_serve import get, wait_for
from tests.support import ROOT

PROCESSES = 2


class Answer(BaseHTTPRequestHandler):
    """Says on which port it was asked; the second process alone has a file to download."""

    server: "Named"

    def do_GET(self) -> None:
        missing = self.path == "/media/here.html" and not self.server.last
        body = str(self.server.server_port).encode()
        self.send_response(404 if missing else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Named(ThreadingHTTPServer):
    """A process of the page."""

    last = False


@pytest.fixture
def class_of_two(nginx: None, ports: range, open_folder: Path) -> Iterator[tuple[int, list[Named]]]:
    """The port of an nginx, and the two processes behind it."""
    pages = [Named(("127.0.0.1", port), Answer) for port in ports[1:]]
    pages[-1].last = True
    for page in pages:
        threading.Thread(target=page.serve_forever, args=[0.01], daemon=True).start()
    service = serve.nginx(ports[0], ports[1:], open_folder)
    process = subprocess.Popen(service.command, stdin=subprocess.DEVNULL)
    try:
        wait_for(lambda: answers(ports[0]))
        yield ports[0], pages
    finally:
        process.terminate()
        process.wait(10)
        for page in pages:
            page.shutdown()
            page.server_close()


def answers(port: int) -> bool:
    """Whether nginx is there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/nginx", timeout=1) as answer:
            return bool(answer.status == 204)
    except OSError:
        return False


def test_who_has_a_seat_keeps_it_and_a_class_is_spread(
    class_of_two: tuple[int, list[Named]],
) -> None:
    port, pages = class_of_two
    for kept in ({"Cookie": "seat=a"}, {"User-Agent": "no cookies here"}):
        paths = ("/", "/_stcore/stream", "/_stcore/upload_file/1/2", "/_stcore/health")
        assert len({get(port, path, **kept)[0] for path in paths}) == 1, kept
    for name, shared in (("Cookie", "seat={}"), ("User-Agent", "Browser {}")):
        given = {get(port, "/", **{name: shared.format(k)})[0] for k in range(20)}
        assert len(given) == len(pages), name


def test_only_the_page_gives_a_seat_and_only_to_who_has_none(
    class_of_two: tuple[int, list[Named]],
) -> None:
    port, _ = class_of_two
    assert re.fullmatch(r"seat=\w{32}; Path=/; HttpOnly; SameSite=Lax", get(port, "/?t=2")[1])
    secure = get(port, "/", **{"X-Forwarded-Proto": "https"})[1]
    assert secure.endswith("SameSite=None; Secure; Partitioned"), "for a frame of another site"
    assert not get(port, "/", Cookie="seat=a")[1]
    for path in ("/static/js/index.js", "/_stcore/health", "/media/here.html"):
        assert not get(port, path)[1]


def test_a_download_is_found_with_the_process_that_made_it(
    class_of_two: tuple[int, list[Named]],
) -> None:
    port, pages = class_of_two
    for k in range(10):
        body, _ = get(port, "/media/here.html", Cookie=f"seat={k}")
        assert body.decode() == str(pages[-1].server_port)


def test_who_sits_at_a_process_that_is_gone_gets_another(
    class_of_two: tuple[int, list[Named]],
) -> None:
    port, [one, other] = class_of_two
    one.shutdown()
    one.server_close()
    assert {get(port, "/", Cookie=f"seat={k}")[0].decode() for k in range(10)} == {
        str(other.server_port)
    }


@pytest.mark.parametrize("unit", sorted(ROOT.glob("deploy/systemd/*")), ids=lambda path: path.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    for path in ROOT.glob("deploy/systemd/*"):
        text = path.read_text()
        here = text.replace("/srv/lstm/.venv/bin/python", "/bin/true").replace("/srv/lstm", "/srv")
        tmp_path.joinpath(path.name).write_text(here)
    name = unit.name.replace("@.", "@8501.")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr and done.returncode == 0
