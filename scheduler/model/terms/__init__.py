"""Objective terms by name. To add one: a file here, one in ``verify``, a record, and a line below."""

from types import ModuleType

from scheduler.model.terms import (
    band_excess,
    lost_margin,
    peak_emissions,
    restart_cost,
    unfairness,
    unplaced_maintenance,
)

TERMS: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        lost_margin,
        restart_cost,
        peak_emissions,
        unfairness,
        band_excess,
        unplaced_maintenance,
    )
}
"""Name to module: ``cost`` in yuan by day, ``relaxed_cost`` a lower bound of it on totals."""
