"""What is hidden and asked, and the link to a moment, in a real Chromium."""

import io
from typing import Any

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.questions import ask
from lstm_core.words.numbers import fixed
from lstm_core.words.variables import unmarked
from tests.chromium.driver import (
    Open,
    calm,
    choose,
    expect_link,
    link,
    read_out,
    sentence,
    settle,
    wait_for_link,
    wait_for_sentence,
)


def test_hidden_numbers_do_not_reach_the_browser_until_they_are_revealed(visit: Open) -> None:
    settings = Settings(
        scenario="wide", seed=3, steps=7, t=4, hide="C_tilde", question=1, lang="en", stage="C"
    )
    whole = perform(settings)
    page = visit()
    received: list[bytes] = []

    def listen(socket: Any) -> None:
        socket.on("framereceived", lambda data: received.append(to_bytes(data)))

    page.on("websocket", listen)
    page.goto(
        page.url.split("?")[0]
        + "?"
        + "&".join(f"{k}={v}" for k, v in settings.to_query().items() if k != "question")
    )
    settle(page)
    for view in ("Time", "Weights", "Step", "Cell"):
        choose(page, "view", view)
        wait_for_link(page, view=view.lower())
        calm(page)
    secret = [getattr(whole.trace[s - 1], name)[:, 0] for s in (4, 5) for name in ("C", "o", "h")]
    spelled = [f"{abs(value):.6f}"[:-1].encode() for column in secret for value in column]
    everything = b"".join(received)
    assert len(everything) > 50_000
    assert not [number for number in spelled if number in everything]
    assert read_out(page, "C") == "cell state, unit 1, hidden"
    assert str(whole.trace[2].C[0, 0])[:7].encode() in everything, "what is shown has reached it"

    page.remove_listener("websocket", listen)

    page.keyboard.press("PageDown")
    question = ask(whole, "C_tilde", 1)
    assert question
    wait_for_sentence(page, unmarked(question.text)[:20])
    wait_for_link(page, question="1")
    page.reload()
    settle(page)
    assert sentence(page) == unmarked(question.text)
    choose(page, "lang", "ES")
    wait_for_link(page, lang="es", question="1")
    settle(page)
    assert read_out(page, "C") == "estado de celda, unidad 1, oculto"
    page.keyboard.press("PageDown")
    wait_for_link(page, revealed="yes")
    shown = fixed(whole.step.C[0, 0], 3)
    page.locator(f'.drawing [data-name="C"][aria-label$="{shown}"]').wait_for()
    page.reload()
    settle(page)
    assert read_out(page, "C").endswith(shown)
    page.keyboard.press("PageDown")
    wait_for_link(page, t="5")
    page.keyboard.press("PageUp")
    wait_for_link(page, t="4", revealed="yes", question="1")
    assert not page.errors


def to_bytes(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode()


def test_this_moment_is_shared_as_a_link_and_a_code(visit: Open) -> None:
    import numpy as np
    import zxingcpp
    from PIL import Image

    page = visit("?lang=en&scenario=latch&t=6&hide=C_tilde&question=1", height=900)
    page.get_by_role("button", name="Share").click()
    page.get_by_text("Question and player").click()
    page.locator("code", has_text="controls=player").wait_for()
    calm(page)
    address = page.locator("[role=dialog] code").inner_text()
    picture = Image.open(io.BytesIO(page.locator(".qr img").screenshot())).convert("L")
    assert picture.width >= 500
    assert [code.text for code in zxingcpp.read_barcodes(np.array(picture))] == [address]
    other = visit("?" + address.split("?")[1], fresh=True)
    expect_link(other, {**link(page), "controls": "player"})
    assert other.locator(".stSidebar").count() == 0 and other.get_by_role("radio").count() == 0
    other.get_by_role("button", name="Full page").click()
    other.locator(".st-key-header").get_by_text("Weights").wait_for()
    expect_link(other, link(page))
