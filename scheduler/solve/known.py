"""What a bound leaves behind for the search: where it had better look."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.solve.prices import Worth


@dataclass(frozen=True)
class Known:
    """Prices of what ties works, and what each works pays at least at these prices."""

    worth: Mapping[str, Worth]
    least_yuan: Mapping[str, int]
