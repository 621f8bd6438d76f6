"""What a planner may set of a solve."""

from typing import Annotated

from pydantic import Field

from scheduler.domain.base import Value


class Settings(Value):
    """Limits and reproducibility of one solve."""

    time_limit_s: Annotated[float, Field(gt=0)] = 90.0
    """Seconds; in reproducible mode the solver's deterministic seconds, the same on any machine."""
    gap: Annotated[float, Field(ge=0)] = 0.01
    """Stop when (objective − bound) ÷ objective is no larger."""
    workers: Annotated[int, Field(ge=1)] = 2
    seed: Annotated[int, Field(ge=0)] = 1
    memory_mib: Annotated[int, Field(ge=1)] | None = None
    """Mebibytes that this process and its children may hold; near them the search ends with its best plan."""
    reproducible: bool = False
    """One worker, deterministic limits: the same bytes each time."""
