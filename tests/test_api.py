"""What a notebook calls, on the tutorial and on Handan's plan made by hand."""

from pathlib import Path

import pytest

import scheduler
from scheduler import api
from scheduler.domain.plan import Progress, Status, Verification
from scheduler.errors import OutputExists
from tests.tutorial import ALL_OF_GRADE_C, HANDAN, TUTORIAL, tutorial_with


@pytest.fixture(scope="module")
def told() -> list[Progress]:
    return []


@pytest.fixture(scope="module")
def planned(told: list[Progress]) -> scheduler.PlanResult:
    scenario = scheduler.read(TUTORIAL)
    return scheduler.plan(scenario, gap=0, time_limit_s=60, on_progress=told.append)


# ── a plan ───────────────────────────────────────────────────────────────────────────────────────


def test_the_tutorial_is_planned_at_the_cost_its_readme_gives(planned: scheduler.PlanResult) -> None:
    assert f"**{planned.objective_yuan:,} yuan**" in (TUTORIAL / "README.md").read_text(encoding="utf-8")
    assert planned.status is Status.OPTIMAL
    assert (planned.bound_yuan, planned.gap) == (planned.objective_yuan, 0)
    assert not planned.verification.broken


def test_progress_ends_with_what_was_found(planned: scheduler.PlanResult, told: list[Progress]) -> None:
    assert told[-1].objective_yuan == planned.objective_yuan
    assert told[-1].bound_yuan == planned.bound_yuan


def test_tables_hold_what_the_readme_follows_by_hand(planned: scheduler.PlanResult) -> None:
    """11,700 t of hot metal stop in stage 1, 16,400 t in stage 2."""
    assert float(planned.avoided_t) == 28_100
    furnaces = planned.stops[planned.stops.process == "blast_furnace"]
    assert furnaces.avoided_t.sum() == 28_100
    assert set(furnaces.unit_id) == {"S1-BF2", "S2-BF1", "S3-BF1"}
    assert planned.obligations.met.all()
    assert len(planned.daily.day.unique()) == 15
    assert list(planned.works.owed_share) == [0.25, 0.25, 0.4, 0.4, 0, 0]
    assert planned.enterprise("S2").days_stopped[0] == 7
    with pytest.raises(KeyError):
        planned.enterprise("S9")


def test_a_notebook_sees_the_status_with_bound_and_gap(planned: scheduler.PlanResult) -> None:
    assert repr(planned).startswith(f"<PlanResult of tutorial: optimal, {planned.objective_yuan:,} yuan")
    assert "gap 0.00%" in planned._repr_html_()
    assert "样例甲钢" in planned._repr_html_()
    assert planned.gantt().axes
    assert planned.convergence()._repr_png_().startswith(b"\x89PNG")


def test_a_saved_plan_reads_back_as_the_same(planned: scheduler.PlanResult, tmp_path: Path) -> None:
    folder = planned.save(tmp_path / "plan")
    again = scheduler.measure(planned.scenario, folder)
    assert set(again.plan.stops) == set(planned.plan.stops)
    assert again.plan.loads == planned.plan.loads
    assert again.verification == planned.verification
    with pytest.raises(OutputExists):
        planned.save(folder)
    planned.save(folder, overwrite=True, lang="en")


# ── before a plan ────────────────────────────────────────────────────────────────────────────────


def test_a_check_says_what_is_owed() -> None:
    checked = scheduler.check(scheduler.read(TUTORIAL))
    owed = checked.to_frame("en").set_index(["clause", "subject", "first_day"]).sort_index()
    assert not checked.impossible
    assert "at least 40 %" in owed.loc[("T-5", "S2", "2021-11-22")].sentence
    assert checked.to_dict()["possible"] is True


def test_a_setting_out_of_range_is_bad_input() -> None:
    with pytest.raises(scheduler.InputError, match=r"time_limit_s.*-1"):
        scheduler.plan(scheduler.read(TUTORIAL), time_limit_s=-1)


# ── no plan ──────────────────────────────────────────────────────────────────────────────────────


def test_what_arithmetic_rules_out_is_explained_without_looking_for_a_plan(tmp_path: Path) -> None:
    told: list[Progress] = []
    with pytest.raises(scheduler.NoPlanExists) as caught:
        scheduler.plan(scheduler.read(tutorial_with(tmp_path, ALL_OF_GRADE_C)), on_progress=told.append)
    assert [now.phase for now in told] == ["explain"]
    assert caught.value.clauses == ("T-5", "T-7")
    assert "coke_oven can reduce by at most ≈ 58.33 %" in str(caught.value)


# ── plans that the checker refuses ───────────────────────────────────────────────────────────────


def test_a_plan_that_breaks_something_is_kept_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = api.verify

    def spoiled(*arguments: object) -> Verification:
        found = real(*arguments)  # type: ignore[arg-type]
        first = found.measured[0].model_copy(update={"met": False})
        return found.model_copy(update={"measured": (first, *found.measured[1:])})

    monkeypatch.setattr(api, "verify", spoiled)
    with pytest.raises(scheduler.PlanRejected) as caught:
        scheduler.plan(scheduler.read(TUTORIAL), keep_rejected=tmp_path / "plan.rejected")
    assert len(caught.value.findings) == 1
    assert (tmp_path / "plan.rejected" / "stops.csv").exists()


def test_a_plan_that_costs_a_yuan_more_than_the_solver_says_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = api.verify

    def dearer(*arguments: object) -> Verification:
        found = real(*arguments)  # type: ignore[arg-type]
        cost = found.cost_yuan | {"restart_cost": found.cost_yuan["restart_cost"] + 1}
        return found.model_copy(update={"cost_yuan": cost})

    monkeypatch.setattr(api, "verify", dearer)
    with pytest.raises(scheduler.PlanRejected, match="restart_cost: 1454001 yuan by the checker, 1454000"):
        scheduler.plan(scheduler.read(TUTORIAL))


# ── plans side by side ───────────────────────────────────────────────────────────────────────────


def test_a_plan_made_by_hand_is_measured_and_stands_beside_another() -> None:
    scenario = scheduler.read(HANDAN)
    by_hand = scheduler.measure(scenario, HANDAN / "hand-plan")
    again = scheduler.measure(scenario, HANDAN / "hand-plan")
    compared = scheduler.compare({"by hand": by_hand, "again": again})
    frame = compared.to_frame()
    assert list(frame.columns) == ["by hand", "again"]
    assert frame.loc["broken", "by hand"] == len(by_hand.verification.broken) > 0
    assert frame.loc["total_yuan", "by hand"] == by_hand.verification.total_yuan
    stops = by_hand.stops
    assert frame.loc["avoided_t", "again"] == stops[stops.process == "blast_furnace"].avoided_t.sum()
    assert "by hand" in compared._repr_html_()
