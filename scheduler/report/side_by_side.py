"""Plans side by side as DataFrames: what each amounts to, who wins and who loses, which stops differ."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.report.figures import NUMBERS, Figures
from scheduler.report.words import in_lang

STOPS = ("plan", "enterprise_id", "enterprise", "unit_id", "unit", "process", "days", "before", "after")


class Difference(NamedTuple):
    """By how much the best plan of one scenario costs more than that of another, as far as is proven.

    The best plan of a scenario costs at least its bound and at most what was found, so the difference of
    two lies between ``least_yuan`` and ``most_yuan``. It is proven to be there only where both have one sign.
    """

    found_yuan: int
    """Between the plans as found."""
    least_yuan: int | None
    most_yuan: int | None

    @property
    def proven(self) -> bool | None:
        """``None`` where a plan has no bound."""
        if self.least_yuan is None or self.most_yuan is None:
            return None
        return self.least_yuan > 0 or self.most_yuan < 0 or self.least_yuan == self.most_yuan == 0


def difference(base: Figures, other: Figures) -> Difference:
    """What ``other`` costs more than ``base``; less, where it is negative."""
    found = other.total_yuan - base.total_yuan
    if base.bound_yuan is None or other.bound_yuan is None:
        return Difference(found, None, None)
    return Difference(found, other.bound_yuan - base.total_yuan, other.total_yuan - base.bound_yuan)


def proven_text(found: Difference, lang: str) -> str:
    """Whether a difference is more than the gaps leave open."""
    if found.proven is None:
        return in_lang(lang, "无下界", "no bound")
    return in_lang(lang, "已证明", "proven") if found.proven else in_lang(lang, "未证明", "not proven")


def figures_row(found: Figures) -> dict[str, float | None]:
    """Cost by term and in all, bound and gap, then the other numbers."""
    numbers = {name: _float(getattr(found, name)) for name in NUMBERS}
    return {
        **{f"{term}_yuan": float(yuan) for term, yuan in found.cost_yuan.items()},
        "total_yuan": float(found.total_yuan),
        "bound_yuan": _float(found.bound_yuan),
        "gap": found.gap,
        **numbers,
    }


def comparison_frame(plans: Mapping[str, Figures]) -> pd.DataFrame:
    """A column for each plan, a row for each number."""
    columns = {name: figures_row(found) for name, found in plans.items()}
    terms = dict.fromkeys(f"{term}_yuan" for found in plans.values() for term in found.cost_yuan)
    rows = dict.fromkeys([*terms, *(row for column in columns.values() for row in column)])
    return pd.DataFrame(columns, index=list(rows), dtype=float)


def differences_frame(plans: Mapping[str, Figures]) -> pd.DataFrame:
    """What each plan costs more than the first, between which numbers that is proven, and whether it is."""
    base, *others = plans
    found = {name: difference(plans[base], plans[name]) for name in others}
    rows = {name: (*each, each.proven) for name, each in found.items()}
    columns = ["found_yuan", "least_yuan", "most_yuan", "proven"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def winners_frame(plans: Mapping[str, Figures], names: Mapping[str, str]) -> pd.DataFrame:
    """What each plan costs each works in margin and restarts, and how much more than the first: losers last.

    ``names`` are what people call the works.
    """
    frame = pd.DataFrame({name: found.works_yuan for name, found in plans.items()})
    base, *others = plans
    for name in others:
        frame[f"{name} − {base}"] = frame[name] - frame[base]
    frame.insert(0, "enterprise", [names.get(works, works) for works in frame.index])
    frame.index.name = "enterprise_id"
    return frame.sort_values(frame.columns[-1], kind="stable") if others else frame


def more_by_works(base: Figures, other: Figures) -> dict[str, int]:
    """Yuan that works pay more than in the base, those left out that pay the same; what moves most first."""
    works = {*base.works_yuan, *other.works_yuan}
    more = {name: other.works_yuan.get(name, 0) - base.works_yuan.get(name, 0) for name in works}
    moved = sorted((name for name in works if more[name]), key=lambda name: (-abs(more[name]), name))
    return {name: more[name] for name in moved}


def moved_frame(plans: Mapping[str, tuple[Season, Plan]]) -> pd.DataFrame:
    """Units whose stops or loads differ from the first plan's: days more, when before, when after."""
    base, *others = plans
    rows = [(name, *row) for name in others for row in moved_units(plans[base], plans[name])]
    return pd.DataFrame(rows, columns=list(STOPS))


class Moved(NamedTuple):
    """A unit whose stops or loads are others than in the base."""

    enterprise_id: str
    enterprise: str
    unit_id: str
    unit: str
    process: str
    days: int
    """Off more than in the base."""
    before: str
    after: str


def moved_units(base: tuple[Season, Plan], other: tuple[Season, Plan]) -> list[Moved]:
    """Units whose stops or loads differ between two plans, also where only one season knows them."""
    units = {unit.unit_id: (season, unit) for season in (other[0], base[0]) for unit in season.units}
    before, after = (_spells(plan) for _, plan in (base, other))
    rows = []
    for unit_id, (season, unit) in units.items():
        was, now = before.get(unit_id, {}), after.get(unit_id, {})
        if was != now:
            works = season.enterprise_by_id[unit.enterprise_id]
            whose = (works.enterprise_id, works.name, unit_id, unit.name, unit.process.value)
            more = sum(now.values()) - sum(was.values())
            rows.append(Moved(*whose, more, "; ".join(was), "; ".join(now)))
    return rows


def _spells(plan: Plan) -> dict[str, dict[str, int]]:
    """Unit id to its stops and loads as text, each with its days off."""
    found: dict[str, dict[str, int]] = {}
    for stop in plan.stops:
        found.setdefault(stop.unit_id, {})[str(stop.window)] = stop.window.days
    for spell in plan.loads:
        found.setdefault(spell.unit_id, {})[f"{spell.window}: {float(spell.load):g}"] = 0
    return found


def _float(number: Any) -> float | None:
    return None if number is None else float(number)
