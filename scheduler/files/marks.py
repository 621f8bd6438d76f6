"""Marks of works, units and events: those that the library or a notice knows, in both languages."""

from collections.abc import Iterator, Mapping

from scheduler.domain.base import Text
from scheduler.domain.enterprise import EventKind
from scheduler.domain.words import MARK_NAMES
from scheduler.errors import Fault
from scheduler.files.crosschecks import Tables, rows_of, said
from scheduler.files.records import Values
from scheduler.files.vocabulary import GRADES, in_english, meant, words_of

OF_MARKS = (EventKind.MARK_WON, EventKind.MARK_LOST)
UNKNOWN = "{} is a mark that neither the library nor a notice of the scenario describes"


class Marks:
    """The marks that works and units may have."""

    def __init__(self, more: Mapping[str, Text] | None) -> None:
        """``more`` are those that notices describe beyond the library's; ``None``: any may be one."""
        names: dict[str, Text] = dict(more or {}) | {mark.value: text for mark, text in MARK_NAMES.items()}
        self.any = more is None
        self.known = tuple(names)
        self.words = words_of(names)

    def of_row(self, values: Values) -> Values:
        return values | {"marks": in_english(values.get("marks", ()), self.words)}

    def of_event(self, values: Values) -> Values:
        """What an event gives is a grade or a mark, by its kind."""
        words = GRADES if values.get("kind") == EventKind.GRADE else self.words
        return values | {name: in_english(values[name], words) for name in ("value",) if name in values}

    def unknown_in(self, tables: Tables, table: str) -> Iterator[Fault]:
        """Marks of works or units."""
        for row in rows_of(tables, table):
            for name in tables[table].names(row, "marks"):
                if not self._knows(name):
                    yield tables[table].fault(row, "marks", UNKNOWN.format(name), self._meant(name))

    def unknown_to_events(self, tables: Tables) -> Iterator[Fault]:
        for row in rows_of(tables, "events"):
            name = row.text("value")
            if name and said(tables["events"], row, "kind") in OF_MARKS and not self._knows(name):
                yield tables["events"].fault(row, "value", UNKNOWN.format(name), self._meant(name))

    def _knows(self, name: str) -> bool:
        return self.any or in_english(name, self.words) in self.known

    def _meant(self, name: str) -> str:
        return meant(name, self.known, self.words)
