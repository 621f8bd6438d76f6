"""Output of a region is at most so many tonnes (STL-2, STL-3): the sum of ``output_ceiling``."""

from scheduler.model.rules import output_ceiling

add = output_ceiling.add
relax = output_ceiling.relax
