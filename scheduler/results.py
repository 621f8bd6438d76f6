"""What the functions of ``api`` give: values with their tables as DataFrames and their chart."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.domain.finding import Adjusted, Finding, Severity
from scheduler.domain.plan import Plan, Solution, Status, Verification, gap
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.domain.unit import Process

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from scheduler.report.figures import Figures
    from scheduler.report.prices import Prices
    from scheduler.report.why import Why
    from scheduler.solve.settings import Settings
    from scheduler.why.values import Ask

SHOWN_ROWS = 40
"""Rows of a table that a notebook shows unasked."""


@dataclass(frozen=True, repr=False)
class Check:
    """A season before a solver runs: what is owed, what is noted, what arithmetic alone rules out."""

    scenario: Scenario
    season: Season

    @property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.season.findings if f.severity is Severity.NOTE)

    @property
    def impossible(self) -> tuple[Finding, ...]:
        """Each alone means that no plan can exist."""
        return tuple(f for f in self.season.findings if f.severity is Severity.IMPOSSIBLE)

    def to_frame(self, lang: str = "zh") -> "pd.DataFrame":
        """Everything owed: clause, kind, subject, days, sentence and ground."""
        from scheduler.report.frames import owed_frame

        return owed_frame(self.season, lang)

    def exemptions(self, lang: str = "zh") -> "pd.DataFrame":
        """Who is free of which clauses, with units and days where it is not the whole works or season."""
        from scheduler.report.frames import exemptions_frame

        return exemptions_frame(self.season, lang)

    def to_dict(self) -> dict[str, Any]:
        """What a program reads: everything owed, who is exempt, every finding and default."""
        return {
            "scenario": self.scenario.name,
            "digest": self.scenario.digest,
            "possible": not self.impossible,
            **self.season.model_dump(mode="json", include={"obligations", "exemptions", "findings"}),
            **self.scenario.model_dump(mode="json", include={"defaulted"}),
        }

    def __repr__(self) -> str:
        owed, ruled_out = len(self.season.obligations), len(self.impossible)
        return f"<Check of {self.scenario.name}: {owed} obligations, {ruled_out} impossible>"


@dataclass(frozen=True, repr=False)
class CheckedPlan:
    """A plan from whatever hand, measured without the solver. Its tables are made anew when asked for."""

    scenario: Scenario
    season: Season
    plan: Plan
    verification: Verification

    @property
    def stops(self) -> "pd.DataFrame":
        """A row for each stop."""
        from scheduler.report.frames import stops_frame

        return stops_frame(self.season, self.plan)

    @property
    def loads(self) -> "pd.DataFrame":
        """A row for each spell at one load."""
        from scheduler.report.frames import loads_frame

        return loads_frame(self.plan)

    @property
    def jobs(self) -> "pd.DataFrame":
        """A row for each maintenance job, with its days where it found a place."""
        from scheduler.report.frames import jobs_frame

        return jobs_frame(self.season, self.plan)

    @property
    def obligations(self) -> "pd.DataFrame":
        """A row for each obligation: required, achieved, slack, and the obligation in a sentence."""
        from scheduler.report.frames import obligations_frame

        return obligations_frame(self.season, self.verification)

    @property
    def daily(self) -> "pd.DataFrame":
        """A row for each day, city and process."""
        from scheduler.report.frames import daily_frame

        return daily_frame(self.season, self.plan)

    @property
    def works(self) -> "pd.DataFrame":
        """Owed and planned share of each works and process, in each stage of the works."""
        from scheduler.report.frames import works_frame

        return works_frame(self.season, self.plan)

    def enterprise(self, enterprise_id: str) -> "pd.DataFrame":
        """What the plan does to one works, unit by unit.

        Raises:
            KeyError: for a works that the season does not know.
        """
        from scheduler.report.frames import enterprise_frame

        return enterprise_frame(self.season, self.plan, enterprise_id)

    def gantt(self, lang: str = "zh", processes: Iterable[str] | None = None) -> "Figure":
        """The chart of the plan: works as blocks, units as rows, days across.

        ``processes`` are those whose units get rows (``["blast_furnace"]``); left out, all that a page holds.

        Raises:
            ValueError: for an unknown process, or where no unit belongs to those asked for.
        """
        from scheduler.report.gantt import gantt

        return gantt(
            self.season,
            self.plan,
            self.scenario.alerts,
            lang,
            processes=None if processes is None else {Process(name) for name in processes},
            title=self.scenario.title[lang],
            footnote=self.scenario.attribution,
        )

    def report(self, folder: str | Path, lang: str = "zh") -> tuple[Path, ...]:
        """Write annexes, a sheet for each works and Gantt chart into a folder; what they replace is lost."""
        from scheduler.report.render import report

        return report(Path(folder), self.scenario, self.season, self.plan, lang)

    @property
    def bound_yuan(self) -> int | None:
        """No plan costs less; ``None`` where no solver gave a bound."""
        return None

    @property
    def figures(self) -> "Figures":
        """What the plan amounts to in a few exact numbers: cost, reduction, emissions, fairness."""
        from scheduler.report.figures import figures

        return figures(self.season, self.plan, self.verification, self.bound_yuan)

    def why(
        self,
        subject: str,
        time_limit_s: float = 60.0,
        reproducible: bool = False,
        on_progress: "Ask | None" = None,
        lang: str = "zh",
    ) -> "Why":
        """Why a unit or a works (its id) stands as it does, and what changing that would cost.

        What a stop serves is measured; what a change costs is found by re-solving near the plan, with the
        bounds between which that is proved. ``on_progress`` is told what is being asked; left out, a
        notebook shows a bar, in ``lang``.

        Raises:
            KeyError: for an id that the season does not know.
        """
        from scheduler.report.why import Why
        from scheduler.solve.settings import Settings
        from scheduler.why.reasons import why_this

        settings = Settings(time_limit_s=time_limit_s, reproducible=reproducible)
        with _asking(on_progress, settings, lang) as ask:
            return Why(self.season, why_this(self.season, self.plan, subject, settings, ask))

    def prices(
        self,
        time_limit_s: float = 60.0,
        resolved: int | None = None,
        reproducible: bool = False,
        on_progress: "Ask | None" = None,
        lang: str = "zh",
    ) -> "Prices":
        """What each obligation costs at the margin: yuan a tonne, a day, a square metre.

        From the linear relaxation of the totals; what binds and that does not see, by re-solving near the
        plan: at most ``resolved`` obligations, or as many as the time allows. Each price says which.
        ``on_progress`` is told what is being asked; left out, a notebook shows a bar, in ``lang``.
        """
        from scheduler.report.prices import Prices
        from scheduler.solve.settings import Settings
        from scheduler.why.prices import priced

        settings = Settings(time_limit_s=time_limit_s, reproducible=reproducible)
        with _asking(on_progress, settings, lang) as ask:
            found = priced(self.season, self.plan, self.verification, settings, resolved, ask=ask)
        return Prices(self.season, found)

    @property
    def avoided_t(self) -> Fraction:
        """Tonnes that the units whose stops the notices count (furnaces, of hot metal) do not make."""
        from scheduler.report.reduction import avoided_t

        return avoided_t(self.season, self.plan)

    def to_dict(self) -> dict[str, Any]:
        """What a program reads: cost by term, tonnes avoided, and every obligation that is broken."""
        return {
            "cost_yuan": self.verification.cost_yuan,
            "total_yuan": self.verification.total_yuan,
            "avoided_t": float(self.avoided_t),
            "obligations": len(self.verification.measured),
            "broken": [found.model_dump(mode="json") for found in self.verification.broken],
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.scenario.name}: {self._summary()}>"

    def _repr_html_(self) -> str:
        works = self.works.drop(columns=["enterprise_id", "ground"])
        table = works.to_html(index=False, max_rows=SHOWN_ROWS, float_format="{:,.3f}".format)
        return f"<p><b>{self.scenario.title.zh}</b><br>{self._summary()}</p>{table}"

    def _summary(self) -> str:
        held, broken = len(self.verification.measured), len(self.verification.broken)
        return f"{self.verification.total_yuan:,} yuan; {held} obligations, {broken} broken"


def _asking(on_progress: "Ask | None", settings: "Settings", lang: str) -> "AbstractContextManager[Ask]":
    """Whom re-solves tell while the block runs: who asked to be told, else a notebook's bar."""
    from scheduler.report.progress import questions

    return nullcontext(on_progress) if on_progress else questions(settings.time_limit_s, lang=lang)


