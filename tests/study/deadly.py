"""Scenarios that end the process into which they come."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

from scheduler.domain.scenario import Scenario


class Deadly(Scenario):
    """Ends every process that it is sent to."""

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        if multiprocessing.parent_process() is not None:
            self.strike()

    def strike(self) -> None:
        os._exit(1)


class DeadlyOnce(Deadly):
    """Ends the first process that it is sent to, as one that is taken away meanwhile."""

    mark: Path
    """The file that tells that it has."""

    def strike(self) -> None:
        if not self.mark.exists():
            self.mark.touch()
            super().strike()
