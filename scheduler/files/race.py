"""赛马 from tables: what works are and declare, what earlier seasons left, and columns for all criteria."""

from collections.abc import Iterable, Iterator, Sequence

from scheduler.domain.base import decimal_text
from scheduler.domain.race import Criterion, Entry, Past, Race, Source
from scheduler.errors import Fault
from scheduler.files.crosschecks import Tables, said_by, twice, unknown
from scheduler.files.records import Values, records
from scheduler.files.wording import nearest
from scheduler.files.yaml_text import Document

TABLE = "race"
_NOT_CRITERIA = ("enterprise_id", "declared_yuan_per_t")


def read_entries(tables: Tables, faults: list[Fault]) -> tuple[Entry, ...]:
    """The table ``race``: a row for each works, a column for each criterion that it is the source of."""
    if TABLE not in tables:
        return ()
    faults.extend(_of_works(tables, TABLE))
    faults.extend(twice(tables, TABLE, ("enterprise_id",)))
    return tuple(entry for _, entry in records(tables[TABLE], Entry, faults, _with_criteria))


def read_history(tables: Tables, faults: list[Fault]) -> tuple[Past, ...]:
    """The table ``history``: burdens and turns of earlier seasons."""
    if "history" not in tables:
        return ()
    faults.extend(_of_works(tables, "history"))
    faults.extend(twice(tables, "history", ("enterprise_id", "season")))
    return tuple(past for _, past in records(tables["history"], Past, faults))


def race_faults(document: Document, race: Race | None, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Criteria without a column, and columns that no criterion reads."""
    held = list(dict.fromkeys(column for entry in entries for column in entry.values))
    if race is None:
        if entries:
            yield document.fault(("race",), "is missing, but the inventory has a table race")
        return
    wanted = [c.reads for c in race.criteria if c.source is Source.TABLE]
    for place, criterion in enumerate(race.criteria):
        if criterion.source is Source.TABLE and criterion.reads not in held:
            text = "the table race has no value for it"
            yield document.fault(
                ("race", "criteria", place), text, nearest(criterion.reads, held), criterion.reads
            )
        if criterion.whole:
            yield from _broken_counts(document, place, criterion, entries)
    for column in held:
        if column not in wanted:
            yield document.fault(
                ("race", "criteria"),
                "no criterion reads this column of the table race",
                nearest(column, wanted),
                column,
            )


def _broken_counts(
    document: Document, place: int, criterion: Criterion, entries: Sequence[Entry]
) -> Iterator[Fault]:
    """Values of a criterion that counts, which are no whole numbers."""
    for entry in entries:
        value = entry.values.get(criterion.reads)
        if value is not None and value.denominator != 1:
            message = f"counts in whole numbers, but {entry.enterprise_id} has another one in the table race"
            maybe = "correct the table, or leave out whole: true"
            yield document.fault(("race", "criteria", place), message, maybe, decimal_text(value))


def target_faults(document: Document, race: Race | None, stages: Iterable[str]) -> Iterator[Fault]:
    """Targets of the race for stages that no works has."""
    known = list(dict.fromkeys(stages))
    for name in race.target if race else ():
        if name not in known:
            yield document.fault(
                ("race", "target", name), "is no stage of the notices", nearest(name, known), name
            )


def _with_criteria(values: Values) -> Values:
    """Every other column is a criterion."""
    own = {name: value for name, value in values.items() if name in _NOT_CRITERIA}
    return own | {"values": {name: value for name, value in values.items() if name not in _NOT_CRITERIA}}


def _of_works(tables: Tables, name: str) -> list[Fault]:
    works = said_by(tables, "enterprises", "enterprise_id")
    return unknown(tables, name, "enterprise_id", works, "unknown works")
