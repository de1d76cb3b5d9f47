"""What several tests show: a scene, moments of the page, and words that look like markup."""

from lstm_core.experiment.settings import Settings
from lstm_core.lesson.lecture import Scene, Words

ONE = Scene("view=time&scenario=latch&t=6", Words(es="uno", en="one"), Words(es="texto", en="text"))
HOSTILE = [
    "$x^2$ and $$y$$",
    ":red[no] :blue-background[no] :material/home: :material_home: :streamlit: :smile: :+1:",
    "[link](https://example.org) ![x](y.png) <https://example.org> www.example.org a@example.org",
    "<script>alert(1)</script> &amp; <b>bold</b>",
    "`code` ```\nblock\n``` ~~~",
    "# no heading\n- no list\n1. no list\n> no quote\n    no code\n===\n---\n| a | b |\n|--|--|",
    "*no* _no_ **no** ~~no~~ [^1]: {no}",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    'quotes " \\ \\n \\u0041 """ \'\'\' and a tab\t.',
    "\x00\x07\x7f\u200b\u202e\ufeff end, 8\u00a0%",
]

MOMENTS = [
    Settings(),
    Settings(
        view="time",
        scenario="latch",
        t=6,
        lang="en",
        size="projector",
        hide="f",
        question=2,
        revealed="yes",
    ),
    Settings(view="weights", scenario="wide", stage="o", t=3),
    Settings(view="memory", scenario="pytorch", forget_bias=3, steps=20, curves="peers"),
    Settings(view="train", task="depth", updates=400),
    Settings(view="train", race="yes"),
    Settings(
        view="step",
        scenario="latch",
        inputs="0.5;1;0;0\n-1;0;0;1",
        edits="f@2[1]=0;!W_f[1,1]=2",
        t=2,
    ),
    Settings(view="cell", versus=Settings(seed=7).cell_query, seed=8, scenario="wide"),
]
