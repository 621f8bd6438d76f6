"""What a Gantt chart shows and where: cities and their industries, works as blocks, units as rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scheduler.domain.calendar import Stage
from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.obligation import RotationBand
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit
from scheduler.report.duty import Owing
from scheduler.report.industries import HEADS, industry_head

MOST_ROWS = 150
"""A season with more units shows the driving units only, unless asked otherwise."""
BLOCK_GAP_IN = 0.06


@dataclass(frozen=True)
class Strip:
    """The driving units of one process, whose stopped share is drawn day by day with its corridors."""

    process: Process
    units: tuple[Unit, ...]
    bands: tuple[RotationBand, ...]


@dataclass(frozen=True)
class Block:
    """One works: its units from ``top`` downward, in inches below the section's upper edge."""

    works: Enterprise
    units: tuple[Unit, ...]
    top: float
    height: float


@dataclass(frozen=True)
class Section:
    """One industry of one city; or a region whose bands reach over several of these, without rows."""

    place: str
    industry: str
    """Empty where the season has one industry only."""
    stages: tuple[Stage, ...]
    """Of its works; empty where they differ."""
    strips: tuple[Strip, ...]
    blocks: tuple[Block, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for block in self.blocks for unit in block.units)

    @property
    def height(self) -> float:
        """Of the rows."""
        return self.blocks[-1].top + self.blocks[-1].height if self.blocks else 0.0


def shown_processes(season: Season, asked: Collection[Process] | None) -> frozenset[Process]:
    """The processes that get rows: those asked for, else all, else in a large season the driving ones."""
    if asked is not None:
        return frozenset(asked)
    if len(season.units) > MOST_ROWS:
        return Owing(season).processes
    return frozenset(unit.process for unit in season.units)


def lay_out(season: Season, processes: frozenset[Process], row_in: float) -> tuple[Section, ...]:
    """Cities in the inventory's order, industries by heading, works by county, units by process.

    Works without rows are left out. A band of units of several sections stands above the first of them.
    """
    groups = _groups(season, processes)
    several = len({industry for _, industry in groups}) > 1
    bands, owing = _bands(season), Owing(season)
    laid: list[Section] = []
    for (city, industry), works in groups.items():
        members = [unit for each in works for unit in season.units_of[each.enterprise_id]]
        here = {unit.unit_id for unit in members}
        wide = [key for key in bands if not here.isdisjoint(key.units) and not here.issuperset(key.units)]
        laid += [_overview(season, key, bands.pop(key)) for key in wide]
        own = {key.process: found for key, found in bands.items() if here.issuperset(key.units)}
        laid.append(
            Section(
                place=city,
                industry=industry if several else "",
                stages=_common_stages(season, works),
                strips=tuple(_strips(members, owing.processes | own.keys(), own)),
                blocks=tuple(_blocks(season, works, processes, row_in)),
            )
        )
    return tuple(laid)


class _Banded(NamedTuple):
    """What a corridor is kept for; in each stage by a band of its own."""

    place: str
    process: Process
    units: tuple[str, ...]


def _bands(season: Season) -> dict[_Banded, list[RotationBand]]:
    found: dict[_Banded, list[RotationBand]] = {}
    for owed in season.obligations:
        if isinstance(owed, RotationBand):
            found.setdefault(_Banded(owed.subject, owed.process, owed.units), []).append(owed)
    return found


def _groups(season: Season, processes: frozenset[Process]) -> dict[tuple[str, str], list[Enterprise]]:
    """Works that have rows, by city and industry."""
    cities = list(dict.fromkeys(place_name(works.city) for works in season.enterprises))
    industries = list(dict.fromkeys(works.industry for works in season.enterprises))
    counties = list(dict.fromkeys(works.county for works in season.enterprises))

    def place(works: Enterprise) -> tuple[int, int, int, int]:
        return (
            cities.index(place_name(works.city)),
            HEADS.index(industry_head(works.industry)),
            industries.index(works.industry),
            counties.index(works.county),
        )

    groups: dict[tuple[str, str], list[Enterprise]] = {}
    for works in sorted(season.enterprises, key=place):
        if any(unit.process in processes for unit in season.units_of[works.enterprise_id]):
            groups.setdefault((place_name(works.city), works.industry), []).append(works)
    return groups


def _overview(season: Season, banded: _Banded, bands: Sequence[RotationBand]) -> Section:
    units = tuple(season.unit_by_id[unit_id] for unit_id in banded.units)
    works = [season.enterprise_by_id[works_id] for works_id in {unit.enterprise_id for unit in units}]
    strip = Strip(banded.process, units, tuple(bands))
    return Section(place_name(banded.place), "", _common_stages(season, works), (strip,), ())


def _common_stages(season: Season, works: Iterable[Enterprise]) -> tuple[Stage, ...]:
    found = {season.stages_of(each.enterprise_id) for each in works}
    return found.pop() if len(found) == 1 else ()


def _strips(
    units: Sequence[Unit], processes: frozenset[Process], bands: Mapping[Process, Sequence[RotationBand]]
) -> Iterator[Strip]:
    """One for each process that counts."""
    for process in Process:
        own = tuple(unit for unit in units if unit.process is process)
        if own and process in processes:
            yield Strip(process, own, tuple(bands.get(process, ())))


def _blocks(
    season: Season, works: Sequence[Enterprise], processes: frozenset[Process], row_in: float
) -> Iterator[Block]:
    order = {process: place for place, process in enumerate(Process)}
    top = 0.0
    for each in works:
        own = [unit for unit in season.units_of[each.enterprise_id] if unit.process in processes]
        units = tuple(sorted(own, key=lambda unit: order[unit.process]))
        yield Block(each, units, top, len(units) * row_in)
        top += len(units) * row_in + BLOCK_GAP_IN
