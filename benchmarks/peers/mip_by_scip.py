"""SCIP on the time-indexed program."""

from mip import by

run = by("scip")
