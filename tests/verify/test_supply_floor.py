"""Supply of a product by region and week: a largest flow, worked out by hand. Weeks have seven days."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.obligation import RegionSupply, SupplyFloor, SupplyRoute
from scheduler.domain.plan import LoadSpell, Measured, Stop
from scheduler.verify.check import verify
from tests.helpers import oven, owed, plan, season, spell, stop, unit, window
from tests.verify.measuring import numbers

NORTH, SOUTH, EAST = "F1", "F2", "F3"
KILN_OF = {"北": NORTH, "南": SOUTH, "东": EAST}
UNITS = [unit(NORTH), unit(SOUTH), unit(EAST)]


def region(name: str, floors: Sequence[float | str], stock: int = 0, most: int = 0, rate: str = "1000"):
    """A region with one kiln, by default of 1000 t/d: 7000 t a week."""
    weeks = tuple((window(7 * n, 7 * n + 6), floor) for n, floor in enumerate(floors))
    rates = {KILN_OF[name]: rate}
    return RegionSupply(region=name, floors_t=weeks, t_per_day=rates, stock_t=stock, stock_max_t=most)


def route(origin: str, destination: str, tonnes: float | str) -> SupplyRoute:
    """The same tonnes in each of two weeks."""
    return SupplyRoute(origin=origin, destination=destination, t_by_week=(tonnes, tonnes))


def supply(
    regions: Sequence[RegionSupply], *rows: Stop | LoadSpell, routes: Sequence[SupplyRoute] = ()
) -> Measured:
    weeks = len(regions[0].floors_t)
    asked = owed(
        SupplyFloor,
        [KILN_OF[r.region] for r in regions],
        0,
        7 * weeks - 1,
        product="clinker_kiln",
        regions=tuple(regions),
        routes=tuple(routes),
    )
    (found,) = verify(season(UNITS, [asked], days=7 * weeks), plan(*rows)).measured
    return found


class TestOneRegion:
    def test_output_that_just_covers_each_week_meets_it(self):
        found = supply([region("北", [4000, 7000])], stop(NORTH, 0, 2))
        assert numbers(found) == (11_000, 11_000, 0)
        assert found.detail == ""

    def test_a_week_short_is_named(self):
        found = supply([region("北", [4000, 7000, 100])], stop(NORTH, 0, 2), stop(NORTH, 8, 8))
        assert numbers(found) == (11_100, 10_100, -1000)
        assert found.detail == "北 falls short in the week from 2021-11-22"
        assert found.broken_on == (date(2021, 11, 22),)

    def test_every_week_short_is_told(self):
        found = supply([region("北", [7000, 7000, 7000])], stop(NORTH, 3, 3), stop(NORTH, 20, 20))
        assert numbers(found) == (21_000, 19_000, -2000)
        assert found.broken_on == (date(2021, 11, 15), date(2021, 11, 29))

    def test_plenty_in_one_week_does_not_help_the_next_without_a_store(self):
        assert numbers(supply([region("北", [1000, 7000])], stop(NORTH, 7, 7))) == (8000, 7000, -1000)

    def test_what_the_store_holds_is_carried_over(self):
        found = supply([region("北", [1000, 7000], most=1000)], stop(NORTH, 7, 7))
        assert numbers(found) == (8000, 8000, 0)

    def test_the_store_is_cut_off_at_what_it_holds(self):
        # 6000 left over, 1500 kept; then 5000 of 7000
        found = supply([region("北", [1000, 7000], most=1500)], stop(NORTH, 7, 8))
        assert numbers(found) == (8000, 7500, -500)

    def test_a_store_is_carried_over_several_weeks(self):
        # 2000 each week beyond the need, 3000 kept; then nothing made for a week
        found = supply([region("北", [5000, 5000, 3000], most=3000)], stop(NORTH, 14, 20))
        assert numbers(found) == (13_000, 13_000, 0)

    def test_the_stock_at_first_is_there_whole_in_the_first_week_only(self):
        # 9000 in store, though it is said to hold 1000
        whole = region("北", [9000, 1000], stock=9000, most=1000)
        assert numbers(supply([whole], stop(NORTH, 0, 13))) == (10_000, 9000, -1000)
        less = region("北", [8000, 1000], stock=9000, most=1000)
        assert numbers(supply([less], stop(NORTH, 0, 13))) == (9000, 9000, 0)

    def test_nothing_is_lent_by_a_later_week(self):
        assert numbers(supply([region("北", [7000, 0], most=9999)], stop(NORTH, 0, 0))) == (7000, 6000, -1000)

    def test_fractions_of_a_tonne_are_exact(self):
        # 1/3 t a day: 7/3 in a week
        thirds = region("北", ["7/3"], rate="1/3")
        assert numbers(supply([thirds])) == (Fraction(7, 3), Fraction(7, 3), 0)
        more = region("北", ["2.3334"], rate="1/3")
        assert numbers(supply([more])) == (
            Fraction(23334, 10000),
            Fraction(7, 3),
            Fraction(7, 3) - Fraction(23334, 10000),
        )

    def test_lower_load_of_an_oven_makes_less(self):
        gas = RegionSupply(
            region="北",
            floors_t=((window(0, 6), 5600),),
            t_per_day={"C1": 1000},
            stock_t=0,
            stock_max_t=0,
        )
        asked = owed(SupplyFloor, ["C1"], 0, 6, product="coke_gas", regions=(gas,))
        for load, slack in (("0.8", 0), ("0.799", -7)):
            (found,) = verify(season([oven()], [asked], days=7), plan(spell("C1", 0, 6, load))).measured
            assert found.slack == slack

    def test_a_week_that_the_season_cuts_is_owed_as_far_as_it_lies_inside(self):
        """3 of 7 days: 3000 of a floor of 7000 t, and what three days make."""
        cut = RegionSupply(
            region="北",
            floors_t=((window(0, 6), 7000), (window(7, 9), 3000)),
            t_per_day={NORTH: 1000},
            stock_t=0,
            stock_max_t=0,
        )
        asked = owed(SupplyFloor, [NORTH], 0, 9, product="clinker_kiln", regions=(cut,))
        (whole,) = verify(season(UNITS, [asked]), plan()).measured
        assert numbers(whole) == (10_000, 10_000, 0)
        (short,) = verify(season(UNITS, [asked]), plan(stop(NORTH, 9, 9))).measured
        assert numbers(short) == (10_000, 9000, -1000)
        assert short.detail == "北 falls short in the week from 2021-11-22"


class TestRoutes:
    """The south stands for two weeks and needs 2000 t in each; the north has 7000 t and needs 5000."""

    NORTH, SOUTH = region("北", [5000, 5000]), region("南", [2000, 2000])

    def test_a_route_that_just_suffices(self):
        found = supply([self.NORTH, self.SOUTH], stop(SOUTH, 0, 13), routes=[route("北", "南", 2000)])
        assert numbers(found) == (14_000, 14_000, 0)

    def test_a_route_that_does_not(self):
        found = supply([self.NORTH, self.SOUTH], stop(SOUTH, 0, 13), routes=[route("北", "南", "1999.5")])
        assert numbers(found) == (14_000, 13_999, -1)
        assert found.detail == "南 falls short in the week from 2021-11-15"

    def test_what_the_sender_needs_stays(self):
        found = supply(
            [self.NORTH, self.SOUTH], stop(NORTH, 0, 0), stop(SOUTH, 0, 13), routes=[route("北", "南", 9999)]
        )
        assert numbers(found) == (14_000, 13_000, -1000)

    def test_a_route_leads_one_way(self):
        found = supply([self.NORTH, self.SOUTH], stop(SOUTH, 0, 13), routes=[route("南", "北", 9999)])
        assert numbers(found) == (14_000, 10_000, -4000)

    def test_two_routes_between_the_same_regions_add_up(self):
        both = [route("北", "南", 1200), route("北", "南", 800)]
        assert supply([self.NORTH, self.SOUTH], stop(SOUTH, 0, 13), routes=both).slack == 0

    def test_supply_passes_through_a_region_in_the_same_week(self):
        regions = [self.NORTH, region("东", [0, 0]), self.SOUTH]
        routes = [route("北", "东", 2000), route("东", "南", 2000)]
        found = supply(regions, stop(SOUTH, 0, 13), stop(EAST, 0, 13), routes=routes)
        assert numbers(found) == (14_000, 14_000, 0)

    def test_what_was_sent_may_be_stored_where_it_is_needed(self):
        # week 1: 2000 spare, sent and kept in the south; week 2: nothing spare, 1000 needed there
        north, south = region("北", [5000, 7000]), region("南", [0, 1000], most=1000)
        found = supply([north, south], stop(SOUTH, 0, 13), routes=[route("北", "南", 1500)])
        assert numbers(found) == (13_000, 13_000, 0)


weekly = st.lists(st.sampled_from([0, 1500, 3000, 5000, 7000, 8000]), min_size=3, max_size=3)


@given(weekly, st.integers(0, 20), st.integers(0, 20), st.sampled_from([0, 2000]), st.sampled_from([0, 3000]))
def test_one_region_alone_is_met_just_when_its_store_never_runs_dry(floors, first, days, stock, most):
    """The flow, against the store kept week by week."""
    rows = [stop(NORTH, first, first + days)]
    found = supply([region("北", floors, stock=stock, most=most)], *rows)
    store, dry = stock, False
    for week, floor in enumerate(floors):
        off = sum(first <= day <= first + days for day in range(7 * week, 7 * week + 7))
        store += 1000 * (7 - off) - floor
        dry = dry or store < 0
        store = min(store, most)
    assert found.met is not dry
