"""An explanation of a season without a plan, as tables, on a terminal and in a notebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.text import Text as Line

from scheduler.domain.base import Text
from scheduler.domain.finding import Finding
from scheduler.domain.season import Season
from scheduler.report.listed import Listed
from scheduler.report.sentences import say
from scheduler.report.terminal import headings
from scheduler.report.told_conflict import (
    conflict_title,
    headline,
    lines_of,
    lines_of_way,
    way_title,
)
from scheduler.why.values import Answer, Conflict, WayOut, WhyNot

CONFLICTS = ("conflict", "clause", "kind", "subject", "first_day", "last_day", "sentence", "ground", "needed")
WAYS_OUT = (
    "way_out",
    "part",
    "clause",
    "kind",
    "subject",
    "asked",
    "left",
    "unit_of_measure",
    "weight",
    "plan_found",
)


@dataclass(frozen=True, repr=False)
class Explanation:
    """Why a season has no plan: minimal sets of obligations that collide, and the cheapest ways out."""

    title: Text
    season: Season
    found: WhyNot

    @property
    def possible(self) -> bool | None:
        """Whether the season has a plan; ``None`` where the time did not tell."""
        return None if self.found.answer is Answer.OPEN else self.found.answer is Answer.POSSIBLE

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What arithmetic alone rules out."""
        return self.found.findings

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The smallest first."""
        return self.found.conflicts

    @property
    def ways_out(self) -> tuple[WayOut, ...]:
        """The cheapest first, for each part of the season that has no plan."""
        return self.found.ways_out

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses of every conflict; where there is none, those that arithmetic rules out."""
        named = [clause for conflict in self.conflicts for clause in conflict.clauses]
        return tuple(dict.fromkeys(named or [finding.clause for finding in self.findings]))

    def to_frame(self, lang: str = "zh") -> pd.DataFrame:
        """A row for each obligation of each conflict; ``needed`` is empty where the time did not tell."""
        rows = [
            (
                number,
                owed.clause,
                owed.kind,
                owed.subject,
                pd.Timestamp(owed.window.first),
                pd.Timestamp(owed.window.last),
                say(owed, self.season, lang),
                owed.ground[lang],
                None if owed.id in conflict.doubtful else True,
            )
            for number, conflict in enumerate(self.conflicts, 1)
            for owed in conflict.obligations
        ]
        return pd.DataFrame(rows, columns=list(CONFLICTS))

    def ways_out_frame(self) -> pd.DataFrame:
        """A row for each obligation that gives: what is asked and what is left, in its unit of measure."""
        rows = [
            (
                number,
                way.part,
                given.obligation.clause,
                given.obligation.kind,
                given.obligation.subject,
                float(given.asked),
                float(given.left),
                given.obligation.unit_of_measure,
                float(way.weight),
                way.answer is Answer.POSSIBLE,
            )
            for number, way in enumerate(self.ways_out, 1)
            for given in way.concessions
        ]
        return pd.DataFrame(rows, columns=list(WAYS_OUT))

    def to_dict(self) -> dict[str, Any]:
        """What a program reads."""
        return self.found.model_dump(mode="json")

    def reasons(self, lang: str = "zh") -> Iterator[str]:
        """A line for each finding of arithmetic, each obligation that collides, each that would give."""
        yield from (f"{f.clause}, {f.subject}: {f.text[lang]}" for f in self.findings)
        for number, conflict in enumerate(self.conflicts, 1):
            yield conflict_title(conflict, number, lang)
            yield from (f"  {said.clause}: {said.sentence}" for said in lines_of(conflict, self.season, lang))
        for number, way in enumerate(self.ways_out, 1):
            yield way_title(way, number, self.found.parts, lang)
            for given in lines_of_way(way, self.season, lang):
                yield f"  {given.clause}: {given.sentence}: {given.asked} → {given.left}"

    def renderable(self, lang: str = "zh") -> RenderableType:
        """What a terminal shows."""
        head = Line(headline(self.found, lang), style="bold")
        said = (Line(f"{f.clause} {f.subject}: {f.text[lang]}") for f in self.findings)
        return Group(head, *said, *(table.renderable() for table in self._tables(lang)))

    def _tables(self, lang: str) -> Iterator[Listed]:
        """One for each conflict, then one for each way out."""
        heads = headings(lang, ("条款", "clause"), ("义务", "obligation"), ("依据", "ground"))
        for number, conflict in enumerate(self.conflicts, 1):
            rows = list(lines_of(conflict, self.season, lang))
            yield Listed(conflict_title(conflict, number, lang), heads, rows)
        heads = (*heads[:2], *headings(lang, ("现要求", "asked"), ("让步后", "left")))
        for number, way in enumerate(self.ways_out, 1):
            title = way_title(way, number, self.found.parts, lang)
            yield Listed(title, heads, list(lines_of_way(way, self.season, lang)), numbers=(2, 3))

    def __repr__(self) -> str:
        return f"<Explanation of {self.title.en}: {headline(self.found, 'en')}>"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, lang: str = "zh") -> str:
        """What a notebook shows, in ``lang``."""
        parts = [f"<p><b>{escape(self.title[lang])}</b><br>{escape(headline(self.found, lang))}</p>"]
        parts += [f"<p>{escape(f'{f.clause} {f.subject}: {f.text[lang]}')}</p>" for f in self.findings]
        return "".join([*parts, *(table.to_html() for table in self._tables(lang))])
