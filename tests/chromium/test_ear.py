"""By ear and by keyboard: what is read out, in which language, and where the focus is."""

from tests.chromium.driver import Open, calm, choose, wait_for_link

# What a screen reader is told of the language of all that has none of its own.
LANGUAGE = "() => document.documentElement.lang"
# What of the sidebar Tab comes to.
IN_THE_SIDEBAR = """() => [...document.querySelectorAll(".stSidebar, .stSidebar *")]
    .flatMap((e) => [e, ...e.shadowRoot?.querySelectorAll("*") ?? []])
    .filter((e) => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})
        && e.matches("button, input, select, textarea, summary, a, [tabindex]")).length"""


def test_the_page_says_in_which_language_it_is(visit: Open) -> None:
    page = visit("?lang=es")
    assert page.evaluate(LANGUAGE) == "es"
    page.evaluate("() => { window.same = true; }")
    choose(page, "lang", "EN")
    wait_for_link(page, lang="en")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
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
