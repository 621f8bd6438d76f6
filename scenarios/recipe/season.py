"""The two real seasons: which cities, which wishes, and their scenario.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill, indent

from recipe import assumptions as assumed
from recipe.facts import Works, read_short_process_works, read_works
from recipe.targets import city_targets

ATTRIBUTION = (
    "Global Energy Monitor, Global Iron and Steel Tracker, March 2025 (V1) release; CC BY 4.0. "
    "Electric furnace of P100000120130: "
    "Global Energy Monitor, Global Steel Plant Tracker, March 2023; CC BY 4.0. "
    "Changed: capacities per day, linked units and everything listed under 'assumed' were added."
)
SHORT_PROCESS = ("P100000120130", "邯郸", "武安")
"""A works of one 100 t electric furnace; its blast furnaces are retired."""

THE_28_CITIES = (
    "北京",
    "天津",
    "石家庄",
    "唐山",
    "廊坊",
    "保定",
    "沧州",
    "衡水",
    "邢台",
    "邯郸",
    "太原",
    "阳泉",
    "长治",
    "晋城",
    "济南",
    "淄博",
    "济宁",
    "德州",
    "聊城",
    "滨州",
    "菏泽",
    "郑州",
    "开封",
    "安阳",
    "鹤壁",
    "新乡",
    "焦作",
    "濮阳",
    "济源",
)
"""The notice's 28 cities and 济源, as the furnace table names prefectures (STL-1)."""


@dataclass(frozen=True)
class SeasonRecipe:
    """What makes one scenario differ from another."""

    name: str
    title_zh: str
    title_en: str
    cities: tuple[str, ...]
    changeovers_per_day: int
    also: str = ""
    """What else lies in the folder, for its README."""

    def works(self, source: Path) -> tuple[Works, ...]:
        found = [*read_works(source, self.cities), read_short_process_works(source, *SHORT_PROCESS)]
        return tuple(sorted(found, key=lambda one: one.plant_id))


HANDAN = SeasonRecipe(
    name="handan-2021-2022",
    title_zh="邯郸市2021–2022年采暖季钢铁行业错峰生产",
    title_en="Handan steel, heating season 2021–2022",
    cities=("邯郸",),
    changeovers_per_day=4,
    also=(
        "\n`hand-plan/` is a plan as it is made without a solver (`scenarios/hand_plan.py`): two groups of\n"
        "works by county, each about half of the furnace capacity, in turn for twenty days. It breaks\n"
        "clauses; that is the point. `hand-plan-repaired/` is the nearest plan found that breaks none\n"
        "(`scenarios/repair_hand_plan.py`), the fair one to hold an optimised plan against.\n"
    ),
)
REGION = SeasonRecipe(
    name="2+26-2021-2022",
    title_zh="“2+26”城市2021–2022年采暖季钢铁行业错峰生产",
    title_en="Steel of the 2+26 cities, heating season 2021–2022",
    cities=THE_28_CITIES,
    changeovers_per_day=8,
)


def scenario_yaml(recipe: SeasonRecipe, all_works: Sequence[Works]) -> str:
    ceilings = "\n".join(f"      {one.city}: {one.annual_ceiling_t}" for one in city_targets(all_works))
    shares = ", ".join(f"{grade}: {float(share):.2f}" for grade, share in assumed.GRADE_SHARES.items())
    increments = ", ".join(f"{mark}: {float(more):.2f}" for mark, more in assumed.MARK_INCREMENTS.items())
    return f"""\
name: {recipe.name}
title:
  zh: {recipe.title_zh}
  en: {recipe.title_en}
policies: [stl-2021-241]

# The numbers that the notice leaves to the place. All assumed: the places' own numbers are not public.
parameters:
  stl-2021-241:
    # Never decreasing from B to D (STL-5), around the 30 % that Handan had to cut in 2022-01-01…03-15.
    grade_shares: {{{shares}}}
    # Added to the share by grade (STL-6).
    mark_increments: {{{increments}}}
    # Crude steel of the year 2021 in t (STL-2): output to 11-14, and then 2 % of the stage's capacity less
    # than what the works may make one by one; down to whole 10,000 t. Made by scenarios/build.py.
    annual_ceiling_t:
{ceilings}

inventory: inventory

# The planner's wishes: even rotation of the furnaces, few enough changeovers on a day for the inspectors.
rotation:
  - {{process: blast_furnace, by: city, band: 0.10, \
changeovers_per_day: {recipe.changeovers_per_day}, changeover_days: any}}

# Yuan. Lost margin leads; an even load on the air and an even burden are worth a few per cent of it.
objective:
  - {{term: lost_margin, weight: 1}}
  - {{term: restart_cost, weight: 1}}
  - {{term: peak_emissions, yuan_per_kg: 500, pollutant_weights: {{pm: 1, so2: 1, nox: 1}}}}
  - {{term: unfairness, yuan_per_permille_largest: 200000, yuan_per_permille_sum: 10000}}
  - {{term: band_excess, yuan_per_t: 50}}

attribution: >-
{indent(fill(ATTRIBUTION, 100), "  ")}
"""
