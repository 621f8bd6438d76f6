"""Plans side by side: what they cost, who wins and loses, which stops differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scheduler.results import CheckedPlan

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

    from scheduler.report.compared import Compared
    from scheduler.report.figures import Figures


@dataclass(frozen=True, repr=False)
class Comparison:
    """Plans side by side, by name: of one season, or of what-if variants of it. The first is the base."""

    plans: Mapping[str, CheckedPlan]
    failures: Mapping[str, str] = field(default_factory=dict)
    """Name to the reason why there is no plan."""

    @cached_property
    def figures(self) -> "dict[str, Figures]":
        """What each plan amounts to, in exact numbers."""
        return {name: plan.figures for name, plan in self.plans.items()}

    def to_frame(self) -> "pd.DataFrame":
        """A column for each plan: cost by term, bound, gap, tonnes avoided, emissions, fairness, slack."""
        from scheduler.report.side_by_side import comparison_frame

        return comparison_frame(self.figures)

    def differences(self) -> "pd.DataFrame":
        """What each plan costs more than the base: as found, and at least and at most by the bounds.

        ``proven`` is true where the gaps leave no doubt about the sign, empty where a plan has no bound.
        """
        from scheduler.report.side_by_side import differences_frame

        return differences_frame(self.figures)

    def works(self) -> "pd.DataFrame":
        """Who wins and who loses: margin and restarts of each works, beside the base; losers last."""
        from scheduler.report.side_by_side import winners_frame

        return winners_frame(self.figures, self._names)

    def stops(self) -> "pd.DataFrame":
        """Which units stop or load otherwise than in the base."""
        from scheduler.report.side_by_side import moved_frame

        return moved_frame({name: (plan.season, plan.plan) for name, plan in self.plans.items()})

    def chart(self, lang: str = "zh") -> "Figure":
        """Cost by term with its bound, and who wins and who loses."""
        from scheduler.report.comparison_chart import comparison_chart

        return comparison_chart(self.figures, self._names, lang)

    def renderable(self, lang: str = "zh") -> "RenderableType":
        """What a terminal shows."""
        from scheduler.report.compared import comparison

        return comparison(self._compared, self.failures, lang)

    def to_html(self, lang: str = "zh") -> str:
        """What a notebook shows, in ``lang``: costs, differences, who wins and loses, which stops differ."""
        from scheduler.report.compared import comparison_html

        return comparison_html(self._compared, self.failures, lang)

    @property
    def _compared(self) -> "dict[str, Compared]":
        from scheduler.report.compared import Compared

        return {
            name: Compared(plan.season, plan.plan, plan.verification, self.figures[name])
            for name, plan in self.plans.items()
        }

    def to_dict(self) -> dict[str, Any]:
        """What a program reads, by name of the plan."""
        from scheduler.report.side_by_side import difference

        others = list(self.figures.items())[1:]
        base = next(iter(self.figures.values()), None)
        return {
            "plans": {name: plan.to_dict() for name, plan in self.plans.items()},
            "failures": dict(self.failures),
            "differences": {
                name: {**(found := difference(base, figures))._asdict(), "proven": found.proven}
                for name, figures in others
                if base is not None
            },
        }

    @property
    def _names(self) -> dict[str, str]:
        works = (each for plan in self.plans.values() for each in plan.season.enterprises)
        return {each.enterprise_id: each.name for each in works}

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.plans)}; {len(self.failures)} without a plan>"

    def _repr_html_(self) -> str:
        return self.to_html()
