"""What a Gantt chart shows and where: cities above each other, works as blocks, units as rows."""

from collections.abc import Collection
from dataclasses import dataclass

from scheduler.domain.enterprise import Enterprise
from scheduler.domain.policy import place_name
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.report.duty import driving_processes

MOST_ROWS = 150
"""A season with more units shows the driving units only, unless asked otherwise."""
BLOCK_GAP_IN = 0.06


@dataclass(frozen=True)
class Block:
    """One works: its units from ``top`` downward, in inches below the section's upper edge."""

    works: Enterprise
    units: tuple[Unit, ...]
    top: float
    height: float


@dataclass(frozen=True)
class Section:
    """One city."""

    city: str
    blocks: tuple[Block, ...]
    height: float

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for block in self.blocks for unit in block.units)


def shown_processes(season: Season, asked: Collection[Process] | None) -> frozenset[Process]:
    """The processes that get rows: those asked for, else all, else in a large season the driving ones."""
    if asked is not None:
        return frozenset(asked)
    if len(season.units) > MOST_ROWS:
        return driving_processes(season)
    return frozenset(unit.process for unit in season.units)


def lay_out(season: Season, processes: frozenset[Process], row_in: float) -> tuple[Section, ...]:
    """Cities in the inventory's order, works by county, units by process; works without rows left out."""
    cities: dict[str, list[tuple[Enterprise, tuple[Unit, ...]]]] = {}
    for works in season.enterprises:
        if rows := _rows(season, works, processes):
            cities.setdefault(place_name(works.city), []).append((works, rows))
    return tuple(_section(city, members, row_in) for city, members in cities.items())


def _rows(season: Season, works: Enterprise, processes: frozenset[Process]) -> tuple[Unit, ...]:
    order = {process: place for place, process in enumerate(Process)}
    own = [unit for unit in season.units_of[works.enterprise_id] if unit.process in processes]
    return tuple(sorted(own, key=lambda unit: order[unit.process]))


def _section(city: str, members: list[tuple[Enterprise, tuple[Unit, ...]]], row_in: float) -> Section:
    counties = list(dict.fromkeys(works.county for works, _ in members))
    blocks: list[Block] = []
    top = 0.0
    for works, units in sorted(members, key=lambda member: counties.index(member[0].county)):
        blocks.append(Block(works, units, top, len(units) * row_in))
        top += len(units) * row_in + BLOCK_GAP_IN
    return Section(city, tuple(blocks), top - BLOCK_GAP_IN)
