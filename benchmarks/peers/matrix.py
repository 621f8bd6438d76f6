"""The time-indexed model as a mixed-integer program in a file, for solvers that read MPS.

The model by day has linear rows and 'at most one' only, so nothing of it is lost.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

FREE = 2**60
"""Bounds beyond are none."""


def write_mps(model: cp_model.CpModel, path: Path) -> None:
    """Write free MPS: columns ``x0``, ``x1``, … in the model's order, all of them whole numbers."""
    proto = model.proto
    rows = [_row(constraint) for constraint in proto.constraints]
    with path.open("w", encoding="ascii") as file:
        file.write("NAME season\nROWS\n N cost\n")
        file.writelines(f" {_sense(low, high)} r{i}\n" for i, (_, low, high) in enumerate(rows))
        file.write("COLUMNS\n M1 'MARKER' 'INTORG'\n")
        file.writelines(_columns(proto, rows))
        file.write(" M2 'MARKER' 'INTEND'\nRHS\n")
        file.write(f" RHS cost {-proto.objective.offset:.0f}\n")
        file.writelines(
            f" RHS r{i} {low if low > -FREE else high}\n" for i, (_, low, high) in enumerate(rows)
        )
        file.write("RANGES\n")
        file.writelines(
            f" RNG r{i} {high - low}\n" for i, (_, low, high) in enumerate(rows) if -FREE < low < high < FREE
        )
        file.write("BOUNDS\n")
        for i, variable in enumerate(proto.variables):
            file.write(f" LO B x{i} {variable.domain[0]}\n UP B x{i} {variable.domain[1]}\n")
        file.write("ENDATA\n")


Row = tuple[list[tuple[int, int]], int, int]
"""Terms, and the least and most of their sum."""


def _row(constraint: Any) -> Row:
    if constraint.has_linear():
        linear = constraint.linear
        return list(zip(linear.vars, linear.coeffs, strict=True)), linear.domain[0], linear.domain[1]
    if constraint.has_at_most_one():
        return [(index, 1) for index in constraint.at_most_one.literals], -FREE, 1
    raise ValueError(f"no row of a mixed-integer program says {constraint}")


def _sense(low: int, high: int) -> str:
    return "E" if low == high else "G" if low > -FREE else "L"


def _columns(proto: Any, rows: list[Row]) -> Iterator[str]:
    columns: list[dict[str, int]] = [{} for _ in proto.variables]
    for index, coefficient in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        columns[index]["cost"] = int(coefficient)
    for i, (terms, _, _) in enumerate(rows):
        for index, coefficient in terms:
            columns[index][f"r{i}"] = columns[index].get(f"r{i}", 0) + coefficient
    for index, entries in enumerate(columns):
        for name, coefficient in (entries or {"cost": 0}).items():
            yield f" x{index} {name} {coefficient}\n"
