"""A scenario folder is read whole, and everything wrong with it is said at once."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from scheduler.domain.calendar import DayRange
from scheduler.domain.objective import DEFAULT_OBJECTIVE, LostMargin, UnplacedMaintenance
from scheduler.domain.parameter import RegionLevel
from scheduler.domain.unit import Process
from scheduler.errors import Fault
from scheduler.files.policy import library_ids, load_policy
from scheduler.files.scenario import read_scenario
from tests.files.folders import (
    LOCAL_NOTICE,
    SCENARIO,
    Tables,
    faults_of,
    only_fault,
    scenario_folder,
    tables,
    with_cell,
)

HORIZON = "horizon: {first: 2021-11-15, last: 2022-01-15}\n"


def test_a_scenario_with_everything_left_out_that_can_be(tmp_path: Path) -> None:
    found = read_scenario(scenario_folder(tmp_path))
    assert (found.name, found.title.zh) == ("small", "小例")
    assert found.horizon == DayRange(first=date(2021, 11, 15), last=date(2022, 3, 15))
    assert found.parameters["stl-2021-241"]["grade_shares"]["B-"] == Fraction(7, 20)
    assert found.parameters["stl-2021-241"]["reference_cities"] is False
    assert found.objective == DEFAULT_OBJECTIVE
    assert found.attribution == "Made up for the tests."
    assert len(found.units) == 3
    assert found.defaulted


def test_wishes_of_the_planner(tmp_path: Path) -> None:
    wishes = HORIZON + (
        "rotation: {process: blast_furnace, band: 0.10, changeovers_per_day: 4, changeover_days: xun}\n"
        "limits: {largest_excess_burden: 0.05}\n"
        "objective: [{term: lost_margin, weight: 2}]\n"
    )
    found = read_scenario(scenario_folder(tmp_path, SCENARIO + wishes))
    assert found.horizon.last == date(2022, 1, 15)
    assert (found.rotation[0].process, found.rotation[0].band) == (Process.BLAST_FURNACE, Fraction(1, 10))
    assert found.limits.largest_excess_burden == Fraction(1, 20)
    assert found.objective == (LostMargin(weight=2),)


def test_the_digest_names_the_input(tmp_path: Path) -> None:
    first = read_scenario(scenario_folder(tmp_path / "one")).digest
    again = read_scenario(scenario_folder(tmp_path / "two")).digest
    changed = with_cell(tables(), "units", 0, capacity_t_per_day=3001)
    other = read_scenario(scenario_folder(tmp_path / "three", rows=changed)).digest
    assert len(first) == 64
    assert first == again != other


class Case(NamedTuple):
    """A file with ``old`` replaced by ``new``, and the fault that this must give."""

    old: str
    new: str
    key: str
    says: str
    maybe: str = ""
    line: int | None = None

    def holds_for(self, faults: Sequence[Fault], text: str) -> None:
        """One fault has the key and the words, and its line is the one that is wrong."""
        found = [fault for fault in faults if fault.key == self.key]
        assert len(found) == 1, "\n".join(map(str, faults))
        (fault,) = found
        assert self.says in fault.message
        assert self.maybe in fault.maybe
        assert fault.line is not None
        wrong = self.new.splitlines()[0].strip()
        assert fault.line == self.line or wrong in text.splitlines()[fault.line - 1]


SHARES = "parameters.stl-2021-241.grade_shares"
MARKS = "parameters.stl-2021-241.mark_increments"

SCENARIO_CASES = [
    Case("name: small", "nmae: small", "nmae", "key is not known here", "name"),
    Case("en: Small", "En: Small", "title.En", "key is not known here", "en"),
    Case("name: small", "name: [small]", "name", "is not text"),
    Case("C: 0.40", "C: 40", f"{SHARES}.C", "is not a share", "0.4"),
    Case("C: 0.40", "C: 0.20", f"{SHARES}.C", "a worse grade never owes less (STL-5)", "0.35"),
    Case("B: 0.30, B-: 0.35,", "B: 0.30,", f"{SHARES}.B-", "is missing", "add it"),
    Case("violation:", "violatoin:", f"{MARKS}.violatoin", "is not known", "violation"),
    Case("stl-2021-241]", "stl-2021-242]", "policies.0", "is no policy of the library", "stl-2021-241"),
    Case("  stl-2021-241:", "  stl-2021:", "parameters.stl-2021", "is no policy of this", "stl-2021-241"),
    Case("title:", "variants: [grade]\ntitle:", "variants", "is not a mapping"),
    Case("title:", "inventory: tables\ntitle:", "inventory", "is not there", "tables"),
    Case("title:", "name: twice\ntitle:", "name", "key name is there twice, first on line 1"),
    Case("small", "!!python/name:os.system small", "name", "tag !!python/name:os.system is refused"),
    Case(
        "title:",
        "objective: [{term: lost_margins}]\ntitle:",
        "objective.0",
        "is not one of the names known here",
        "lost_margin",
    ),
    Case(
        "title:",
        "limits: {largest_excess_burden: 5}\ntitle:",
        "limits.largest_excess_burden",
        "is not a share between 0 and 1",
        "0.05",
    ),
    Case(
        "title:",
        "horizon: {first: 2022-01-01, last: 2021-01-01}\ntitle:",
        "horizon",
        "ends on 2021-01-01, before it begins",
    ),
]


@pytest.mark.parametrize("case", SCENARIO_CASES, ids=lambda case: case.new)
def test_a_fault_of_the_scenario_names_its_line(tmp_path: Path, case: Case) -> None:
    text = SCENARIO.replace(case.old, case.new, 1)
    folder = scenario_folder(tmp_path, text)
    case.holds_for(faults_of(lambda: read_scenario(folder)), text)


def test_missing_parameters_are_asked_for_by_name(tmp_path: Path) -> None:
    text = SCENARIO[: SCENARIO.index("parameters:")]
    faults = faults_of(lambda: read_scenario(scenario_folder(tmp_path, text)))
    names = {fault.key.removeprefix("parameters.stl-2021-241.") for fault in faults}
    assert names == {"annual_ceiling_t", "grade_shares", "mark_increments"}
    assert all(fault.message.startswith("is missing (STL-") for fault in faults)


def test_faults_of_scenario_notice_parameters_and_inventory_come_together(tmp_path: Path) -> None:
    notice = notice_text().replace(
        "id: stage2, window: {first: 2022-01-01", "id: stage2, window: {first: 2021-12-31"
    )
    text = SCENARIO.replace("[stl-2021-241]", "[stl-2021-241, local.yaml]").replace("D: 0.50", "D: 50")
    folder = scenario_folder(
        tmp_path, text + "colour: red\n", with_cell(tables(), "units", 0, process="furnace")
    )
    (folder / "local.yaml").write_text(notice, encoding="utf-8")
    faults = faults_of(lambda: read_scenario(folder))
    where = {(Path(fault.file).name, fault.key or fault.column) for fault in faults}
    assert where == {
        ("scenario.yaml", "colour"),
        ("scenario.yaml", "parameters.stl-2021-241.grade_shares.D"),
        ("local.yaml", "stages"),
        ("units.csv", "process"),
    }


def test_outputs_of_a_stage_that_no_notice_has(tmp_path: Path) -> None:
    rows = with_cell(tables(), "enterprises", 0, output_last_year_stage3_t=5)
    fault = only_fault(lambda: read_scenario(scenario_folder(tmp_path, rows=rows)))
    assert fault.column == "output_last_year_stage3_t"
    assert fault.maybe == "one of output_last_year_stage1_t, output_last_year_stage2_t"


def test_a_unit_that_is_said_to_stand_only_later(tmp_path: Path) -> None:
    rows = with_cell(tables(), "units", 0, off_since="2021-11-15")
    fault = only_fault(lambda: read_scenario(scenario_folder(tmp_path, rows=rows)))
    assert (fault.column, fault.value) == ("off_since", "2021-11-15")


# ── several notices ──────────────────────────────────────────────────────────────────────────────


def with_local_notice(folder: Path, text: str = "", rows: Tables | None = None, notice: str = "") -> Path:
    """The small scenario under its notice and a local one of every winter."""
    both = SCENARIO.replace("[stl-2021-241]", "[stl-2021-241, local.yaml]")
    made = scenario_folder(folder, both + text, rows)
    (made / "local.yaml").write_text(notice or LOCAL_NOTICE, encoding="utf-8")
    return made


@pytest.mark.parametrize("typed", ["own_port", "自有码头"])
def test_a_mark_that_only_a_notice_describes(tmp_path: Path, typed: str) -> None:
    rows = with_cell(tables(), "enterprises", 0, marks=f"{typed}；violation")
    rows["events"] = [{"enterprise_id": "W2", "day": "2021-12-01", "kind": "mark_won", "value": typed}]
    found = read_scenario(with_local_notice(tmp_path / "known", HORIZON, rows))
    assert found.enterprises[0].marks == {"own_port", "violation"}
    assert found.events[0].value == "own_port"
    work, event = faults_of(lambda: read_scenario(scenario_folder(tmp_path / "unknown", rows=rows)))
    assert (work.row, work.column, event.row, event.column) == (2, "marks", 2, "value")
    assert (
        work.message == f"{typed} is a mark that neither the library nor a notice of the scenario describes"
    )


def test_a_mark_near_one_of_a_notice(tmp_path: Path) -> None:
    rows = with_cell(tables(), "enterprises", 1, marks="own_prot")
    fault = only_fault(lambda: read_scenario(with_local_notice(tmp_path, HORIZON, rows)))
    assert (Path(fault.file).name, fault.row, fault.column) == ("enterprises.csv", 3, "marks")
    assert fault.maybe == "own_port"


def test_no_mark_is_refused_while_a_notice_cannot_be_read(tmp_path: Path) -> None:
    rows = with_cell(tables(), "enterprises", 1, marks="own_port")
    broken = LOCAL_NOTICE.replace("industries", "industry")
    faults = faults_of(lambda: read_scenario(with_local_notice(tmp_path, HORIZON, rows, broken)))
    assert {Path(fault.file).name for fault in faults} == {"local.yaml"}


def test_a_notice_of_every_year_needs_a_horizon(tmp_path: Path) -> None:
    fault = only_fault(lambda: read_scenario(with_local_notice(tmp_path)))
    assert (fault.key, fault.message) == ("horizon", "is missing: the stages of local come every year")
    assert fault.maybe == "written as horizon: {first: 2021-11-15, last: 2022-03-15}"


def test_outputs_belong_to_the_stages_that_works_have_within_the_horizon(tmp_path: Path) -> None:
    horizon = "horizon: {first: 2021-11-15, last: 2022-12-31}\n"
    rows = with_cell(tables(), "enterprises", 0, **{"output_last_year_winter-2022_t": 5})
    found = read_scenario(with_local_notice(tmp_path / "two winters", horizon, rows))
    assert found.enterprises[0].output_last_year_t == {"winter-2022": 5}
    fault = only_fault(lambda: read_scenario(with_local_notice(tmp_path / "one", HORIZON, rows)))
    assert fault.message == "no notice of the scenario has a stage winter-2022"
    assert fault.maybe == "output_last_year_winter_t"


def test_rotation_by_province_and_the_price_of_maintenance_without_a_place(tmp_path: Path) -> None:
    wishes = (
        "rotation: {process: blast_furnace, by: province, band: 0.1}\n"
        "objective: [{term: unplaced_maintenance, yuan_per_job: 5}]\n"
    )
    found = read_scenario(scenario_folder(tmp_path, SCENARIO + wishes))
    assert found.rotation[0].by is RegionLevel.PROVINCE
    assert found.objective == (UnplacedMaintenance(yuan_per_job=5),)


def test_supply_is_part_of_the_scenario(tmp_path: Path) -> None:
    rows = tables() | {
        "demand": [{"product": "sinter", "region": "邯郸", "week": "2021-W47", "floor_t": 5}],
        "routes": [],
        "maintenance": [{"unit_id": "W1-BF1", "days": 3, "earliest": "2021-12-01", "latest": "2021-12-03"}],
    }
    found = read_scenario(scenario_folder(tmp_path, rows=rows))
    assert [need.product for need in found.demand] == ["sinter"]
    assert found.routes == ()
    assert [job.days for job in found.maintenance] == [3]


# ── what is not there ────────────────────────────────────────────────────────────────────────────


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    fault = only_fault(lambda: read_scenario(tmp_path / "nowhere"))
    assert "nowhere" in fault.file
    assert "can't be read" in fault.message


def test_a_scenario_that_is_no_mapping(tmp_path: Path) -> None:
    assert faults_of(lambda: read_scenario(scenario_folder(tmp_path, "- one\n- two\n")))


# ── notices ──────────────────────────────────────────────────────────────────────────────────────


def notice_text() -> str:
    return (Path(__file__).parents[2] / "scheduler/policies/stl-2021-241.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("policy_id", library_ids())
def test_every_notice_of_the_library_loads_under_its_own_id(policy_id: str) -> None:
    assert load_policy(policy_id).id == policy_id


NOTICE_CASES = [
    Case(
        "first: 2022-01-01",
        "first: 2021-12-31",
        "stages",
        "stages stage1 and stage2 overlap",
        line=1 + notice_text().splitlines().index("stages:"),
    ),
    Case("cut: 0.30", "cut: 30", "measures.6.cut", "is not a share between 0 and 1", "0.30"),
    Case("cut: 0.30", "cutt: 0.30", "measures.6.cutt", "key is not known here", "cut"),
    Case("two_states", "two_state", "measures.7", "is not one of the names known here", "two_states"),
    Case("drivers: blast", "drivers: bast", "measures.8.drivers", "is not one of", "blast_furnace"),
    Case("first: 2021-11-15", "first: 2021-11-31", "stages.0.window.first", "is not a value that exists"),
]


@pytest.mark.parametrize("case", NOTICE_CASES, ids=lambda case: case.new)
def test_a_fault_of_a_notice_names_its_line(tmp_path: Path, case: Case) -> None:
    text = notice_text().replace(case.old, case.new, 1)
    (tmp_path / "notice.yaml").write_text(text, encoding="utf-8")
    case.holds_for(faults_of(lambda: load_policy("notice.yaml", tmp_path)), text)


def test_grade_shares_out_of_order_in_a_notice_are_rejected_with_their_line(tmp_path: Path) -> None:
    shares = "keys: [B, B-, C, D]\n    default: {B: 0.30, B-: 0.35, C: 0.20, D: 0.50}"
    text = notice_text().replace("keys: [B, B-, C, D]", shares)
    (tmp_path / "notice.yaml").write_text(text, encoding="utf-8")
    fault = only_fault(lambda: load_policy("notice.yaml", tmp_path))
    assert fault.line is not None
    assert "C: 0.20" in text.splitlines()[fault.line - 1]
    assert "STL-5" in fault.message
