"""Each kind of question has its words, and an answer that is found here by other means."""

import math
import re
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest

from lstm_core.experiment.captions import cannot_close
from lstm_core.experiment.experiment import Experiment
from lstm_core.experiment.languages import LANGUAGES
from lstm_core.lesson.kinds import KINDS
from lstm_core.lesson.question import Question
from lstm_core.lesson.questions import right
from lstm_core.model.cell import GATES, STAGES, sigmoid
from lstm_core.words.inputs import input_names
from lstm_core.words.language import translation
from lstm_core.words.numbers import fixed, subscript
from tests.lesson.oracles_of_time import TIME_ORACLES, Oracle
from tests.lesson.sample import NUMBER, apart, here, number, of, sample

SUM = re.compile(rf"((?:tanh|[()·+−.\d ])*\d\)?) = ({NUMBER})")
NUMERIC = ("left", "saturate", "written", "counts", "holding")


def number_chosen(e: Experiment, q: Question) -> None:
    """What a number comes to is the right option, and no other is near."""
    f, before, i, candidate, C = here(e, "f", "C_prev", "i", "C_tilde", "C")
    truth = {"left": f * before, "written": i * candidate, "saturate": math.tanh(C)}[q.kind]
    shown = [number(option) for option in q.options]
    assert len(shown) >= 3 and abs(shown[q.right] - truth) <= 0.00501
    assert all(abs(a - b) > 0.0999 for k, a in enumerate(shown) for b in shown[:k])
    assert {
        "left": abs(before) >= 0.2,
        "written": abs(candidate) >= 0.3,
        "saturate": abs(C) >= 0.8,
    }[q.kind]


def direction(e: Experiment, q: Question) -> None:
    """Where C goes is no toss-up."""
    before, C = here(e, "C_prev", "C")
    assert q.options == ("it goes up", "it goes down", "it stays")
    assert (C - before > 0.1, C - before < -0.1, abs(C - before) < 0.02)[q.right]
    assert not cannot_close(e)


def strongest(e: Experiment, q: Question) -> None:
    """The strongest term leads among all, and as shown."""
    W, b = (
        getattr(e.params, f"W_{GATES[q.about]}")[e.unit - 1],
        getattr(e.params, f"b_{GATES[q.about]}")[e.unit - 1],
    )
    names = [f"h[{k}]" for k in range(1, e.H + 1)]
    named = (f"the input “{name}”" if name else "" for name in input_names(e))
    names += [name or f"x[{k}]" for k, name in enumerate(named, 1)]
    contributions = dict(zip([*names, "the bias b"], [*(W * e.step.z[:, 0]), *b], strict=True))
    first, second = sorted(contributions, key=lambda name: -abs(contributions[name]))[:2]
    assert apart(contributions[first], contributions[second], 1.25, 0.05)
    offered = [re.split(r": w| = ", option)[0] for option in q.options]
    assert offered[q.right] == first and second in offered
    shown = [math.prod(map(number, re.findall(rf"= ({NUMBER})", option))) for option in q.options]
    assert all(
        apart(shown[q.right], other, 1.1, 0.03) for k, other in enumerate(shown) if k != q.right
    ), q
    weights = {name: abs(w) for name, w in zip(names, W, strict=True)}
    assert max(weights.values()) == max(weights.get(name, 0) for name in offered)
    assert {"f": "forget", "i": "input", "C_tilde": "candidate", "o": "output"}[q.about] in q.text
    assert q.needs == STAGES[STAGES.index(q.about) - 1]


def removed(e: Experiment, q: Question) -> None:
    """The gate that moves most without an input can be told from the weights."""
    name = re.split("input ", q.text)[1].split(" is ")[0].strip("“”")
    names = [name or str(k) for k, name in enumerate(input_names(e), 1)]
    column = e.H + names.index(name)
    z = e.step.z.copy()
    z[column] = 0
    moves, weights = {}, {}
    for gate in "fio":
        W, b = getattr(e.params, f"W_{gate}"), getattr(e.params, f"b_{gate}")
        moves[gate] = abs(float((sigmoid(W @ z + b) - getattr(e.step, gate))[e.unit - 1, 0]))
        weights[gate] = abs(float(W[e.unit - 1, column]))
    answer, second, _ = sorted(moves, key=lambda gate: -moves[gate])
    assert q.options[q.right] == answer and set(q.options) == set("fio")
    assert apart(moves[answer], moves[second], 1.5, 0.05)
    heaviest, next_heaviest, _ = sorted(weights, key=lambda gate: -weights[gate])
    assert apart(weights[heaviest], weights[next_heaviest], 1.25, 0.05)
    # the trap: the gate of the largest weight is near the end that is named, and hardly moves
    assert heaviest != answer and f"is that of {heaviest}" in q.trap
    (end,) = re.findall("is near ([01])", q.trap)
    (now,) = here(e, heaviest)
    assert abs(now - int(end)) < 0.1 and moves[heaviest] < 0.1


def hidden_state(e: Experiment, q: Question) -> None:
    """Where h ends up is clear."""
    C, h = here(e, "C", "h")
    near = {
        f"near C{subscript(e.t)}": C,
        f"near {fixed(math.copysign(1, C), 0)}": math.copysign(1, C),
        "near 0": 0,
    }
    assert set(near) == set(q.options)
    distance = {option: abs(h - value) for option, value in near.items()}
    answer = q.options[q.right]
    assert distance[answer] < 0.05 and all(
        distance[option] > 0.1 for option in q.options if option != answer
    )


