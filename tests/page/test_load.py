"""A small class at once, over the real websocket: every page shows what it asked for alone."""

import asyncio
import time

import pytest
from client import quantile
from students import LECTURE, MIX, Measured, Student

from lstm_core.experiment.settings import Settings
from lstm_core.lesson.moments import SENTENCES
from tests.support import away


async def lecture(address: str, seconds: float) -> tuple[list[Student], Measured]:
    """Five pages: all act within a second, then in their own time; then they reconnect."""
    measured = Measured()
    students = [Student(k, address, measured, MIX) for k in range(5)]
    await asyncio.gather(*(student.open() for student in students))
    await asyncio.gather(*(student.act_within_a_second() for student in students))
    until = time.perf_counter() + seconds
    await asyncio.gather(*(student.live(until, 0.3) for student in students))
    await asyncio.gather(*(student.page.close() for student in students))
    assert all(await asyncio.gather(*(student.page.again() for student in students))), (
        "as they were"
    )
    await asyncio.gather(*(student.page.close() for student in students))
    return students, measured


def test_five_pages_at_once_show_what_each_has_asked_for(
    server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    students, measured = away(lecture(server.removeprefix("http://"), 3))
    assert not measured.errors
    assert len(measured.all) > 15
    for student in students:
        asked = Settings.from_query(student.page.link)
        assert (
            asked.steps
            == Settings.from_query(dict(part.split("=") for part in LECTURE.split("&"))).steps
        )
        assert student.page.header == SENTENCES[asked.view](asked)
    p50, p95 = (quantile(measured.all, part) for part in (0.5, 0.95))
    with capsys.disabled():
        print(f"\n5 pages, {len(measured.all)} reruns: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
