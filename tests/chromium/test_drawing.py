"""The drawing: gates moved by hand, gradients, three steps side by side, files for slides."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.words.backward import gradient_text
from lstm_core.words.numbers import fixed
from tests.chromium.driver import Open, calm, expect_link, follow, read_out, wait_for_link

SVG = "{http://www.w3.org/2000/svg}"
# Pairs of texts of the drawing whose boxes meet, and texts that leave it or are too small.
CROWDED = """([least]) => {
    const svg = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)
        .map((root) => root.querySelector('.drawing')).find(Boolean);
    const inside = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter((e) => e.textContent.trim());
    const boxes = texts.map((e) => {
        const { left, right, top, bottom } = e.getBoundingClientRect();
        const slack = (bottom - top) * 0.2; // above and below the letters
        return { e, left, right, top: top + slack, bottom: bottom - slack };
    });
    const out = [];
    boxes.forEach((a, k) => {
        const size = parseFloat(getComputedStyle(a.e).fontSize);
        if (size < least) out.push(`small ${a.e.textContent}`);
        if (a.left < inside.left - 1 || a.right > inside.right + 1 || a.top < inside.top - 1
            || a.bottom > inside.bottom + 1) out.push(`outside ${a.e.textContent}`);
        for (const b of boxes.slice(k + 1)) {
            if (a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
                out.push(`${a.e.textContent} meets ${b.e.textContent}`);
            }
        }
    });
    return out;
}"""


# What of the drawing crosses what it is not about: a stroke that leaves its box, a line of 0
# through a text; and the lower edge of the strip below it, measured from the player.
CROSSING = """() => {
    const svg = [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector(
        '.drawing')).find(Boolean);
    const box = (e) => e.getBoundingClientRect();
    const through = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top > b.top + 0.3 * b.height && a.bottom < b.bottom - 0.3 * b.height;
    return [...svg.querySelectorAll('[data-name]')].flatMap((g) => {
        const [frame, stroke, zero] = ['.frame', '.tangent', '.zero'].map((s) => (
            g.querySelector(s)));
        const out = stroke && stroke.getAttribute('visibility') !== 'hidden'
            && (box(stroke).left < box(frame).left - 1 || box(stroke).right > box(frame).right + 1);
        const struck = zero && [...g.querySelectorAll('.symbol, .value')]
            .some((text) => through(box(zero), box(text)));
        return out || struck ? [g.dataset.name] : [];
    });
}"""
BELOW = """() => Math.max(...[...document.querySelectorAll('.st-key-strip .xtick text, '
    + '[class*=st-key-picture_strip] .xtick text')].map((e) => e.getBoundingClientRect().bottom))
    - document.querySelector('.st-key-place').getBoundingClientRect().top"""


def gate(page: Any, name: str) -> Any:
    return page.locator(f'.drawing [data-name="{name}"]').first


def drag(page: Any, name: str, by: float) -> None:
    """Drag the point on a gate's curve so many pixels down."""
    box = gate(page, name).locator(".point").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by / 2)
    page.mouse.move(x, y + by)


