"""What every value of the domain is made of: frozen records, exact numbers, texts in two languages."""

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer


class Value(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


MOST_EXPONENT = 30
_EXPONENT = re.compile(r"e([-+]?[\d_]+)$", re.IGNORECASE)


def exact(number: Any) -> Fraction:
    """Read a number as it was written: ``0.3`` becomes 3/10, not the nearest binary float.

    Raises:
        ValueError: for text that is no number, for truth values, for numbers that are not finite, and for
            exponents beyond ``MOST_EXPONENT``, which would take ages to write out.
    """
    if isinstance(number, bool) or not isinstance(number, int | float | str | Decimal | Fraction):
        raise ValueError("is not a number")
    if isinstance(number, float) and not math.isfinite(number):
        raise ValueError("is not finite")
    written = str(number).strip() if isinstance(number, float | str | Decimal) else number
    if isinstance(written, str) and (found := _EXPONENT.search(written)) and _beyond(found[1]):
        raise ValueError("is not a number that can be written out")
    try:
        return Fraction(written)
    except (ValueError, OverflowError, ZeroDivisionError) as fault:
        raise ValueError("is not a number") from fault


def _beyond(exponent: str) -> bool:
    digits = exponent.lstrip("+-0_")
    return len(digits) > 2 or int(digits or 0) > MOST_EXPONENT


def decimal_text(number: Fraction) -> str:
    """Write an exact number as a plain decimal where it ends within twelve places, else as ``p/q``."""
    if number.denominator == 1:
        return str(number.numerator)
    scaled = number * 10**12
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, places = divmod(abs(scaled.numerator), 10**12)
    return f"{'-' if number < 0 else ''}{whole}.{places:012d}".rstrip("0")


def _not_negative(number: Fraction) -> Fraction:
    if number < 0:
        raise ValueError("is negative")
    return number


def _positive(number: Fraction) -> Fraction:
    if number <= 0:
        raise ValueError("is not above zero")
    return number


def _share(number: Fraction) -> Fraction:
    if not 0 <= number <= 1:
        raise ValueError("is not a share between 0 and 1")
    return number


Exact = Annotated[Fraction, BeforeValidator(exact), PlainSerializer(decimal_text, return_type=str)]
"""An exact number."""
Amount = Annotated[Exact, AfterValidator(_not_negative)]
"""An exact number that is not negative."""
Positive = Annotated[Exact, AfterValidator(_positive)]
"""An exact number above zero."""
Share = Annotated[Exact, AfterValidator(_share)]
"""An exact number between 0 and 1, both included."""


class Text(Value):
    """The same words in both languages."""

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en
