"""Scenarios planned and plans as they are, side by side."""

from collections.abc import Mapping
from typing import Any

from scheduler import api
from scheduler.comparison import Comparison
from scheduler.domain.scenario import Scenario
from scheduler.results import CheckedPlan
from scheduler.solve.executors import HERE, Place
from scheduler.study.work import planned


def compare(
    given: Mapping[str, Scenario | CheckedPlan], *, place: Place = HERE, lang: str = "zh", **settings: Any
) -> Comparison:
    """Plan what is a scenario, take plans as they are, and set all side by side. The first is the base.

    A scenario without a plan is named with its reason; the others stand beside each other.

    Args:
        place: ``"here"``, one after another in this process; an executor; the address of a Dask cluster;
            ``None``: processes of this machine.
        lang: of the bar's words, and of the reasons why a scenario has no plan.
        settings: of ``scheduler.plan``: ``time_limit_s``, ``gap``, ``workers``, ``seed``, ``reproducible``.

    Raises:
        InputError: for a setting out of range, or where no cluster answers.
    """
    scenarios = {name: one for name, one in given.items() if isinstance(one, Scenario)}
    chosen = api.settings_of(**settings)
    answers = {found.variant: found for found in planned(scenarios, chosen, place, lang)}
    plans: dict[str, CheckedPlan] = {}
    failures = {}
    for name, one in given.items():
        if not isinstance(one, Scenario):
            plans[name] = one
        elif answers[name].failure:
            failures[name] = answers[name].reason
        else:
            plans[name] = answers[name].plan(one)
    return Comparison(plans, failures)