@dataclass(frozen=True, repr=False)
class PlanResult(CheckedPlan):
    """A plan that the solver made and the checker accepted."""

    solution: Solution

    @property
    def status(self) -> Status:
        """Optimal only when the bound equals the objective."""
        return self.solution.status

    @property
    def objective_yuan(self) -> int:
        return self.verification.total_yuan

    @property
    def bound_yuan(self) -> int | None:
        """No plan costs less."""
        return self.solution.bound_yuan

    @property
    def gap(self) -> float | None:
        return gap(self.objective_yuan, self.bound_yuan)

    @property
    def adjusted(self) -> tuple[Adjusted, ...]:
        """What was left out, renamed or cut of the plan that the search began with."""
        return self.solution.adjusted

    def convergence(self, lang: str = "zh") -> "Figure":
        """How the search closed in: cost of the best plan, bound and gap over seconds."""
        from scheduler.report.convergence_chart import convergence_chart

        return convergence_chart(self.solution, self.scenario.title[lang], lang)

    def save(self, folder: str | Path, overwrite: bool = False, lang: str = "zh") -> Path:
        """Write the plan folder, whole or not at all; grounds are in ``lang``.

        Raises:
            OutputExists: where the folder is there and ``overwrite`` is false.
            InputError: where it would overwrite a folder that is no plan.
        """
        from scheduler.files.plan import write_plan_folder

        write_plan_folder(
            Path(folder),
            self.scenario,
            self.season,
            self.solution,
            self.verification,
            overwrite=overwrite,
            lang=lang,
        )
        return Path(folder)

    def to_dict(self) -> dict[str, Any]:
        """The content of ``plan.json``."""
        from scheduler.files.plan_about import plan_about

        return plan_about(self.scenario, self.season, self.solution, self.verification, "zh")

    def _summary(self) -> str:
        bound = "no bound" if self.bound_yuan is None else f"bound {self.bound_yuan:,}"
        gap_text = "" if self.gap is None else f", gap {self.gap:.2%}"
        return f"{self.status}, {super()._summary()}; {bound}{gap_text}"
