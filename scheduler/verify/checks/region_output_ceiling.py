"""Output of the region over the window is at most ``tonnes`` (STL-2, STL-3): counted as for a works."""

from scheduler.verify.checks.output_ceiling import check

__all__ = ["check"]
