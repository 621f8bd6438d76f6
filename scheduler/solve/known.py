"""What a bound leaves behind for the search: where it had better look."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.model.totals import Quantity
from scheduler.solve.prices import Worth

Aim = Mapping[Quantity, int]
"""Days off, loads and burdens that hold together, on totals: what a plan may be planned near to."""


@dataclass(frozen=True)
class Known:
    """Prices of what ties works, and what each works pays at least at these prices."""

    worth: Mapping[str, Worth]
    least_yuan: Mapping[str, int]
    aim: Aim | None = None
    """Totals that would cost well less than the best plan, where some were found."""