def keeper(e: Experiment, q: Question) -> None:
    """The unit that keeps, or loses, most leads."""
    units = [int(option.removeprefix("unit ")) - 1 for option in q.options]
    assert e.unit - 1 in units
    sign = 1 if "keeps the largest" in q.text else -1
    assert sign == 1 or "loses the largest" in q.text
    shares = sign * e.step.f[units, 0]
    assert int(shares.argmax()) == q.right and np.diff(np.sort(shares))[-1] >= 0.1
    assert (abs(e.step.C_prev[units, 0]) >= 0.05).all()


def larger(e: Experiment, q: Question) -> None:
    """The larger part is clearly larger."""
    f, before, i, candidate = here(e, "f", "C_prev", "i", "C_tilde")
    parts = {"what is kept": f * before, "what is written": i * candidate}
    other = q.options[1 - q.right]
    assert apart(parts[q.options[q.right]], parts[other], 1.5, 0.1)


def compute(e: Experiment, q: Question) -> None:
    """The number to compute is the new C."""
    f, before, i, candidate = here(e, "f", "C_prev", "i", "C_tilde")
    assert q.answer == pytest.approx(f * before + i * candidate)
    a, b, c, d = (number(shown) for shown in re.findall(rf"[₀-₉] = ({NUMBER})", q.text))
    assert right(q, f"{a * b + c * d:.2f}") is True
    assert right(q, f"{a * b + c * d + 0.07:.3f}") is False
    assert 0.1 <= min(abs(b), abs(d)) and (0.04 < a < 0.96 or 0.04 < c < 0.96)
    slips = [(1 - a) * b + c * d, c * b + a * d]
    slips += [-a * b + c * d] * (b < 0) + [a * b - c * d] * (d < 0)
    assert re.findall(rf"(?:gives|,) ({NUMBER})", q.trap) == [fixed(slip, 2) for slip in slips]
    assert not any(right(q, f"{slip:.{n}f}") for slip in slips for n in (2, 3))


def counts(e: Experiment, q: Question) -> None:
    """What is counted is the size of the arrays."""
    assert int(q.options[q.right]) == array_size(e, q)[1] and len(q.options) >= 3


def array_size(e: Experiment, q: Question) -> tuple[str, int]:
    sizes = {
        "values of h": e.step.h.size * e.t,
        "cell state": e.step.C.size,
        f"z{subscript(e.t)}": e.step.z.size,
        "weights": e.params.W_f.size,
    }
    (what,) = (words for words in sizes if f"{words} " in q.text.split("?")[0])
    return what[0], sizes[what]


ORACLES: dict[str, Oracle] = {
    "direction": direction,
    "left": number_chosen,
    "strongest": strongest,
    "removed": removed,
    "shown": hidden_state,
    "saturate": number_chosen,
    "written": number_chosen,
    "keeper": keeper,
    "larger": larger,
    "compute": compute,
    "counts": counts,
    **TIME_ORACLES,
}


def test_every_kind_is_asked_somewhere() -> None:
    assert {q.kind for _, q in sample()} == set(KINDS)
    assert len(KINDS) >= 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_is_found_by_other_means(kind: str) -> None:
    for e, q in of(kind):
        ORACLES[kind](e, q)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_words(kind: str, lang: str) -> None:
    keys = translation(lang)
    asked = [key for key in keys if re.fullmatch(rf"question_{kind}(_[a-z]+)?_why", key)]
    assert asked and f"kind_{kind}" in keys
    for key in asked:
        question = key.removesuffix("_why")
        assert question in keys and f"{question}_trap" in keys


def test_the_kept_cell_is_the_other_one_where_it_is_another_of_this_size() -> None:
    against_kept = {e.settings.scenario for e, q in of("longer") if "the kept one" in q.options}
    assert against_kept == {"wide", "latch"}
    right = Counter(q.options[q.right] for e, q in of("longer"))
    assert {"this one", "the other", "the kept one"} <= right.keys()


def test_all_four_things_are_counted() -> None:
    assert len({array_size(e, q)[0] for e, q in of("counts")}) == 4


def test_the_numbers_shown_give_the_result_shown() -> None:
    checked: Counter[str] = Counter()
    for _, q in sample():
        for left, result in SUM.findall(q.why):
            code = left.strip().replace("·", "*").replace("−", "-")
            got = Decimal(repr(round(eval(code, {"tanh": math.tanh}), 10)))
            shown = Decimal(result.replace("−", "-"))
            assert got.quantize(shown, ROUND_HALF_UP) == shown, (left, result)
            checked[q.kind] += 1
    assert set(checked) == set(KINDS) - {"longer"}, "it gives no more than its two results"


def meaning(e: Experiment, q: Question) -> str:
    """What the right answer says, apart from its digits: of a number its rank."""
    if q.answer is not None:
        return fixed(q.answer, 1)
    answer = q.options[q.right]
    if q.kind in NUMERIC:
        return str(sorted(map(number, q.options)).index(number(answer)))
    if answer.startswith("t = "):
        return answer
    return re.split(r": w| = |(?<=near )C", answer)[0]


def test_no_answer_and_no_letter_is_a_good_guess() -> None:
    answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    letters, heaviest = Counter[int](), Counter[bool]()
    for e, q in sample():
        answers[q.kind][meaning(e, q)] += 1
        if len(q.options) == 4:
            letters[q.right] += 1
        if q.kind == "strongest":
            weights = [abs(number(re.findall(rf"= ({NUMBER})", option)[0])) for option in q.options]
            heaviest[weights[q.right] == max(weights)] += 1
    for kind, counted in answers.items():
        assert max(counted.values()) <= 0.85 * counted.total(), (kind, counted)
    assert max(letters.values()) <= 0.45 * letters.total()
    assert heaviest[True] <= 0.85 * heaviest.total()
