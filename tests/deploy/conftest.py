"""What serving needs: nginx, ports that nobody uses, and a user who may write nowhere."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support import ROOT

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


@pytest.fixture
def ports() -> range:
    """Three free ports in a row."""
    for first in range(20000 + os.getpid() % 10000, 65000, 7):
        try:
            for port in range(first, first + 3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return range(first, first + 3)
    raise AssertionError("no free ports")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder through which another user gets; pytest's own lie in one that is closed."""
    with TemporaryDirectory(prefix="lstm-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def nginx() -> None:
    """Where nginx is missing the test skips and says so, but in CI it fails."""
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        reason = "nginx is not installed (apt-get install nginx)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def as_nobody(open_folder: Path) -> tuple[list[str], dict[str, str]]:
    """How a command is run by a user without rights, and with which environment.

    Whoever runs the tests has no more rights than that, or is root and can lend them.
    """
    paths = [str(ROOT), *(path for path in sys.path if path.endswith("-packages"))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    if os.getuid():
        return [], environment | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    if not shutil.which("setpriv"):
        pytest.skip("root has no way to be somebody else (setpriv of util-linux)")
    for python in (sys.executable, "/usr/bin/python3"):
        (open_folder / "python").unlink(missing_ok=True)
        (open_folder / "python").symlink_to(python)
        home = {"HOME": str(open_folder), "PATH": f"{open_folder}:{os.environ['PATH']}"}
        tried = subprocess.run(
            [*NOBODY, "sh", "-c", "python -c 'import streamlit, numpy'"],
            env=environment | home,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        if tried.returncode == 0:
            return NOBODY, environment | home
    pytest.skip("another user may not use this Python")
