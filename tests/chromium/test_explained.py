"""What a letter is, it says where it stands; and no name of Streamlit's is in another language."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lstm_core.browser.names import NAMES
from lstm_core.words.explained import explanations
from tests.chromium.driver import Open, calm, follow, link

# The middle of this text, at its first place below an element.
MIDDLE = """([selector, text]) => {
    const places = [...document.querySelectorAll(selector)].flatMap((place) => (
        [place, ...[...place.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)]
    ));
    for (const root of places) {
        const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const { data, parentElement } = nodes.currentNode;
            const at = data.search(new RegExp(`(?<![\\\\p{L}])${text}(?![\\\\p{L}])`, "u"));
            if (at < 0 || parentElement.closest(".katex-mathml")) continue;
            const range = document.createRange();
            range.setStart(nodes.currentNode, at);
            range.setEnd(nodes.currentNode, at + text.length);
            parentElement.scrollIntoView({block: "center"});
            const {left, top, width, height} = range.getBoundingClientRect();
            return [left + width / 2, top + height / 2];
        }
    }
}"""
# All names of the page that Streamlit or Plotly gives.
NAMED = """() => ["aria-label", "data-title", "title"].flatMap((name) =>
    [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)))"""


def told(page: Any) -> str:
    """What is told beside a letter; "" where nothing is."""
    beside = page.locator("#explained")
    return str(beside.inner_text()) if beside.is_visible() else ""


def test_a_letter_says_what_it_is_on_a_tap(visit: Open) -> None:
    page = visit("?lang=en")
    said = explanations("en")
    for where, text in (
        ("h2", "C"),
        ("h2", "Unit"),
        (".st-key-top p", "notebook"),
        (".st-key-cell .katex", "f"),
        (".st-key-cell .katex", "z"),
        (".stSidebar", "D"),
        (".stSidebar", "H"),
        (".stPlotlyChart", "C"),
    ):
        x, y = page.evaluate(MIDDLE, [where, text])
        page.mouse.click(x, y)
        assert told(page) == said[text.lower() if len(text) > 1 else text], (where, text)
        page.keyboard.press("Escape")
        assert not told(page)
    page.wait_for_timeout(600)  # longer than a mouse rests until it is told something
    assert not told(page), "not by the mouse that rests there either"
    page.locator(".where").click(position={"x": 3, "y": 8})
    assert told(page) == said["t"]
    page.mouse.click(640, 5)
    assert not told(page), "a click elsewhere closes it"
    x, y = page.evaluate(MIDDLE, ["h2", "C"])
    page.mouse.move(x, y)
    page.locator("#explained").wait_for()
    page.mouse.move(640, 5)
    page.locator("#explained").wait_for(state="hidden")
    assert link(page) == {"lang": "en", "view": "cell"} and not page.errors


def test_letters_say_what_they_are_where_tab_comes_to(visit: Open) -> None:
    page = visit("?lang=en&view=cell&scenario=wide")
    said = explanations("en")
    page.locator("h2[tabindex='0']").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.locator("#explained").wait_for()
    assert said["C"] in told(page) and said["unit"] in told(page)
    assert page.locator("[aria-describedby=explained]").count() == 1
    page.keyboard.press("ArrowRight")
    page.locator(".where", has_text="t = 2 of 6").wait_for()
    assert not told(page), "the keys stay free"
    page.locator('.drawing [data-name="f"]').focus()
    page.keyboard.press("ArrowRight")
    page.locator("#explained").wait_for()
    assert told(page) == said["i"]
    page.keyboard.press("Escape")
    assert not told(page)
    page.locator("#explained").wait_for(state="hidden")

    # and Tab still comes to a sentence to which the focus has gone by itself
    page.evaluate(
        """() => {
            const button = document.createElement('button');
            document.querySelector('.stMain').append(button);
            button.focus();
            button.remove();
        }"""
    )
    page.wait_for_function("() => document.activeElement.matches('h2')")
    expect(page.locator("h2").first).to_have_attribute("tabindex", "0")


def test_a_letter_that_is_a_word_as_well_is_left_alone_in_sentences(visit: Open) -> None:
    page = visit("?lang=es&view=weights")
    asked = page.evaluate(
        "() => [...CSS.highlights.get('explained')].map((range) => range.toString())"
    )
    assert "a" in asked, "the sum is a = ..."
    sentence = page.locator("h2").first.inner_text().replace("\u00a0", " ")
    assert asked.count("a") < sentence.split().count("a") + sentence.count("a =")


@pytest.mark.parametrize(
    ("query", "english"),
    [("?lang=es", "Close the sidebar"), ("?lang=es&view=train&size=projector", "Help: Task")],
)
def test_streamlit_s_own_names_are_in_the_page_s_language(
    visit: Open, query: str, english: str
) -> None:
    page = visit(query)
    theirs = {name for name in NAMES if "{" not in name}

    def left() -> set[str]:
        calm(page)
        names = set(page.evaluate(NAMED))
        return names & theirs | {name for name in names if name.startswith("Help for")}

    page.wait_for_timeout(100)
    assert not left()
    page.locator(".st-key-header #share").click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(100)
    assert not left()
    page.keyboard.press("Escape")
    follow(page, query.replace("es", "en"))
    assert english in page.evaluate(NAMED), "the language has changed, the names with it"
