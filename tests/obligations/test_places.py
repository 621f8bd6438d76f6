"""Whom the notice meets: places with what they contain, places by reference, industries."""

import pytest

from scheduler.errors import InputError
from tests.helpers import unit
from tests.obligations.builders import STEEL, found, season_of, works


def met(season_works: dict[str, str], **switch: bool) -> bool:
    """Whether a works in a place is met, beside one in Tangshan that is."""
    other = works("W2", **season_works)
    enterprises, units = [works("W1", city="唐山市"), other], [unit("F1"), unit("F2", "W2")]
    regions = {"annual_ceiling_t": {"唐山": 10**7, other.city: 10**7}}
    season = season_of(enterprises, units, numbers=regions | switch)
    (said,) = found(season, "STL-1")
    assert ("W2 (" in said.text.en) is ("W2" not in season.enterprise_by_id)
    assert ("F2" in season.unit_by_id) is ("W2" in season.enterprise_by_id)
    return "W2" in season.enterprise_by_id


def test_the_notice_names_28_cities_xiongan_and_three_places_that_they_contain() -> None:
    assert len(set(STEEL.places.cities)) == 28 + 4
    assert {"定州", "辛集", "济源", "雄安新区"} <= set(STEEL.places.cities)


@pytest.mark.parametrize("city", ["北京市", "邯郸", "济源市", "定州市", "辛集", "雄安新区"])
def test_works_in_the_places_are_met_with_or_without_the_suffix(city: str) -> None:
    assert met({"city": city})


def test_a_place_inside_another_city_is_known_by_its_county_too() -> None:
    assert met({"city": "临沂市", "county": "定州市"})


@pytest.mark.parametrize("place", [{"city": "上海市"}, {"city": "邯郸市", "industry": "cement"}])
def test_works_elsewhere_or_of_other_industries_are_left_out_and_named(place: dict[str, str]) -> None:
    assert not met(place)


@pytest.mark.parametrize("city", STEEL.places.reference)
def test_the_eight_reference_cities_follow_by_a_switch(city: str) -> None:
    assert not met({"city": city})
    assert not met({"city": city}, reference_cities=False)
    assert met({"city": city}, reference_cities=True)


def test_a_reference_city_that_follows_needs_its_numbers() -> None:
    with pytest.raises(InputError, match="annual_ceiling_t gives no ceiling for 承德"):
        season_of([works(city="承德")], [unit()], numbers={"reference_cities": True})


@pytest.mark.parametrize(
    ("mills", "said_en", "said_zh"),
    [
        (0, "meets 1 of the inventory's 1 works", "清单1家企业中适用1家"),
        (
            1,
            "meets 1 of the inventory's 2 works; 1 not met: W10 (邯郸市, cement)",
            "清单2家企业中适用1家；不适用1家：W10（邯郸市，水泥）",
        ),
        (
            6,
            "meets 1 of the inventory's 8 works; 7 not met: 6 cement, 1 tea",
            "清单8家企业中适用1家；不适用7家：水泥6家、tea1家",
        ),
    ],
)
def test_one_line_says_whom_the_notice_meets_and_whom_it_does_not(
    mills: int, said_en: str, said_zh: str
) -> None:
    others = [works(f"W1{n}", industry="cement") for n in range(mills)]
    tea = [works("W9", industry="tea")] if mills > 1 else []
    season = season_of([works(), *others, *tea], [unit("F1")])
    (said,) = found(season, "STL-1")
    assert (said.subject, said.text.en, said.text.zh) == ("stl-2021-241", said_en, said_zh)
