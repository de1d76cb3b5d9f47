"""The memory view in a real Chromium: its picture is whole on the first screen."""

from typing import Any

from tests.chromium.driver import Open, follow

WHOLE = """() => {
    const box = (found) => found.getBoundingClientRect();
    const chart = document.querySelector('.st-key-picture_memory_tall .main-svg');
    const texts = [...document.querySelectorAll('.st-key-picture_memory_tall svg text')];
    const marks = texts.filter((text) => text.textContent && box(text).width).map(box);
    const choice = [...document.querySelectorAll('.line :is(button, label, input)')].map(box);
    return {
        foot: box(document.querySelector('.st-key-place')).top - box(chart).bottom,
        cut: Math.max(...marks.map((mark) => mark.bottom)) - box(chart).bottom,
        aside: Math.max(0, ...choice.map((button) => button.right)) - innerWidth,
    };
}"""
CELLS = (
    "scenario=latch",
    "scenario=latch&edits=f@3=0;i@3=0;f@5[1]=0.9",
    "scenario=counter",
    "scenario=trained-counter",
    "scenario=pytorch&forget_bias=3&curves=peers&steps=60",
)
QUESTION = "scenario=wide&t=3&hide=f&question=1"


def whole(page: Any) -> None:
    found = page.evaluate(WHOLE)
    assert found["foot"] >= 0 and found["cut"] <= 0 and found["aside"] <= 0, (page.url, found)


def test_the_picture_is_whole_on_the_first_screen(visit: Open) -> None:
    page = visit(f"?view=memory&lang=en&{CELLS[1]}")
    whole(page)
    for cell in (*CELLS, QUESTION):
        follow(page, f"?view=memory&lang=es&{cell}")
        whole(page)


def test_the_picture_is_whole_in_projector_size(visit: Open) -> None:
    page = visit("?view=memory&lang=es&size=projector")
    for width, height in ((1024, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        for cell in ("scenario=latch", QUESTION):
            follow(page, f"?view=memory&lang=es&size=projector&{cell}")
            whole(page)
