"""The witness's part at cement works: the winter, what is made up or swapped for it, mills by turns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor

from scheduler.domain.calendar import Span
from scheduler.domain.enterprise import Grade, Mark
from scheduler.domain.unit import Process, Unit
from scheduler.generate.inventory import Works
from scheduler.generate.place import AFTER_WINTER, CO_PROCESSING_LOAD, SHANXI, SHANXI_WINTER, WINTER
from scheduler.generate.rota import Rotas, spans
from scheduler.generate.trade_turns import stop_turns
from scheduler.generate.witness import Witness

HEATING_TURN_DAYS = 40
"""For so many days a kiln that heats homes runs in the winter, and stands after it (CEM-4)."""
ON_CALL_DAYS = 45
"""For so many days it may, from its turn on: no more than can be made up within the horizon."""
MOST_IN_NETWORK = 3
"""Works of one network: their turns fill the winter."""
EXTRA_DAYS = 40
"""For so many days after the winter a kiln stands in for one of carbide slag."""


@dataclass(frozen=True)
class Swap:
    """A carbide-slag kiln and the kiln that stands in for it (CEM-3)."""

    runs: Unit
    stands: Unit


@dataclass(frozen=True)
class Network:
    """Works that heat homes together, one after the other."""

    name: str
    works: tuple[Works, ...]

    def turn(self, place: int) -> Span:
        """Days on which the kiln at a place runs."""
        start = WINTER.start + HEATING_TURN_DAYS * place
        return Span(start, start + HEATING_TURN_DAYS)

    def on_call(self, place: int) -> Span:
        """Days on which its works heats homes."""
        start = self.turn(place).start
        return Span(start, min(start + ON_CALL_DAYS, WINTER.end))

    @property
    def window(self) -> Span:
        return Span(WINTER.start, self.turn(len(self.works) - 1).end)


def kilns_of(works: Works) -> tuple[Unit, ...]:
    return works.of(Process.CLINKER_KILN)


def swaps(cement: Sequence[Works]) -> Iterator[Swap]:
    """For each carbide-slag kiln another of its province that has no task of its own."""
    free = [works for works in cement if not works.enterprise.marks and kilns_of(works)]
    for works in cement:
        if Mark.CARBIDE_SLAG not in works.enterprise.marks:
            continue
        near = [w for w in free if w.enterprise.province == works.enterprise.province]
        if near:
            free.remove(near[0])
            yield Swap(kilns_of(works)[0], kilns_of(near[0])[0])


def networks(cement: Sequence[Works]) -> Iterator[Network]:
    """Works that heat homes, city by city, a few in a network."""
    heating = [works for works in cement if Mark.HEATS_HOMES in works.enterprise.marks]
    for city, group in groupby(heating, key=lambda works: works.enterprise.city):
        members = list(group)
        for number, start in enumerate(range(0, len(members), MOST_IN_NETWORK), start=1):
            yield Network(f"{city}热网{number}", tuple(members[start : start + MOST_IN_NETWORK]))


def cement_turns(cement: Sequence[Works], rotas: Rotas, witness: Witness) -> None:
    """Kilns of all cement works, then the mills, which have no winter."""
    for works in cement:
        _kilns_stand(works, rotas, witness)
        if works.grade is not Grade.LEADING:
            for mill in works.of(Process.GRINDING):
                witness.stand(mill, rotas.of(mill).place(mill, stop_turns(works, mill)))
    for network in networks(cement):
        for place, works in enumerate(network.works):
            turn = network.turn(place)
            made_up = Span(AFTER_WINTER.start, AFTER_WINTER.start + HEATING_TURN_DAYS)
            witness.stand(kilns_of(works)[0], _winter_without(turn, made_up))
    for swap in swaps(cement):
        _swap(swap, witness)


def _kilns_stand(works: Works, rotas: Rotas, witness: Witness) -> None:
    for kiln in kilns_of(works):
        if Mark.CO_PROCESSING_WASTE in works.enterprise.marks:
            in_shanxi = works.enterprise.province == SHANXI
            witness.run_at(kiln, CO_PROCESSING_LOAD, SHANXI_WINTER if in_shanxi else WINTER)
        else:
            witness.stand(kiln, (WINTER,), rotas.of(kiln))


def _swap(swap: Swap, witness: Witness) -> None:
    """The one stands on after the winter; the other runs for as many tonnes within it (CEM-3)."""
    extra_t = EXTRA_DAYS * swap.stands.capacity_t_per_day
    days = min(floor(extra_t / swap.runs.capacity_t_per_day), WINTER.days - swap.runs.shortest_stop_days)
    if days < swap.runs.shortest_run_days:
        return
    witness.stand(swap.stands, (Span(WINTER.start, AFTER_WINTER.start + EXTRA_DAYS),))
    witness.stand(swap.runs, _winter_without(Span(WINTER.start, WINTER.start + days)))


def _winter_without(running: Span, *more: Span) -> tuple[Span, ...]:
    days = set(WINTER.indices()) - set(running.indices())
    return spans(days.union(*(span.indices() for span in more)))