def test_a_gate_is_dragged_to_another_value_and_what_it_does_shows_at_once(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3&unit=2")
    before = perform(Settings(scenario="wide", t=3, unit=2)).step
    drag(page, "f", -200)  # to the top of its curve, and beyond
    assert read_out(page, "f") == "forget gate, unit 2, 1.000"
    kept = read_out(page, "kept").split(", ")[-1]
    assert kept == fixed(float(fixed(before.C_prev[1, 0], 3).replace("−", "-")), 3)
    page.mouse.up()
    wait_for_link(page, edits="f@3[2]=1")
    page.locator('.drawing [data-name="f"].held').wait_for()
    page.locator('.drawing [aria-label^="forget gate, unit 2, 1.000, without the"]').wait_for()
    drag(page, "f", 300)
    page.mouse.up()
    wait_for_link(page, edits="f@3[2]=0")
    page.keyboard.press("ArrowRight")
    assert read_out(page, "C_prev").startswith("previous memory, unit 2, ")
    assert not page.errors


def test_keys_move_a_gate_that_has_the_focus_and_let_it_go(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=2&unit=1")
    value = perform(Settings(scenario="wide", t=2)).step.o[0, 0]
    gate(page, "o").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    up = round(round(float(fixed(value, 3)) + 0.05, 2) + 0.05, 2)
    assert read_out(page, "o") == f"output gate, unit 1, {fixed(up, 3)}"
    wait_for_link(page, edits=f"o@2[1]={up}")
    calm(page)
    page.keyboard.press("Home")
    wait_for_link(page, edits="o@2[1]=0")
    calm(page)
    page.keyboard.press("Delete")
    expect_link(
        page,
        {"lang": "en", "view": "cell", "scenario": "wide", "t": "2"},
    )
    assert gate(page, "o").get_attribute("aria-valuenow")


def test_the_place_to_change_a_number_does_not_cover_the_cell(visit: Open) -> None:
    page = visit()
    for width, height, size in ((1280, 720, "normal"), (1920, 1080, "projector")):
        page.set_viewport_size({"width": width, "height": height})
        follow(page, f"?lang=en&scenario=wide&t=2&size={size}")
        page.get_by_role("button", name="What if…?").click()
        form = page.locator("[data-testid=stPopoverBody]")
        form.get_by_text("Make the change").wait_for()
        calm(page)
        cell = page.locator(".drawing").bounding_box()
        assert form.bounding_box()["y"] > cell["y"] + cell["height"] - 2, size
        page.keyboard.press("Escape")


def test_a_hidden_gate_cannot_be_moved(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=2&hide=z&stage=z")
    gate(page, "f").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(500)
    calm(page)
    assert read_out(page, "f") == "forget gate, unit 1, hidden" and "edits" not in page.url


def test_backward_the_gradient_flows_through_the_same_drawing(visit: Open) -> None:
    page = visit("?lang=en&scenario=pytorch&hidden_size=1&t=6")
    page.locator(".tools [name=flow]").click()
    wait_for_link(page, flow="backward")
    page.locator(".drawing.backward").wait_for()
    step = perform(Settings(scenario="pytorch", hidden_size=1, t=6)).step
    o, tanh_C = float(step.o[0, 0]), float(step.tanh_C[0, 0])
    expected = {"h": 1.0, "tanh_C": o, "o": tanh_C, "C": o * (1 - tanh_C**2)}
    for name, gradient in expected.items():
        assert read_out(page, name).endswith(f", unit 1, {gradient_text(gradient, 3)}"), name
    widths = []
    for _ in range(6):
        widths.append(page.locator(".drawing .line").nth(2).evaluate("e => e.style.strokeWidth"))
        page.keyboard.press("ArrowLeft")
    sizes = [float(width.removesuffix("px")) for width in widths]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 1.5 * sizes[-1]
    assert page.locator("h2").inner_text().startswith("Backwards from t = 6")
    for edits, slopes in (("", {"f", "i"}), ("f=0.5", {"i"})):
        follow(page, f"?lang=en&scenario=pytorch&hidden_size=1&t=6&flow=backward&edits={edits}")
        calm(page)
        seen = {name for name in "fi" if gate(page, name).locator(".tangent").is_visible()}
        assert seen == slopes, "through a held gate no gradient goes on"


def test_unrolled_three_steps_stand_side_by_side_and_follow(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=1")
    page.locator(".tools [name=unrolled]").click()
    wait_for_link(page, unrolled="yes")
    panels = page.locator(".drawing .panel")
    panels.nth(2).wait_for()
    trace = perform(Settings(scenario="wide")).trace

    def shown() -> list[str]:
        said = page.locator('.drawing [data-name="C"]')
        return [str(said.nth(k).get_attribute("aria-label")).split(", ")[-1] for k in range(3)]

    def expected(first: int) -> list[str]:
        return [fixed(trace[t - 1].C[0, 0], 3) for t in range(first, first + 3)]

    assert [text.replace("≈", "") for text in shown()] == expected(1)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert [text.replace("≈", "") for text in shown()] == expected(2)
    assert panels.nth(1).locator(".cell.now").count() == 1
    page.locator('.drawing [data-name="i"]').nth(2).locator("text").first.click()
    wait_for_link(page, t="4", stage="i")


def test_the_names_of_a_library_stand_beside_ours(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide")
    page.locator(".tools select").select_option("pytorch")
    wait_for_link(page, names="pytorch")
    gate(page, "C_tilde").get_by_text("= g", exact=True).wait_for()
    page.locator(".tools [name=legend]").click()
    assert "i, f, g, o" in page.locator(".legend").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator(".legend").is_visible()


def test_the_drawing_is_saved_for_a_slide(visit: Open, tmp_path: Path) -> None:
    page = visit("?lang=es&scenario=wide&t=2", theme="dark")
    with page.expect_download() as saving:
        page.locator(".tools [name=svg]").click()
    saving.value.save_as(tmp_path / "cell.svg")
    text = (tmp_path / "cell.svg").read_text(encoding="utf-8")
    assert saving.value.suggested_filename == "lstm-wide-42-t2-cell.svg"
    for of_the_page in ("var(", "color-mix", "currentColor", "class=", "style=", "oklab"):
        assert of_the_page not in text
    drawing = ET.fromstring(text)
    faint = [one.get("stroke-opacity") for one in drawing.iter(f"{SVG}rect")]
    assert "0.22" in faint, "the frame of the cell is as faint as on the page"
    shown = {"".join(each.itertext()) for each in drawing.iter(f"{SVG}text")}
    value = fixed(perform(Settings(scenario="wide", t=2)).step.f[0, 0], 3)
    assert {value, "f2", "σ", "tanh"} <= shown, shown
    assert "t = 2 de 6, unidad 1 de 3" in "".join(shown) and "semilla 42" in "".join(shown)
    rect = drawing.find(f"{SVG}rect")
    assert rect is not None and rect.get("fill") == "#0e1117", "the ground of the theme"
    with page.expect_download() as saving:
        page.locator(".tools [name=png]").click()
    saving.value.save_as(tmp_path / "cell.png")
    head = (tmp_path / "cell.png").read_bytes()[:24]
    wide, high = np.frombuffer(head[16:24], dtype=">u4").tolist()
    assert head[1:4] == b"PNG" and wide > 3 * 400 and wide > high


def test_no_text_of_the_drawing_meets_another_or_is_too_small(visit: Open) -> None:
    cases = [
        ("?lang=es&t=2", 1280, 720, 12),
        ("?lang=en&scenario=wide&hidden_size=8&t=3&edits=f@2=0.3", 1280, 720, 12),
        ("?lang=es&scenario=latch&t=6&names=pytorch", 1920, 1080, 12),
        ("?lang=es&t=2&scenario=pytorch&flow=backward", 1024, 768, 11),
        ("?lang=en&t=2&scenario=wide&unrolled=yes", 1280, 720, 11),
        ("?lang=en&t=5&scenario=trained-latch&size=projector", 1280, 720, 14),
        ("?lang=es&t=2&scenario=wide&size=projector&edits=f@2=0.3", 1024, 768, 14),
        ("?lang=es&t=2&input_size=16&hidden_size=32", 390, 844, 12),
    ]
    page = visit(fresh=True)  # narrow at last, it stays without its sidebar
    for query, width, height, least in cases:
        page.set_viewport_size({"width": width, "height": height})
        follow(page, query)
        page.wait_for_timeout(300)
        assert not page.evaluate(CROWDED, [least]), (query, width)


def test_on_a_projector_names_are_as_large_as_ours_and_nothing_is_crossed_or_covered(
    visit: Open,
) -> None:
    page = visit("?lang=en&scenario=latch&t=5&size=projector&names=pytorch&flow=backward")
    assert not page.evaluate(CROSSING)
    for flow, after in (("backward", "(g)"), ("forward", "= g")):
        follow(page, f"?lang=en&scenario=latch&t=5&size=projector&names=pytorch&flow={flow}")
        symbol = gate(page, "C_tilde").locator(".symbol")
        assert symbol.text_content().endswith(after), flow
        least = gate(page, "f").locator(".symbol").get_attribute("font-size")
        assert float(symbol.get_attribute("font-size")) > 0.8 * float(least), flow
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.locator(".stSidebar[data-collapsed=false]").wait_for()
    calm(page)
    assert page.evaluate(BELOW) <= 1, "all of the strip is above the player"
