"""The answers of a sweep as a DataFrame."""

from collections.abc import Mapping

import pandas as pd

from scheduler.report.figures import Figures
from scheduler.report.side_by_side import figures_row


def sweep_frame(answers: Mapping[str, tuple[Figures | None, str, str]]) -> pd.DataFrame:
    """A row for each variant: its figures, or the kind of failure and the reason."""
    rows = {name: figures_row(found) if found else {} for name, (found, _, _) in answers.items()}
    frame = pd.DataFrame.from_dict(rows, orient="index").reindex(list(rows))
    frame["failure"] = [failure for _, failure, _ in answers.values()]
    frame["reason"] = [reason for _, _, reason in answers.values()]
    frame.index.name = "variant"
    return frame
