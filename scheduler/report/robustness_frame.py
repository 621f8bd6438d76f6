"""How often obligations held, as a DataFrame and in a notebook."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import pandas as pd

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.report.listed import Listed, and_more
from scheduler.report.quantities import quantity
from scheduler.report.sentences import say
from scheduler.report.terminal import headings
from scheduler.report.words import in_lang

COLUMNS = ("clause", "kind", "subject", "sentence", "owed", "held", "share", "worst_slack")
SHOWN = 20
"""Rows that a notebook shows."""

Row = tuple[Obligation, bool, int, int, Fraction | None]
"""What was owed, whether only drawn alerts bring it, in how many draws, in how many it held, lowest slack."""


def robustness_frame(season: Season, rows: Iterable[Row], lang: str = "zh") -> pd.DataFrame:
    """A row for each obligation: in how many draws it was owed and held, their share, the lowest slack."""
    table = [
        (
            owed.clause,
            owed.kind,
            owed.subject,
            _said(season, owed, drawn, lang),
            draws,
            held,
            held / draws,
            worst,
        )
        for owed, drawn, draws, held, worst in rows
    ]
    return pd.DataFrame(table, columns=list(COLUMNS)).astype({"worst_slack": float})


def robustness_html(season: Season, rows: Sequence[Row], unharmed: tuple[int, int], lang: str = "zh") -> str:
    """How many of the draws leave all unharmed, and what breaks in the others, the least often held first."""
    heads = headings(
        lang,
        ("条款", "clause"),
        ("义务", "obligation"),
        ("应履行（次）", "owed in draws"),
        ("满足（次）", "held in draws"),
        ("最差余量", "worst slack"),
    )
    shown = [
        (
            owed.clause,
            _said(season, owed, drawn, lang),
            str(draws),
            str(held),
            "–" if worst is None else quantity(owed, worst, lang),
        )
        for owed, drawn, draws, held, worst in rows[:SHOWN]
    ]
    zh = f"{unharmed[1]}次抽样中，{unharmed[0]}次全部义务仍满足"
    en = f"Every obligation holds in {unharmed[0]} of {unharmed[1]} draws"
    below = and_more(len(rows) - len(shown), lang, "项义务", "obligations")
    return Listed(in_lang(lang, zh, en), heads, shown, numbers=(2, 3, 4), below=below).to_html()


def _said(season: Season, owed: Obligation, drawn: bool, lang: str) -> str:
    """The obligation in a sentence; what drawn alerts bring has no days of its own."""
    sentence = say(owed, season, lang)
    days = in_lang(lang, "抽到的预警期间", "the days of drawn alerts")
    return sentence.replace(str(owed.window), days) if drawn else sentence
