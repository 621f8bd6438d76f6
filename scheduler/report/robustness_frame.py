"""How often obligations held, as a DataFrame."""

from collections.abc import Iterable
from fractions import Fraction

import pandas as pd

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.report.sentences import say

COLUMNS = ("clause", "kind", "subject", "sentence", "owed", "held", "share", "worst_slack")


def robustness_frame(
    season: Season, rows: Iterable[tuple[Obligation, int, int, Fraction | None]], lang: str = "zh"
) -> pd.DataFrame:
    """A row for each obligation: in how many draws it was owed and held, their share, the lowest slack."""
    table = [
        (owed.clause, owed.kind, owed.subject, say(owed, season, lang), draws, held, held / draws, worst)
        for owed, draws, held, worst in rows
    ]
    return pd.DataFrame(table, columns=list(COLUMNS)).astype({"worst_slack": float})
