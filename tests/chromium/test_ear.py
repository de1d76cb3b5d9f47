"""By ear and by keyboard: what is read out, in which language, and where the focus is."""

from typing import Any

import pytest

from tests.chromium.driver import (
    Open,
    calm,
    choose,
    follow,
    link,
    read_out,
    sentence,
    wait_for_link,
    wake,
)

# What a screen reader is told of the language of all that has none of its own.
LANGUAGE = "() => document.documentElement.lang"
# What of the sidebar Tab comes to.
IN_THE_SIDEBAR = """() => [...document.querySelectorAll(".stSidebar, .stSidebar *")]
    .flatMap((e) => [e, ...e.shadowRoot?.querySelectorAll("*") ?? []])
    .filter((e) => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})
        && e.matches("button, input, select, textarea, summary, a, [tabindex]")).length"""


def by_key(page: Any, selector: str) -> None:
    """Press this button with the keyboard."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")


def test_the_page_says_in_which_language_it_is(visit: Open) -> None:
    page = visit("?lang=es")
    page.wait_for_function(f"{LANGUAGE} === 'es'")
    page.evaluate("() => { window.same = true; }")
    choose(page, "lang", "EN")
    wait_for_link(page, lang="en")
    page.wait_for_function(f"{LANGUAGE} === 'en'")
    assert page.evaluate("() => window.same"), "without a reload"


def test_a_collapsed_sidebar_is_out_of_the_tab_order_and_is_not_read_out(visit: Open) -> None:
    page = visit("?lang=en", fresh=True)
    assert page.evaluate(IN_THE_SIDEBAR) > 5
    page.get_by_role("spinbutton", name="Seed").wait_for()
    page.locator(".stSidebar").hover()
    page.locator("[data-testid=stSidebarCollapseButton] button").click()
    page.locator("[data-testid=stExpandSidebarButton]").wait_for()
    calm(page)
    assert page.evaluate(IN_THE_SIDEBAR) == 0
    assert page.get_by_role("spinbutton", name="Seed").count() == 0
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.get_by_role("spinbutton", name="Seed").wait_for()
    assert page.evaluate(IN_THE_SIDEBAR) > 5


SPOKEN = "() => document.querySelector('#spoken').textContent"
LIVE = """() => [...document.querySelectorAll("*")]
    .flatMap((e) => [e, ...e.shadowRoot?.querySelectorAll("*") ?? []])
    .filter((e) => e.matches("[aria-live=polite], [aria-live=assertive], [role=status], output"))
    .map((e) => e.id || e.className)"""


def wait_until_said(page: Any, part: str) -> str:
    """Wait until the page has said this; all that it has said with it."""
    page.wait_for_function(
        "part => document.querySelector('#spoken').textContent.includes(part)",
        arg=part,
    )
    return str(page.evaluate(SPOKEN))


def test_what_is_new_is_said_once_and_briefly(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide")
    assert page.evaluate(LIVE) == ["spoken"], "no other says the same"
    page.evaluate("""() => {
        window.said = [];
        new MutationObserver(() => said.push(document.querySelector("#spoken").textContent))
            .observe(document.querySelector("#spoken"), {childList: true});
    }""")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    said = wait_until_said(page, "t = 4")
    assert sentence(page).split("\n")[0] in said
    assert page.evaluate("() => said.length") == 1, "only where one has come to"
    page.locator('.drawing [data-name="o"] .symbol').click()
    wait_until_said(page, read_out(page, "o"))
    follow(page, "?lang=en&scenario=wide&t=3&hide=f&question=1")
    page.locator(".st-key-option_0 button").click()
    page.locator(".st-key-verdict strong").wait_for()
    wait_until_said(page, page.locator(".st-key-verdict strong").inner_text())


def test_a_training_is_not_said_at_every_update(visit: Open) -> None:
    page = visit("?lang=en&view=cell")
    choose(page, "view", "Train")
    wait_for_link(page, view="train")
    calm(page)
    wait_until_said(page, sentence(page))  # of the view: what follows is of the training
    page.evaluate("""() => {
        window.said = [];
        new MutationObserver(() => said.push(document.querySelector("#spoken").textContent))
            .observe(document.querySelector("#spoken"), {childList: true});
    }""")
    by_key(page, ".st-key-train_start button")
    page.locator(".st-key-train_pause button").wait_for()
    page.wait_for_timeout(2500)
    assert page.evaluate("() => said.length") <= 1
    by_key(page, ".st-key-train_pause button")
    page.locator(".st-key-train_on button").wait_for()
    calm(page)
    wait_until_said(page, sentence(page))
    assert page.evaluate("() => said.length") <= 2


FOCUS = """() => {
    let e = document.activeElement;
    while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e.matches("body") ? "the page" : e.matches("h2") ? "sentence" : e.innerText.trim();
}"""


def wait_for_focus(page: Any, expected: str) -> None:
    page.wait_for_function(f"expected => ({FOCUS})() === expected", arg=expected)


def test_the_focus_goes_to_what_comes_next_and_never_to_the_page(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3&hide=f&question=1")
    by_key(page, ".st-key-reveal button")
    wait_for_focus(page, "Another question")
    page.keyboard.press("Enter")
    page.locator(".st-key-reveal").wait_for()
    wait_for_focus(page, "sentence")
    page.get_by_role("spinbutton", name="Seed").fill("7")
    page.keyboard.press("Enter")
    wait_for_link(page, seed="7")
    wait_for_focus(page, "sentence")
    by_key(page, ".st-key-header #share")
    page.get_by_role("dialog").wait_for()
    calm(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    wait_for_focus(page, "Share")
    follow(page, "?lang=en&scenario=wide&t=3&edits=f@3[1]=0")
    by_key(page, ".st-key-change_drop_all button")
    wait_for_focus(page, "sentence")
    by_key(page, "[data-testid=stSidebarCollapseButton] button")
    page.wait_for_function(
        "() => document.activeElement.closest('[data-testid=stExpandSidebarButton]')"
    )
    page.keyboard.press("Enter")
    follow(page, "?lang=en&view=train")
    by_key(page, ".st-key-train_start button")
    wait_for_focus(page, "Pause")
    page.keyboard.press("Enter")
    page.locator(".st-key-train_on button").wait_for()
    follow(page, "?lang=en&scenario=wide&controls=picture")
    by_key(page, ".st-key-header #whole")
    wait_for_focus(page, "sentence")


def test_who_reveals_with_the_mouse_keeps_the_keys(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3&hide=f&question=1")
    page.locator(".st-key-reveal button").click()
    wait_for_focus(page, "sentence")
    page.keyboard.press("ArrowRight")
    wait_for_link(page, t="4")
    follow(page, "?lang=en&scenario=wide&t=3")
    page.locator("[name=hide]").click()
    page.locator(".st-key-reveal").wait_for()
    wait_for_focus(page, "sentence")


BOX = "() => document.activeElement.shadowRoot?.activeElement?.dataset.name"


def test_the_drawing_is_one_stop_of_tab_and_arrows_go_on_inside(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3&stage=C")
    stops = "all => all.filter((one) => one.tabIndex >= 0).map((one) => one.dataset.name)"
    assert page.locator(".drawing, .drawing *").evaluate_all(stops) == ["C"], "not the whole too"
    page.locator('.drawing [data-name="C"]').focus()
    page.keyboard.press("Home")
    seen = []
    for _ in range(13):
        seen.append(page.evaluate(BOX))
        page.keyboard.press("ArrowRight")
    order = "C_prev h_prev x z f i C_tilde kept written C tanh_C o h"
    assert seen == order.split(), "the order in which a step is computed"
    assert link(page)["stage"] == "C" and link(page)["t"] == "3", "who passes does not choose"
    assert len(page.locator(".drawing, .drawing *").evaluate_all(stops)) == 1
    for key, name in (("Enter", "o"), ("Space", "tanh_C")):
        page.locator(f'.drawing [data-name="{name}"]').focus()
        page.keyboard.press(key)
        wait_for_link(page, stage=name)
        wait_until_said(page, read_out(page, name))
        box = page.locator('.drawing [aria-current="true"]')
        assert box.get_attribute("data-name") == page.evaluate(BOX) == name
    page.keyboard.press("Tab")
    assert not page.evaluate(BOX), "Tab leaves it"


def test_keys_that_scroll_do_so_where_nobody_leads_a_class(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3", height=500)
    for key in ("PageDown", "Space", "End"):
        page.mouse.click(640, 5)
        page.locator(".stMain").focus()
        page.keyboard.press("Home")
        page.wait_for_function("() => document.querySelector('.stMain').scrollTop === 0")
        page.keyboard.press(key)
        page.wait_for_function("() => document.querySelector('.stMain').scrollTop > 50")
    assert page.locator(".where").inner_text() == "t = 3 of 6"
    follow(page, "?lang=en&scenario=wide&t=3&size=projector")
    page.keyboard.press("PageDown")
    wait_for_link(page, t="4")
    page.keyboard.press("Home")
    page.locator(".where", has_text="t = 1 of 6").wait_for()


def test_keys_of_one_letter_can_be_switched_off(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide", fresh=True)
    switch = page.get_by_role("checkbox", name="one-letter keys")
    try:
        for on in (False, True):
            switch.set_checked(on)
            page.mouse.click(640, 5)
            page.keyboard.press("b")
            assert page.locator(".blank").is_visible() == on
            if on:
                page.keyboard.press("b")
            else:
                page.reload()
                switch.wait_for()
                assert not switch.is_checked(), "the browser keeps it"
                calm(page)
    finally:
        page.evaluate("() => localStorage.removeItem('lstm.letters')")


@pytest.mark.parametrize(
    ("query", "width"),
    [("?lang=en", 390), ("?lang=en&size=projector", 1024), ("?lang=en&view=lecture", 1280)],
)
def test_the_keys_switch_is_there_in_every_size(visit: Open, query: str, width: int) -> None:
    page = visit(query, width=width)
    if "lecture" in query:
        wake(page)
    opens = "Scene 1 of" if "lecture" in query else "Keys"
    page.get_by_role("button", name=opens).click()
    switch = page.get_by_role("checkbox", name="one-letter keys")
    try:
        assert switch.is_visible()
        switch.set_checked(False)
        page.keyboard.press("Escape")
        page.mouse.click(width // 2, 5)
        page.keyboard.press("b")
        assert not page.locator(".blank").is_visible()
    finally:
        page.reload()
        page.evaluate("() => localStorage.removeItem('lstm.letters')")


# The colours of what is chosen and of what is not, a pair for each kind of choice.
CHOSEN = """() => {
    const inside = (e) => e.shadowRoot ? all(e.shadowRoot) : [];
    const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...inside(e)]);
    const look = (e) => {
        const {backgroundColor, color} = getComputedStyle(e);
        return backgroundColor + color;
    };
    const first = (selector) => look(all(document).find((e) => e.matches(selector)));
    return [
        ...[".header", ".radios", ".line"].map((row) => (
            [`${row} :checked + label`, `${row} :not(:checked) + label`]
        )),
        [".units [aria-pressed=true]", ".units [aria-pressed=false]"],
        ["[role=radio][aria-checked=true]", "[role=radio][aria-checked=false]"],
    ].map((pair) => pair.map(first));
}"""


def test_forced_colours_keep_what_is_chosen_visible(visit: Open) -> None:
    page = visit("?lang=en&view=time&scenario=wide&inputs=1;2%0A3;4")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    try:
        for chosen, other in page.evaluate(CHOSEN):
            assert chosen != other
        follow(page, "?lang=en&view=cell&scenario=wide&stage=o")
        frame, text = (
            page.locator(f'.drawing [data-name="o"] {part}').evaluate(
                "e => getComputedStyle(e).fill"
            )
            for part in (".frame", ".value")
        )
        assert frame != text, "numbers can be read on their ground"
        ring = page.locator(".drawing .chosen > .here")
        assert ring.evaluate("e => getComputedStyle(e).stroke") not in ("none", frame)
    finally:
        page.emulate_media(forced_colors="none", color_scheme="light")
