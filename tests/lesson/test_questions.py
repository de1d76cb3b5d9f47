"""What is asked is fair, its answer is the cell's, and its numbers compute."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import pytest

from lstm_core.experiment.checks import cannot_close
from lstm_core.experiment.experiment import Experiment, perform
from lstm_core.experiment.scenarios import SCENARIOS
from lstm_core.experiment.settings import Settings
from lstm_core.lesson.kinds import KINDS
from lstm_core.lesson.question import TOLERANCE, Question
from lstm_core.lesson.questions import ask, at_frontier, fair, pause, right
from lstm_core.model.cell import GATES, STAGES, sigmoid
from lstm_core.words.inputs import input_names
from lstm_core.words.numbers import fixed, subscript

Case = tuple[Experiment, Question]
SIZES = ((4, 3, 6), (1, 1, 4), (2, 8, 9))
OWN = (
    Settings(scenario="wide", inputs="1.5;-2\n0;3\n0.25;0.25"),
    Settings(scenario="keras", inputs="series:5", steps=8),
)
NUMBER = r"−?\d+(?:\.\d+)?"
SUM = re.compile(rf"((?:tanh|[()·+−.\d ])*\d\)?) = ({NUMBER})")
NUMERIC = ("left", "saturate", "written", "counts")


def places(seeds: range, units: int) -> Iterator[Experiment]:
    """Every step of a few units of every scenario, in English."""
    for scenario in SCENARIOS:
        hand_set = SCENARIOS[scenario].sizes is not None
        cells = [
            Settings(scenario=scenario, seed=seed, input_size=D, hidden_size=H, steps=T, lang="en")
            for seed in (range(1) if hand_set else seeds)
            for D, H, T in (SIZES[:1] if hand_set else SIZES)
        ]
        for settings in [
            *cells,
            *(replace(own, lang="en") for own in OWN if own.scenario == scenario),
        ]:
            cell = perform(settings)
            for t in range(1, cell.T + 1):
                for unit in range(1, min(cell.H, units) + 1):
                    yield perform(replace(settings, t=t, unit=unit))


@cache
def sample() -> tuple[Case, ...]:
    return tuple((e, q) for e in places(range(5), 3) for same in fair(e) for q in same)


@cache
def few() -> tuple[Experiment, ...]:
    return tuple(list(places(range(2), 2))[::9])


def of(*kinds: str) -> list[Case]:
    found = [case for case in sample() if case[1].kind in kinds]
    assert found
    return found


def number(shown: str) -> float:
    return float(shown.replace("−", "-"))


def here(e: Experiment, *names: str) -> list[float]:
    return [float(getattr(e.step, name)[e.unit - 1, 0]) for name in names]


def apart(first: float, second: float, times: float, margin: float) -> bool:
    return abs(first) >= times * abs(second) and abs(first) - abs(second) >= margin


def test_every_kind_is_asked_somewhere() -> None:
    assert {q.kind for _, q in sample()} == set(KINDS)
    assert len(KINDS) >= 10


def test_a_question_is_fair_and_complete() -> None:
    for _, q in sample():
        assert STAGES.index(q.needs) < STAGES.index(q.about)
        if q.answer is None:
            assert 2 <= len(q.options) == len(set(q.options)) <= 4
            assert 0 <= q.right < len(q.options) and q.tolerance == 0
        else:
            assert (
                q.options == () and q.right == 0 and q.tolerance == TOLERANCE and "0.05" in q.text
            )
        for words in (q.text, q.why, q.trap, *q.options):
            assert words and not re.search(r"[{}*_`$~\[\]<>#|!]|-\d|−0\.0+\b", words), words


def test_the_numbers_shown_give_the_result_shown() -> None:
    checked: Counter[str] = Counter()
    for _, q in sample():
        for left, result in SUM.findall(q.why):
            code = left.strip().replace("·", "*").replace("−", "-")
            got = Decimal(repr(round(eval(code, {"tanh": math.tanh}), 10)))
            unit = Decimal(1).scaleb(Decimal(result.replace("−", "-")).as_tuple().exponent)  # type: ignore[arg-type]
            assert got.quantize(unit, ROUND_HALF_UP) == Decimal(result.replace("−", "-")), (
                left,
                result,
            )
            checked[q.kind] += 1
    assert set(checked) == set(KINDS)


def test_nothing_is_told_that_is_still_hidden() -> None:
    for e, q in sample():
        seen = STAGES[1 : STAGES.index(q.needs) + 1]
        told = [
            *here(e, "C_prev", *seen),
            *e.step.z[:, 0],
            TOLERANCE,
            *(e.step.f[:, 0] if "f" in seen else ()),
        ]
        for letter in GATES.values():
            told += [
                *getattr(e.params, f"W_{letter}")[e.unit - 1],
                *getattr(e.params, f"b_{letter}")[e.unit - 1],
            ]
        allowed = {fixed(value, n) for value in told for n in (2, 3, 4)}
        allowed |= {str(k) for k in (0, e.t, e.unit, e.D, *range(1, e.H + 1), e.T)}
        words = " ".join((q.text, *q.options)) if q.kind == "strongest" else q.text
        assert set(re.findall(NUMBER, words)) <= allowed, words


def test_what_a_number_comes_to_is_the_right_option_and_no_other_is_near() -> None:
    for e, q in of("left", "saturate", "written"):
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


def test_where_C_goes_is_no_toss_up() -> None:
    for e, q in of("direction"):
        before, C = here(e, "C_prev", "C")
        assert q.options == ("it goes up", "it goes down", "it stays")
        assert (C - before > 0.1, C - before < -0.1, abs(C - before) < 0.02)[q.right]
        assert not cannot_close(e)


def test_the_strongest_term_leads_among_all_and_as_shown() -> None:
    for e, q in of("strongest"):
        W, b = (
            getattr(e.params, f"W_{GATES[q.about]}")[e.unit - 1],
            getattr(e.params, f"b_{GATES[q.about]}")[e.unit - 1],
        )
        names = [f"h{subscript(k)}" for k in range(1, e.H + 1)]
        names += [name or f"x{subscript(k)}" for k, name in enumerate(input_names(e), 1)]
        contributions = dict(zip([*names, "the bias b"], [*(W * e.step.z[:, 0]), *b], strict=True))
        first, second = sorted(contributions, key=lambda name: -abs(contributions[name]))[:2]
        assert apart(contributions[first], contributions[second], 1.25, 0.05)
        offered = [re.split(r": w| = ", option)[0] for option in q.options]
        assert offered[q.right] == first and second in offered
        shown = [
            math.prod(map(number, re.findall(rf"= ({NUMBER})", option))) for option in q.options
        ]
        assert all(
            apart(shown[q.right], other, 1.1, 0.03) for k, other in enumerate(shown) if k != q.right
        ), q
        weights = {name: abs(w) for name, w in zip(names, W, strict=True)}
        assert max(weights.values()) == max(weights.get(name, 0) for name in offered)
        assert {"f": "forget", "i": "input", "C_tilde": "candidate", "o": "output"}[
            q.about
        ] in q.text
        assert q.needs == STAGES[STAGES.index(q.about) - 1]


def test_the_gate_that_moves_most_without_an_input_can_be_told_from_the_weights() -> None:
    for e, q in of("removed"):
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
        assert all(
            apart(weights[answer], weights[gate], 1.25, 0.05) for gate in "fio" if gate != answer
        )


def test_where_h_ends_up_is_clear() -> None:
    for e, q in of("shown"):
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


def test_the_unit_that_keeps_or_loses_most_leads() -> None:
    for e, q in of("keeper"):
        units = [int(option.removeprefix("unit ")) - 1 for option in q.options]
        assert e.unit - 1 in units
        sign = 1 if "keeps the largest" in q.text else -1
        assert sign == 1 or "loses the largest" in q.text
        shares = sign * e.step.f[units, 0]
        assert int(shares.argmax()) == q.right and np.diff(np.sort(shares))[-1] >= 0.1
        assert (abs(e.step.C_prev[units, 0]) >= 0.05).all()


def test_the_larger_part_is_clearly_larger() -> None:
    for e, q in of("larger"):
        f, before, i, candidate = here(e, "f", "C_prev", "i", "C_tilde")
        parts = {"what is kept": f * before, "what is written": i * candidate}
        other = q.options[1 - q.right]
        assert apart(parts[q.options[q.right]], parts[other], 1.5, 0.1)


def test_the_number_to_compute_is_the_new_C() -> None:
    for e, q in of("compute"):
        f, before, i, candidate = here(e, "f", "C_prev", "i", "C_tilde")
        assert q.answer == pytest.approx(f * before + i * candidate)
        a, b, c, d = (number(shown) for shown in re.findall(rf"[₀-₉] = ({NUMBER})", q.text))
        assert right(q, f"{a * b + c * d:.2f}") is True
        assert right(q, f"{a * b + c * d + 0.07:.3f}") is False


def test_what_is_counted_is_the_size_of_the_arrays() -> None:
    asked = Counter[str]()
    for e, q in of("counts"):
        sizes = {
            "values of h": e.step.h.size * e.t,
            "cell state": e.step.C.size,
            f"z{subscript(e.t)}": e.step.z.size,
            "weights": e.params.W_f.size,
        }
        (what,) = (words for words in sizes if f"{words} " in q.text.split("?")[0])
        asked[what[0]] += 1
        assert int(q.options[q.right]) == sizes[what] and len(q.options) >= 3
    assert len(asked) == 4


def meaning(e: Experiment, q: Question) -> str:
    """What the right answer says, apart from its digits: for a number its rank among the options."""
    if q.answer is not None:
        return fixed(q.answer, 1)
    answer = q.options[q.right]
    if q.kind in NUMERIC:
        return str(sorted(map(number, q.options)).index(number(answer)))
    return re.split(r": w| = |(?<=near )C", answer)[0]


def test_no_answer_and_no_letter_is_a_good_guess() -> None:
    answers, letters, heaviest = defaultdict(Counter), Counter[int](), Counter[bool]()  # type: ignore[var-annotated]
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


def test_at_every_stop_there_is_something_to_ask_that_is_fair_there() -> None:
    for e in few():
        for k, frontier in enumerate(STAGES[:-1]):
            for count in (1, 2, 3, 50):
                q = ask(e, frontier, count)
                assert q is not None
                assert STAGES.index(q.needs) <= k < STAGES.index(q.about)
        assert ask(e, "h", 1) is None


def test_where_nothing_is_hidden_nothing_is_asked() -> None:
    assert ask(perform(Settings(scenario="wide", t=3, question=1)), "no", 1) is None


def test_the_next_question_is_another_and_in_the_end_they_start_again() -> None:
    for e in few():
        for frontier in ("z", "C_tilde", "o"):
            asked = at_frontier(frontier, fair(e))
            assert len(asked) == len({(q.kind, q.text) for q in asked})
            if len(asked) > 1:
                assert ask(e, frontier, 2) != ask(e, frontier, 1)
            assert ask(e, frontier, len(asked) + 1) == ask(e, frontier, 1) == asked[0]


def test_the_order_of_the_kinds_is_the_same_at_every_stop() -> None:
    for e in few():
        by_kind = fair(e)
        for frontier in STAGES:
            asked = list(dict.fromkeys(q.kind for q in at_frontier(frontier, by_kind)))
            assert asked == [same[0].kind for same in by_kind if at_frontier(frontier, [same])]
    assert len({fair(e)[0][0].kind for e in few() if fair(e)[0]}) > 5


def test_where_one_pauses_the_first_question_is_the_one_meant() -> None:
    for e in few():
        first = next(same[0] for same in fair(e) if same)
        assert pause(e, 1) == first.needs and ask(e, first.needs, 1) == first
        for count in (2, 3, 4):
            stop = pause(e, count)
            assert stop is not None
            q = ask(e, stop, 1)
            assert q is not None and q.needs == stop
    assert len({pause(e, 1) for e in few()}) > 3


def test_the_same_link_asks_the_same_in_each_language_and_size() -> None:
    digits = re.compile(r"[\d₀-₉]+")
    for e in few():
        others: tuple[dict[str, Any], ...] = (
            {"lang": "es"},
            {"lang": "es", "size": "projector", "view": "time", "stage": "h", "chart": "heatmap"},
        )
        english = fair(e)
        assert english == fair(perform(e.settings))
        for changed in others:
            there = fair(perform(replace(e.settings, **changed)))
            for one, two in zip(chain(*english), chain(*there), strict=True):
                same = ("kind", "needs", "about", "right", "answer", "tolerance")
                assert all(getattr(one, name) == getattr(two, name) for name in same)
                assert len(one.options) == len(two.options)
                for a, b in zip(
                    (one.text, one.why, *one.options),
                    (two.text, two.why, *two.options),
                    strict=True,
                ):
                    assert digits.findall(a) == digits.findall(b)
                assert one.text != two.text


def test_another_seed_step_or_unit_draws_anew() -> None:
    base = Settings(scenario="wide", t=3, unit=2)
    changes: list[dict[str, Any]] = [{}, {"seed": 43}, {"t": 4}, {"unit": 1}]
    there = [fair(perform(replace(base, **changed))) for changed in changes]
    orders = [[same[0].kind for same in by_kind if same] for by_kind in there]
    common = set.intersection(*map(set, orders))
    assert len({tuple(kind for kind in order if kind in common) for order in orders}) == 4


READ = {
    True: ("0,62", "0.62", " 0.6 ", "0.57", "0.67"),
    False: ("0.56", "0.68", "−0.62", "-0.62"),
    None: ("about 0.6", "", "nan", "inf", "1,0.6"),
}


@pytest.mark.parametrize(
    ("given", "verdict"), [(given, verdict) for verdict, all_ in READ.items() for given in all_]
)
def test_a_typed_number_is_read_as_a_person_means_it(given: str, verdict: bool | None) -> None:
    question = Question("compute", "C_tilde", "C", "", (), 0, 0.62, 0.05, "", "")
    assert right(question, given) is verdict


def test_a_typed_minus_sign_may_be_a_real_one() -> None:
    question = Question("compute", "C_tilde", "C", "", (), 0, -0.62, 0.05, "", "")
    assert all(right(question, given) is True for given in ("−0.62", "-0,62", "− 0.6"))
    assert right(replace(question, answer=None, options=("a", "b")), "0.62") is None
