"""The answer to one variant: a plan with its proof, or the reason why there is none. Made by a worker."""

from typing import Self

from scheduler import api
from scheduler.domain.base import Value
from scheduler.domain.plan import Solution, Verification
from scheduler.domain.scenario import Scenario
from scheduler.errors import CuofengError
from scheduler.report.figures import Figures
from scheduler.report.words import gap_text, in_lang, yuan_text
from scheduler.results import PlanResult
from scheduler.solve.settings import Settings


class Answer(Value):
    """What became of one variant; its file in a sweep's folder."""

    variant: str
    digest: str
    """Of the scenario that was planned."""
    settings: Settings
    failure: str = ""
    """The kind of error that ended it: ``NoPlanExists``, ``NoPlanFound``, …; empty where there is a plan."""
    reason: str = ""
    solution: Solution | None = None
    verification: Verification | None = None
    figures: Figures | None = None

    @classmethod
    def failed(
        cls, variant: str, scenario: Scenario, settings: Settings, error: BaseException, lang: str
    ) -> Self:
        """The answer where planning ended with an error."""
        reason = error.said(lang) if isinstance(error, CuofengError) else str(error)
        return cls(
            variant=variant,
            digest=scenario.digest,
            settings=settings,
            failure=type(error).__name__,
            reason=reason or type(error).__name__,
        )

    def line(self, lang: str) -> str:
        """'grade_b: 11,582,262 yuan, gap 0.00 %', or why there is no plan."""
        if self.figures is None:
            return f"{self.variant}: {self.reason.splitlines()[0]}"
        gap = f"{in_lang(lang, '，差距', ', gap')} {gap_text(self.figures.gap)}"
        return f"{self.variant}: {yuan_text(self.figures.total_yuan, lang)}{gap}"

    def plan(self, scenario: Scenario) -> PlanResult:
        """The plan with all its tables.

        Raises:
            ValueError: where there is none.
        """
        if self.solution is None or self.solution.plan is None or self.verification is None:
            raise ValueError(f"{self.variant} has no plan: {self.reason}")
        season = api.check(scenario).season
        return PlanResult(scenario, season, self.solution.plan, self.verification, self.solution)


def answer(variant: str, scenario: Scenario, settings: Settings, lang: str) -> Answer:
    """Plan one variant; what cuofeng raises on purpose is an answer too, its reason in ``lang``."""
    try:
        found = api.plan_season(api.check(scenario), settings)
    except CuofengError as error:
        return Answer.failed(variant, scenario, settings, error, lang)
    return Answer(
        variant=variant,
        digest=scenario.digest,
        settings=settings,
        solution=found.solution,
        verification=found.verification,
        figures=found.figures,
    )
