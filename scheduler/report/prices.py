"""What obligations cost at the margin, as a table and in a notebook."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from scheduler.domain.season import Season
from scheduler.report.listed import Listed, and_more
from scheduler.report.prices_chart import prices_chart
from scheduler.report.sentences import say, subject_name
from scheduler.report.terminal import headings
from scheduler.report.told_price import MEASURES, METHODS, basis, price_text
from scheduler.report.words import in_lang
from scheduler.why.prices import Price, Priced

SHOWN = 20
"""Rows of the table that a notebook shows."""
PRICES = (
    "clause",
    "kind",
    "subject",
    "first_day",
    "last_day",
    "yuan",
    "at_least_yuan",
    "at_most_yuan",
    "per",
    "yuan_per_percent",
    "slack",
    "method",
    "near_yuan",
    "near_at_least_yuan",
    "near_at_most_yuan",
    "sentence",
)

_NO_NEAR = (None, None, None)


@dataclass(frozen=True, repr=False)
class Prices:
    """The dearest obligations first: yuan saved if one asked for a little less."""

    season: Season
    found: Priced

    @property
    def prices(self) -> tuple[Price, ...]:
        return self.found.prices

    def to_frame(self, lang: str = "zh") -> pd.DataFrame:
        """A row for each obligation with a price; ``per`` is the unit of measure that ``yuan`` is for.

        A price lies between ``at_least_yuan`` and ``at_most_yuan``: of the relaxation, or near the plan.
        ``near_yuan`` is what re-solving near the plan says of the dearest prices of the relaxation.
        """
        rows = [
            (
                price.obligation.clause,
                price.obligation.kind,
                subject_name(price.obligation, self.season),
                pd.Timestamp(price.obligation.window.first),
                pd.Timestamp(price.obligation.window.last),
                price.yuan,
                price.at_least_yuan,
                price.at_most_yuan,
                MEASURES[price.measure][lang],
                price.yuan_per_percent,
                float(price.slack),
                price.method.value,
                *((near.yuan, near.at_least_yuan, near.at_most_yuan) if (near := price.near) else _NO_NEAR),
                say(price.obligation, self.season, lang),
            )
            for price in self.prices
        ]
        return pd.DataFrame(rows, columns=list(PRICES))

    def by_clause(self) -> pd.Series:
        """Yuan saved if every obligation of a clause asked a hundredth less, the dearest clause first."""
        frame = self.to_frame()
        return frame.groupby("clause")["yuan_per_percent"].sum().sort_values(ascending=False)

    def chart(self, lang: str = "zh") -> Figure:
        """The dearest clauses, and the dearest of their obligations."""
        by_clause = {str(clause): float(yuan) for clause, yuan in self.by_clause().items()}
        return prices_chart(self.season, self.found, by_clause, lang)

    def to_dict(self) -> dict[str, Any]:
        """What a program reads."""
        return self.found.model_dump(mode="json")

    def __repr__(self) -> str:
        return f"<Prices of {len(self.prices)} obligations>"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, lang: str = "zh") -> str:
        """What a notebook shows, in ``lang``."""
        heads = headings(
            lang,
            ("条款", "clause"),
            ("义务", "obligation"),
            ("边际价格", "price at the margin"),
            ("放宽1 %可省（元）", "saved by 1 % less (yuan)"),
            ("来源", "from"),
        )
        rows = [
            (
                price.obligation.clause,
                say(price.obligation, self.season, lang),
                price_text(price, lang),
                f"{price.yuan_per_percent:,.0f}",
                METHODS[price.method][lang],
            )
            for price in self.prices[:SHOWN]
        ]
        title = in_lang(lang, "最贵的义务", "The dearest obligations")
        below = and_more(len(self.prices) - len(rows), lang, "项义务", "obligations")
        table = Listed(title, heads, rows, numbers=(3,), below=below).to_html()
        return f"{table}<p>{escape(basis(self.found, lang))}</p>"
