"""For who runs the server: how it goes, as a page and for Prometheus. Off without a token.

Each process tells of itself alone: behind nginx ask each on its own port.
"""

import binascii
import hmac
import os
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterator
from html import escape
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from lstm_core.experiment.languages import FALLBACK, language_for
from lstm_core.server.connections import file_limit
from lstm_core.session.gauges import BOUNDS, GAUGES, quantile
from lstm_core.words.language import say

REFRESH = 5  # seconds
OPEN_FILES = Path("/proc/self/fd")
STYLE = (
    ":root{color-scheme:light dark}h1{font-size:1.5rem}td{white-space:nowrap}"
    "body{font:18px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:36rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th{text-align:left;font-weight:400}td{text-align:right;font-variant-numeric:tabular-nums}"
    "tr{border-bottom:1px solid #8886}"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline';"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
Answering = Callable[[Request], Awaitable[Response]]


def operation(token: str) -> list[Route]:
    """The routes for who has the token; none without one."""
    if not token:
        return []

    def guarded(answer: Callable[[Request], Response]) -> Answering:
        async def asked(request: Request) -> Response:
            if given(request) and hmac.compare_digest(given(request), token.encode()):
                return answer(request)
            challenge = {"WWW-Authenticate": 'Basic realm="ops", charset="UTF-8"'}
            return Response(status_code=401, headers=HEADERS | challenge)

        return asked

    return [Route("/ops", guarded(page)), Route("/ops/metrics", guarded(metrics))]


def given(request: Request) -> bytes:
    """The token that a request brings: as a password, whoever it says it is, or as a bearer's."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip().encode()
    if kind.lower() == "basic":
        try:
            return b64decode(value, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""


def resident() -> float | None:
    """Megabytes that this process holds in memory; None where the system does not say."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return None
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def figures(lang: str) -> Iterator[tuple[str, str]]:
    """The name of each figure, the last part of its key, and what it is, as it is shown."""
    runs = GAUGES.runs.latest()

    def shown(seconds: float | None) -> str:
        return say("ops_none", lang) if seconds is None else f"{1000 * seconds:.0f} ms"

    minutes = int(monotonic() - GAUGES.began) // 60
    yield "since", f"{minutes // 60} h {minutes % 60:02d} min"
    yield "pages", str(GAUGES.pages)
    yield "most", str(GAUGES.most)
    yield "opened", str(GAUGES.opened)
    yield "runs", str(len(runs))
    yield "p50", shown(quantile(runs, 0.5))
    yield "p95", shown(quantile(runs, 0.95))
    yield "longest", shown(quantile(runs, 1.0))
    for name, count in GAUGES.more.items():
        yield name, f"{count():.0f}"
    if (megabytes := resident()) is not None:
        yield "memory", f"{megabytes:.0f} MB"
    if OPEN_FILES.exists():
        yield "files", f"{len(os.listdir(OPEN_FILES))} / {file_limit()}"


def page(request: Request) -> Response:
    """The figures as a page that comes again by itself."""
    lang = language_for(request.headers.get("accept-language", "")[:20])
    title = escape(say("ops_title", lang))
    rows = "".join(
        f"<tr><th scope=row>{escape(say(f'ops_{name}', lang))}<td>{escape(text)}"
        for name, text in figures(lang)
    )
    return HTMLResponse(
        f"<!doctype html><html lang={lang}><meta charset=utf-8>"
        f"<meta name=viewport content='width=device-width'><title>{title}</title>"
        f"<style>{STYLE}</style><h1>{title}: {os.getpid()}</h1><table>{rows}</table></html>",
        headers=HEADERS | {"Refresh": str(REFRESH)},
    )


class Collected:
    """The figures as Prometheus' client collects them."""

    def collect(self) -> Iterator[Any]:
        """Its families of figures, each with one value."""
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        yield GaugeMetricFamily("lstm_pages", "Pages that are open.", GAUGES.pages)
        yield CounterMetricFamily("lstm_pages_opened", "Pages ever opened.", GAUGES.opened)
        for name, count in GAUGES.more.items():
            yield GaugeMetricFamily(f"lstm_{name}", say(f"ops_{name}", FALLBACK) + ".", count())
        total, buckets = 0, list[tuple[str, float]]()
        for bound, count_of_runs in zip((*BOUNDS, "+Inf"), GAUGES.runs.counts, strict=True):
            total += count_of_runs
            buckets.append((str(bound), total))
        family = HistogramMetricFamily("lstm_run_seconds", "Runs of the page, with their waiting.")
        family.add_metric([], buckets, GAUGES.runs.seconds)
        yield family


def metrics(request: Request) -> Response:
    """The figures in Prometheus' text format, with those of the process that its client knows."""
    if find_spec("prometheus_client") is None:
        lang = language_for(request.headers.get("accept-language", "")[:20])
        return PlainTextResponse(say("ops_no_client", lang) + "\n", 501, HEADERS)
    from prometheus_client import CollectorRegistry, ProcessCollector
    from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

    registry = CollectorRegistry()
    registry.register(Collected())
    ProcessCollector(registry=registry)
    return Response(
        generate_latest(registry), headers=HEADERS | {"Content-Type": CONTENT_TYPE_LATEST}
    )
