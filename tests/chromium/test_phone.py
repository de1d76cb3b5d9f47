"""A phone in the hand of who is alone with the page: what is pressed, read, and in sight."""

from typing import Any

from tests.chromium.driver import Open, at, calm, follow, wait_for_link, wake

# What is smaller than a thumb or than 12 px on the page, in its parts and in its pictures.
SMALL = """() => {
    const all = [];
    const walk = (root) => root.querySelectorAll('*').forEach((one) => {
        all.push(one);
        if (one.shadowRoot) walk(one.shadowRoot);
    });
    walk(document);
    const seen = (one) => {
        const { width, height, right, left } = one.getBoundingClientRect();
        return width > 1 && height > 1 && right > 0 && left < innerWidth && one.checkVisibility();
    };
    const pressed = 'button:not(:disabled), a[href], select, summary, .header label, .slide';
    const drawn = '.drawing :is([role=button], [role=slider])';
    const low = all.filter((one) => one.matches(drawn)
        && Math.min(...['width', 'height'].map((k) => one.getBoundingClientRect()[k])) < 43.5);
    const thin = low.concat(all.filter((one) => one.matches(pressed) && seen(one)
        && !one.closest('.legend, svg, [data-testid="stTooltipIcon"], .stAppToolbar')
        && !one.matches('[id^=react-aria][tabindex="-1"]')
        && Math.min(one.offsetWidth, one.offsetHeight) < 43.5));
    const written = (one) => [...one.childNodes].some(
        (each) => each.nodeType === Node.TEXT_NODE
            && each.textContent.replace('\u200b', '').trim());
    const fine = all.filter((one) => written(one) && seen(one)
        && !one.closest('.katex-mathml, title')
        && parseFloat(getComputedStyle(one).fontSize) < 11.9);
    return [thin, fine].map((ones) => ones.map((one) => one.outerHTML.slice(0, 90)));
}"""

# By how much what has the focus is under the player; what the player is in, and the sidebar over
# it, are not.
UNDER = """() => {
    const player = document.querySelector('.st-key-place');
    const outer = document.activeElement;
    let here = outer;
    while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
    if (outer.contains(player) || outer.matches('.st-key-place *, .stSidebar *')) return 0;
    return here.getBoundingClientRect().bottom - player.getBoundingClientRect().top;
}"""


# Of the charts' frames and of what is drawn in them, what is wider than the screen.
WIDER = """() => [...document.querySelectorAll('[class*=st-key-wide_], .stPlotlyChart, .main-svg')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1
        || one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.className.baseVal ?? one.className)"""


def smaller(page: Any) -> Any:
    return page.evaluate(SMALL)


def test_a_thumb_hits_everything_all_can_be_read_and_no_picture_goes_on_sideways(
    visit: Open,
) -> None:
    page = visit("?lang=en&view=cell", width=390, height=844)
    places = [one.bounding_box()["y"] for one in page.locator(".start button").all()]
    assert len(places) == 3 and len(set(places)) == 1, "learn, explore, give the lecture, in a row"
    for view in ("step", "time", "weights", "memory", "train", "cell&t=3&hide=C_tilde&question=1"):
        assert smaller(page) == [[], []], view
        assert not page.evaluate(WIDER), view
        follow(page, f"?lang=en&scenario=wide&view={view}")
    assert smaller(page) == [[], []]
    page.locator(".stApp .stMain").evaluate("one => one.scrollTo(0, 0)")
    for _ in range(24):
        page.keyboard.press("Tab")
        assert page.evaluate(UNDER) <= 0, page.evaluate("() => document.activeElement.outerHTML")
    assert not page.errors


def test_a_screen_on_its_side_keeps_its_room_and_a_number_has_its_keyboard(visit: Open) -> None:
    link = "?lang=en&scenario=wide&seed=3&steps=7&t=3&unit=2&hide=C_tilde&question="
    page = visit(f"{link}1", width=844, height=390)
    style = page.locator(".st-key-place").evaluate("one => getComputedStyle(one).position")
    assert style == "static"
    assert page.locator(".st-key-place").bounding_box()["height"] < 70, "one slim row"
    for number in range(1, 12):
        follow(page, f"{link}{number}")
        if page.locator(".st-key-typed input").count():
            break
    page.set_viewport_size({"width": 320, "height": 640})
    button = page.get_by_role("button", name="Answer", exact=True)
    page.wait_for_function("""() => {
        const [typed, player] = ['.st-key-typed_send', '.st-key-place']
            .map((one) => document.querySelector(one).getBoundingClientRect());
        return typed.bottom <= player.top;
    }""")
    field = page.locator(".st-key-typed input")
    field.focus()
    assert field.evaluate("one => one.inputMode") == "decimal"
    field.fill("9")
    button.click()
    wait_for_link(page, revealed="yes")


