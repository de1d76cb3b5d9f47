"""Numbers are shown with the right sign, and with the digits that it takes."""

import pytest

from lstm_core.words.numbers import fixed, matching_digits, percent, percent_right, power


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
    shares = {0: "0", 0.0025: "0.2", 0.72: "72", 0.9975: "99.8", 1: "100"}
    assert {share: percent(share) for share in shares} == shares
    assert [percent_right(share) for share in (0.98, 0.998, 1)] == ["98", "99.8", "100"]


@pytest.mark.parametrize("value", [0.0, 0.5, 12.0, 3.2e-7, 4.5e6])
def test_numbers_of_any_size_can_be_read(value: float) -> None:
    superscript = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    text = power(value)
    number = (
        float(text.translate(superscript).replace(" · 10", "e")) if "·" in text else float(text)
    )
    assert number == pytest.approx(value, rel=0.05)
