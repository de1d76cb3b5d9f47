"""For everyone: axe-core on every view, narrow screens, zoom, no motion, the keyboard alone."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from lstm_core.experiment.settings import CHOICES
from tests.chromium.driver import Open, calm, follow, wait_for_link

VIEWS = CHOICES["view"].ids
# What the page cannot change, by rule and element. KaTeX's scrollers: browsers let Tab reach them
# by themselves. Labels of sliders that are off: these may be pale, but Streamlit does not mark them
# so that axe knows.
NOT_OURS = (
    ("scrollable-region-focusable", ".katex-display"),
    ("color-contrast", "label[disabled], label[disabled] *"),
)
AXE = """async ([left, rules]) =>
    (await axe.run(document, {resultTypes: ["violations"], ...rules})).violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .flatMap(({id, nodes}) => nodes.map(({target, html, any}) =>
        [id, target.flat().at(-1), html, any[0]?.message]))
    .filter(([id, target]) => !left.some(([rule, selector]) =>
        rule === id && document.querySelector(target)?.matches(selector)))"""
# Whatever sticks out of the page's width and does not scroll inside something that fits.
CUT_OFF = """() => {
    const right = (e) => e.getBoundingClientRect().right, wide = innerWidth + 1;
    const above = (e) => e.parentElement === document.body
        ? [] : [e.parentElement, ...above(e.parentElement)];
    const scrolls = (e) => getComputedStyle(e).overflowX !== "visible" && right(e) <= wide;
    return [...document.querySelectorAll("main *")]
        .filter((e) => e.checkVisibility() && e.getClientRects().length)
        .filter((e) => right(e) > wide && !above(e).some(scrolls))
        .map((e) => `${e.tagName} ${e.className?.baseVal ?? e.className}`).slice(0, 3)
        .concat(document.documentElement.scrollWidth > wide ? ["the page scrolls sideways"] : []);
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((e) => e.shadowRoot)
    .flatMap((host) => [...host.shadowRoot.querySelectorAll("*")]).map((e) => getComputedStyle(e))
    .filter(({transitionDuration, animationName}) =>
        parseFloat(transitionDuration) > 0 || animationName !== "none").length"""
FOCUSED = """() => {
    let e = document.activeElement;
    while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    const marked = (e) => {
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(e);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    const ring = e.querySelector(":scope > .here");
    const up = (e, n) => e && n ? [e, ...up(e.parentElement, n - 1)] : [];
    const shown = ring ? getComputedStyle(ring).stroke !== "none" : up(e, 4).some(marked);
    const words = e.getAttribute("aria-label") || e.labels?.[0]?.innerText;
    const name = words || e.innerText || e.tagName;
    // It scrolls, or has a caret.
    const itself = e.matches("body, .stMain, input:not([type=range]), textarea");
    const again = reached.has(e);
    reached.add(e);
    return [name.trim().slice(0, 40), itself || shown, again];
}"""
# What one could use but Tab has not come to: of radio buttons that belong together one is enough.
NOT_REACHED = """() => {
    const inside = (e) => e.shadowRoot ? all(e.shadowRoot) : [];
    const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...inside(e)]);
    const row = (e) => [...e.closest("[role=radiogroup]")?.querySelectorAll("[role=radio]") ?? [e]];
    const named = (e) => [...e.getRootNode().querySelectorAll(`[name="${e.name}"]`)];
    const kin = (e) => e.type === "radio" ? named(e) : row(e);
    const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length;
    return all(document)
        .filter((e) => e.matches("button, a[href], input, select, textarea, summary, [tabindex]"))
        .filter((e) => !e.matches(":disabled, [tabindex='-1']") && seen(e))
        .filter((e) => !kin(e).some((one) => reached.has(one)))
        .map((e) => e.outerHTML.slice(0, 150));
}"""
SIZES = {
    "normal": [(320, 640), (640, 400)],
    "projector": [(1024, 768)],
}  # a phone, 200 % zoom; a projector


def show(page: Any, view: str) -> None:
    """Choose this view by its place in the row."""
    header = page.locator(".st-key-header")
    if not header.get_by_role("radio").nth(VIEWS.index(view)).is_checked():
        header.locator("label").nth(VIEWS.index(view)).click()
        wait_for_link(page, view=view)
        page.mouse.move(0, 0)
        calm(page)


# What a theme changes are colours, what a language changes is all but them.
ASKED: dict[str, dict[str, Any]] = {
    "es": {"light": {}, "dark": {"runOnly": ["color-contrast"]}},
    "en": {"light": {"rules": {"color-contrast": {"enabled": False}}}},
}
ENHANCED = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}}


def axe(
    page: Any, where: str, asked: dict[str, Any], left: tuple[tuple[str, str], ...] = NOT_OURS
) -> list[Any]:
    """What axe finds on this page in these themes, of which the present one comes first."""
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = []
    shown = "() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
    now = page.evaluate(shown)
    for theme, rules in sorted(asked.items(), key=lambda one: one[0] != now):
        page.emulate_media(color_scheme=theme)
        calm(page)
        found += [(where, theme, *one) for one in page.evaluate(AXE, [left, rules])]
    return found


def test_in_projector_size_words_have_seven_to_one(visit: Open) -> None:
    """All but the quantities' colours, which are the same on both grounds and never stand alone."""
    coloured = ".katex [style*=color], :is(h2, .st-key-options) .stMarkdownColoredText *"
    left, found = (*NOT_OURS, ("color-contrast-enhanced", coloured)), []
    page = visit()
    for query in (
        "edits=f@2[1]=0&t=3",
        "view=time&hide=f&question=1&t=3",
        "view=train",
        "view=lecture&scene=8&beat=1",
    ):
        follow(page, f"?size=projector&lang=en&{query}")
        page.mouse.move(0, 0)
        found += axe(page, query, {"light": ENHANCED, "dark": ENHANCED}, left)
    assert not found, "\n".join(map(str, found))


