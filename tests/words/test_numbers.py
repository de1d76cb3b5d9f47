"""Numbers are shown with the right sign, and with the digits that it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.words.numbers import (
    computes,
    figures,
    fixed,
    gives,
    matching_digits,
    percent,
    plain,
    power,
    product,
    r_squared,
    rounded_up,
    sigma,
    tanh,
    total,
)


def test_numbers_as_people_write_them() -> None:
    assert fixed(-0.5, 2) == "−0.50"
    assert fixed(-0.001, 2) == "0.00", "a rounded zero has no sign"
    assert fixed(1e6, 1) == "1000000.0"


def test_terms_get_digits_until_the_product_is_right_or_an_approximation_sign() -> None:
    digits, sign = matching_digits(lambda a, b: a * b, (0.7195, 0.8662), 0.7195 * 0.8662, 2)
    assert (digits, sign) == (3, "=")
    assert round(round(0.7195, 2) * round(0.8662, 2), 2) == 0.63 != 0.62, (
        "why two decimals would not do"
    )
    assert matching_digits(lambda a: a, (1.0,), 2.0, 2) == (2, r"\approx")


def test_a_share_never_claims_more_than_it_is() -> None:
    shares = {0: "0", 0.0025: "0.2", 0.72: "72", 0.98: "98", 0.9975: "99.8", 1: "100"}
    shares |= {0.9998: "99.98", 0.0002: "0.02", 0.9999999: "99.999", 1e-8: "1.0 · 10⁻⁶"}
    assert {share: percent(share) for share in shares} == shares


TERMS = st.one_of(st.floats(-1e4, 1e4), st.floats(-3, 3), st.decimals(-3, 3, places=3).map(float))


@given(st.lists(TERMS, min_size=1, max_size=9), st.integers(1, 8), st.integers(1, 8), TERMS)
def test_floats_tell_of_shown_numbers_what_exact_arithmetic_does(
    terms: list[float], n: int, digits: int, off: float
) -> None:
    for compute in (total, product, tanh, sigma):
        terms = terms if compute in (total, product) else terms[:1]
        result = compute(*terms)
        for asked in (result, result + off * 10.0**-digits):
            texts = [plain(term, n) for term in terms]
            exact = computes(compute, texts, plain(asked, digits))
            assert gives(compute, terms, n, asked, digits) == exact


@given(st.floats(0, 1))
def test_only_all_is_100_per_cent_and_only_nothing_0(share: float) -> None:
    text = percent(share)
    assert (text == "100") == (share == 1) and (text == "0") == (share == 0)
    if "·" not in text:
        assert 0 <= float(text) <= 100 and len(text.partition(".")[2]) <= 3
        assert abs(float(text) - 100 * share) <= (0.5 if "." not in text else 0.05) + 1e-9
        assert "." not in text or not 0.5 < 100 * share < 99.5


@pytest.mark.parametrize("value", [0.0, 0.5, 12.0, 3.2e-7, 4.5e6])
def test_numbers_of_any_size_can_be_read(value: float) -> None:
    superscript = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    text = power(value)
    number = (
        float(text.translate(superscript).replace(" · 10", "e")) if "·" in text else float(text)
    )
    assert number == pytest.approx(value, rel=0.05)


@given(st.floats(1e-12, 1))
def test_what_is_the_most_is_said_as_no_less(share: float) -> None:
    text = percent(rounded_up(share)).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    assert float(text.replace(" · 10", "e")) >= 100 * share * (1 - 1e-8)
    assert rounded_up(share) <= max(2 * share, share + 0.01)


def test_only_1_is_a_perfect_fit() -> None:
    assert [r_squared(value) for value in (0.9998, 0.9995, 1.0, 0.95)] == [
        *("0.999", "0.999", "1.000", "0.950"),
    ]


def test_a_number_of_any_size_has_about_four_figures() -> None:
    said = {0.0: "0.000", 0.5: "0.500", -48.2346: "−48.23", 622.0: "622.0", 123456.7: "123457"}
    said |= {-0.00123: "−1.2 · 10⁻³", 2.5e7: "2.5 · 10⁷"}
    assert {value: figures(value) for value in said} == said
