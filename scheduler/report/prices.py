"""What obligations cost at the margin, as a table and in a notebook."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from scheduler.domain.season import Season
from scheduler.report.prices_chart import prices_chart
from scheduler.report.sentences import say, subject_name
from scheduler.report.told_price import MEASURES, METHODS, basis
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
    "per",
    "yuan_per_percent",
    "slack",
    "method",
    "sentence",
)


@dataclass(frozen=True, repr=False)
class Prices:
    """The dearest obligations first: yuan saved if one asked for a little less."""

    season: Season
    found: Priced

    @property
    def prices(self) -> tuple[Price, ...]:
        return self.found.prices

    def to_frame(self, lang: str = "zh") -> pd.DataFrame:
        """A row for each obligation with a price; ``per`` is the unit of measure that ``yuan`` is for."""
        rows = [
            (
                price.obligation.clause,
                price.obligation.kind,
                subject_name(price.obligation, self.season),
                pd.Timestamp(price.obligation.window.first),
                pd.Timestamp(price.obligation.window.last),
                price.yuan,
                MEASURES[price.measure][lang],
                price.yuan_per_percent,
                float(price.slack),
                price.method.value,
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
        heads = [
            in_lang(lang, "条款", "clause"),
            in_lang(lang, "义务", "obligation"),
            in_lang(lang, "边际价格", "price at the margin"),
            in_lang(lang, "放宽1 %可省（元）", "saved by 1 % less (yuan)"),
            in_lang(lang, "来源", "from"),
        ]
        rows = [
            (
                price.obligation.clause,
                say(price.obligation, self.season, lang),
                f"{price.yuan:,.2f} {in_lang(lang, '元', 'yuan')}/{MEASURES[price.measure][lang]}",
                f"{price.yuan_per_percent:,.0f}",
                METHODS[price.method][lang],
            )
            for price in self.prices[:SHOWN]
        ]
        table = pd.DataFrame(rows, columns=heads).to_html(index=False, border=0)
        return f"<p>{escape(basis(self.found, lang))}</p>{table}"