def test_axe_finds_nothing_serious(visit: Open) -> None:
    """In Spanish, and of a question in English; every view in English: with the keyboard, below."""
    question = "hide=f&question=1&t=3"
    page = visit(f"?lang=es&{question}")
    found = axe(page, "a question", ASKED["es"])
    page.get_by_role("button", name="Predecir").click()
    calm(page)
    for view in VIEWS:
        show(page, view)
        found += axe(page, view, ASKED["es"])
    follow(page, f"?lang=en&{question}")
    found += axe(page, "a question in English", ASKED["en"])
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("size", CHOICES["size"].ids)
def test_nothing_is_cut_off(visit: Open, size: str) -> None:
    found = {}
    page = visit(f"?lang=es&size={size}&t=3", width=1024, height=768)
    screens = SIZES[size]
    for view in VIEWS:
        show(page, view)
        screens = screens[::-1]  # first as the view before was seen last
        for width, height in screens:
            page.set_viewport_size({"width": width, "height": height})
            calm(page)
            found[view, width] = page.evaluate(CUT_OFF)
            player = page.locator(".st-key-place").bounding_box()
            reached = player["y"] + player["height"] <= height + 1
            assert reached or height < 500, "under the thumb, where there is room for it"
    assert not any(found.values()), found


def test_who_asks_for_no_motion_gets_none(visit: Open) -> None:
    page = visit("?lang=en", motion=True)
    assert page.evaluate(MOVING) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == 0


@pytest.mark.parametrize("view", VIEWS)
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is_and_axe_finds_nothing(
    visit: Open, view: str
) -> None:
    page = visit(f"?lang=en&view={view}")
    page.mouse.move(0, 0)
    found = axe(page, view, ASKED["en"])
    assert not found, "\n".join(map(str, found))
    page.evaluate("() => { window.reached = new Set(); document.activeElement.blur(); }")
    unmarked = []
    for _ in range(150):
        page.keyboard.press("Tab")
        name, shown, again = page.evaluate(FOCUSED)
        unmarked += [] if shown else [name]
        if again:
            break
    fewest = 10 if view == "lecture" else 15  # a stage has few controls
    assert page.evaluate("() => window.reached.size") > fewest
    assert not page.evaluate(NOT_REACHED)
    assert not unmarked