def test_the_panel_of_a_change_closes_and_a_sequence_is_applied_by_a_button(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=2", width=390, height=844)
    page.get_by_role("button", name="What if").click()
    button = page.locator(".st-key-change_add button")
    button.wait_for()
    drawing, panel = page.locator(".drawing"), page.locator("[data-testid=stPopoverBody]")
    cell, place = drawing.bounding_box(), panel.bounding_box()
    assert cell["y"] >= 0 and cell["y"] + cell["height"] <= place["y"], "it is seen meanwhile"
    button.click()
    page.locator(".st-key-chips").wait_for()
    page.locator(".st-key-change").wait_for(state="detached")
    follow(page, "?lang=en&inputs=0.1%0A0.2&input_size=1")
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.locator(".st-key-own textarea").fill("0.5\n0.25\n0.125")
    page.get_by_role("button", name="Apply").click()
    wait_for_link(page, inputs="0.5\n0.25\n0.125")
    calm(page)
    assert not page.errors


def test_share_copies_the_link_and_hands_it_to_the_system(visit: Open) -> None:
    page = visit("?lang=en&view=time&scenario=latch&t=3", width=390, height=844, fresh=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => { navigator.share = async (given) => { document.given = given; }; }")
    page.locator(".st-key-header").get_by_text("Share", exact=True).click()
    link = page.locator(".stDialog code").inner_text()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == link
    page.get_by_role("button", name="Send…").click()
    assert page.evaluate("() => document.given.url") == link
    # on a page without https there is no clipboard to write to
    page.evaluate(
        """async () => {
            await navigator.clipboard.writeText('');
            navigator.clipboard.writeText = () => Promise.reject();
        }"""
    )
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == link
    assert smaller(page) == [[], []] and not page.errors


def test_a_scene_begins_at_the_top_of_a_phone_and_my_lecture_fits_it(visit: Open) -> None:
    page = visit("?view=lecture&scene=2&lang=es&controls=all", width=390, height=844, fresh=True)
    places = [
        page.locator(f".st-key-{key}").bounding_box()
        for key in ("top", "diagram", "header", "walk")
    ]
    tops = [place["y"] for place in places]
    assert tops == sorted(tops) and tops[0] < 50 and tops[1] < 0.5 * tops[2], "the picture is seen"
    overprint = """() => {
        const root = document.querySelector('.st-key-diagram [data-testid$=Isolated]').shadowRoot;
        const box = root.querySelector('[data-name=C_tilde]');
        const word = [...box.querySelectorAll('.muted')].find((one) => one.textContent === 'tanh');
        const [over, under] = [word, box.querySelector('.curve')]
            .map((one) => one.getBoundingClientRect());
        return over.bottom - under.top;
    }"""
    assert page.evaluate(overprint) < 6, "the word stands above its curve"
    page.locator(".st-key-header").get_by_text("Mi clase", exact=True).click()
    page.get_by_role("textbox", name="Título 1", exact=True).wait_for()
    assert smaller(page) == [[], []]
    outside = """() => {
        const root = document.querySelector('.st-key-editor [data-testid$=Isolated]').shadowRoot;
        return [...root.querySelectorAll('input, button, summary')]
            .map((one) => one.getBoundingClientRect())
            .filter(({ left, right }) => left < 0 || right > innerWidth).length;
    }"""
    assert page.evaluate(outside) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    title = page.get_by_role("textbox", name="Título 1", exact=True).bounding_box()
    assert title["width"] > 200, "a title has room to be read"


# Where a slide's last picture ends once all is scrolled, and where what follows it begins and ends.
SLIDE = """() => {
    document.querySelector('.stMain').scrollTo(0, 1e6);
    const box = (one) => one.getBoundingClientRect();
    const [last, header, walk] = ['.stElementContainer:has(.stPlotlyChart, .katex-display)',
        '.st-key-header', '.st-key-walk'].map((one) => [...document.querySelectorAll(one)].at(-1));
    return [box(last).bottom, box(header).top, box(header).bottom, box(walk).top, box(walk).bottom];
}"""


def test_on_a_phone_nothing_lies_over_a_slide_and_the_way_on_keeps_its_place(visit: Open) -> None:
    page = visit("?view=lecture&scene=10&beat=2&lang=es&controls=player", width=390, height=844)
    places = set()
    for scene, beat in ((10, 2), (11, 0)):
        at(page, scene, beat)
        calm(page)
        assert page.locator(".stMain").evaluate("one => one.scrollTop") == 0, "it begins at its top"
        ends = page.evaluate(SLIDE)
        assert [round(end) for end in ends] == sorted(round(end) for end in ends)
        places.add(ends[-2])
        wake(page)
        page.locator(":root[data-awake]").wait_for(state="attached")
        page.locator(".stAppHeader").wait_for(state="hidden")
        page.locator(".st-key-walk .stage").get_by_role("button", name="Adelante").click()
    assert len(places) == 1 and not page.errors
    page.set_viewport_size({"width": 683, "height": 384})
    at(page, 11, 1)
    calm(page)
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => document.querySelector('.stVerticalBlock:has(> .st-key-place)').scrollTop > 0"
    )


# Whether all of this is on the screen and above the way on, or is the way on.
SEEN = """(selector) => {
    const walk = document.querySelector('.st-key-walk');
    const root = walk.querySelector('[data-testid$=Isolated]').shadowRoot;
    const foot = walk.getBoundingClientRect().top;
    const all = [...document.querySelectorAll(selector)].map((one) => [one, foot]).concat(
        [...root.querySelectorAll('.stage > button')].map((one) => [one, innerHeight]));
    return all.map(([one, low]) => [one.getBoundingClientRect(), low]).every(
        ([{ left, right, bottom }, low]) => left >= 0 && right <= innerWidth && bottom <= low + 1);
}"""


def test_a_phone_shows_all_of_a_table_once_solved_and_practises_in_the_same_tab(
    visit: Open,
) -> None:
    page = visit("?view=lecture&scene=8&lang=es", width=320, height=640)
    stage = page.locator(".st-key-walk .stage")

    def go(scene: int) -> None:
        stage.get_by_role("button", name="Escena").click()
        page.get_by_role("button", name=f"{scene}. ").click()
        at(page, scene, 0)
        calm(page)

    go(6)
    stage.get_by_role("button", name="Adelante").click()
    at(page, 6, 1)
    page.wait_for_function(SEEN, arg=".st-key-units .katex-html .base")
    go(12)
    assert not page.locator(".st-key-practise [data-testid=stCaptionContainer]").count()
    tabs = len(page.context.pages)
    practise = page.locator(".st-key-practise button")
    assert practise.bounding_box()["width"] > 280
    practise.click()
    wait_for_link(page, view="cell")
    calm(page)
    page.locator(".st-key-diagram").wait_for()
    assert len(page.context.pages) == tabs
    assert not page.errors


def test_on_a_phone_what_the_sentence_tells_comes_first_and_stands_alone(visit: Open) -> None:
    page = visit("?lang=es&view=weights", width=390, height=844)
    page.wait_for_function(f"() => !({WIDER})().length")
    page.set_viewport_size({"width": 683, "height": 384})  # 200 %
    page.wait_for_function(f"() => !({WIDER})().length")
    tops = [
        page.locator(f".st-key-wide_{key}").bounding_box()["y"] for key in ("pushes", "weights")
    ]
    assert tops[0] < tops[1]
    page.set_viewport_size({"width": 1280, "height": 720})
    panels = page.locator(".st-key-wide_weights .infolayer .annotation")
    page.wait_for_function(
        """() => {
            const all = document.querySelectorAll('.st-key-wide_weights .infolayer .annotation');
            const [one, other] = [...all].map((each) => each.getBoundingClientRect().top);
            return Math.abs(one - other) < 2;
        }"""
    )
    assert panels.count() == 4, "two by two again where there is room"


def test_what_is_tapped_in_the_drawing_is_told_beside_it(visit: Open) -> None:
    page = visit("?lang=en&scenario=wide&t=3", width=390, height=844)
    page.locator('.drawing [data-name="o"] .symbol').click()
    wait_for_link(page, stage="o")
    line = page.locator(".told")
    assert "o, output gate: how much to SHOW, unit 1, 0." in line.inner_text()
    told, player = line.bounding_box(), page.locator(".st-key-place").bounding_box()
    assert told["y"] + told["height"] <= player["y"], "without scrolling"
    page.set_viewport_size({"width": 1280, "height": 720})
    assert not line.is_visible(), "where the card is beside"
