"""Numbers are read as they were written, and those that nobody could write out are refused at once."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scheduler.domain.base import exact


@pytest.mark.parametrize("written", ["1e30", "1E+0030", 1e30, Decimal("1E+30")])
def test_a_number_with_thirty_noughts_is_read(written: str | float | Decimal) -> None:
    assert exact(written) == 10**30


def test_a_number_with_thirty_places_is_read() -> None:
    assert exact("25e-30") == Fraction(25, 10**30)


@pytest.mark.parametrize(
    "written", ["1e31", "1e999999999", " -2.5E-999999999 ", "1e999_999_999", 1e300, Decimal("1E+999999999")]
)
def test_exponents_beyond_thirty_are_refused_without_writing_the_number_out(
    written: str | float | Decimal,
) -> None:
    with pytest.raises(ValueError, match="is not a number that can be written out"):
        exact(written)


@pytest.mark.parametrize("written", ["3e", "e5", "1e5x", "date", True, None, float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_none(written: object) -> None:
    with pytest.raises(ValueError, match=r"is not (a number|finite)$"):
        exact(written)
