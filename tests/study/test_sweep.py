"""Many variants: failures are rows, what was answered is not asked again, workers may die."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster

import scheduler
from scheduler.domain.scenario import Scenario
from scheduler.solve.executors import HERE, InThisProcess, LocalProcesses, opened
from scheduler.study.work import LOST
from tests.study.deadly import Deadly, DeadlyOnce

QUICK: dict[str, Any] = {"gap": 1.0, "time_limit_s": 60}
"""Any plan will do."""


@pytest.fixture
def variants(small: Scenario) -> dict[str, Scenario]:
    """Two seasons that can be planned, and one in which grade C stops whole: ovens cannot follow (T-7)."""
    everything = scheduler.ParametersChanged(policy="tutorial-notice", values={"grade_shares": {"C": 1}})
    return {
        "base": small,
        "all of C": small.change(everything),
        "grade/B": small.change(scheduler.GradeGiven(works="S2", grade="B")),
    }


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two workers; a task with which two workers died is given up."""
    few = dask.config.set({"distributed.scheduler.allowed-failures": 1})
    with few, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running.scheduler_address


class Counting(InThisProcess):
    """Counts what it is asked, and breaks off after some."""

    def __init__(self, most: int = 99) -> None:
        self.asked: list[str] = []
        self.most = most

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if len(self.asked) == self.most:
            raise KeyboardInterrupt
        self.asked.append(args[0])
        return super().submit(fn, *args, **kwargs)


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


def test_a_variant_without_a_plan_is_a_row_with_its_reason(
    variants: dict[str, Scenario], tmp_path: Path
) -> None:
    found = scheduler.sweep(variants, tmp_path / "sweep", place=HERE, **QUICK)
    frame = found.to_frame()
    assert list(frame.index) == ["base", "all of C", "grade/B"]
    assert list(frame.failure) == ["", "NoPlanExists", ""]
    assert "T-7" in frame.reason["all of C"]
    assert frame.total_yuan.notna().tolist() == [True, False, True]
    plan = found.plan("grade/B")
    assert plan.objective_yuan == frame.total_yuan["grade/B"]
    assert plan.scenario.changes[-1].change == "grade"
    assert list(found.compare().plans) == ["base", "grade/B"]
    assert "T-7" in found.compare().failures["all of C"]
    assert "grade/B" in found._repr_html_()
    with pytest.raises(ValueError, match="has no plan"):
        found.plan("all of C")


@pytest.mark.parametrize(
    ("lang", "row", "reason"),
    [("zh", "元，差距", "不存在可行方案"), ("en", "yuan, gap", "No plan can exist")],
)
def test_the_bar_and_the_reasons_speak_the_language_asked_for(
    variants: dict[str, Scenario], capfd: pytest.CaptureFixture[str], lang: str, row: str, reason: str
) -> None:
    found = scheduler.compare(variants, lang=lang, **QUICK)
    assert reason in found.failures["all of C"]
    assert row in capfd.readouterr().err


def test_a_broken_sweep_goes_on_where_it_was(variants: dict[str, Scenario], tmp_path: Path) -> None:
    folder = tmp_path / "sweep"
    with pytest.raises(KeyboardInterrupt):
        scheduler.sweep(variants, folder, place=Counting(most=2), **QUICK)
    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(written) == {"base.json", "all of C.json"}
    rest = Counting()
    found = scheduler.sweep(variants, folder, place=rest, **QUICK)
    assert rest.asked == ["grade/B"]
    assert list(found.answers) == list(variants)
    assert {name: (folder / name).read_bytes() for name in written} == written
    assert found.answers["base"].figures == found.plan("base").figures


def test_answers_to_something_else_are_not_taken(variants: dict[str, Scenario], tmp_path: Path) -> None:
    one = {"base": variants["all of C"]}
    scheduler.sweep(one, tmp_path, place=HERE, **QUICK)
    with pytest.raises(scheduler.InputError, match="answers base of another scenario"):
        scheduler.sweep({"base": variants["base"]}, tmp_path, place=HERE, **QUICK)
    with pytest.raises(scheduler.InputError, match="answers base of other settings"):
        scheduler.sweep(one, tmp_path, place=HERE, **{**QUICK, "seed": 7})
    (tmp_path / "base.json").write_text("{}", encoding="utf-8")
    with pytest.raises(scheduler.InputError, match="is no answer of a sweep"):
        scheduler.sweep(one, tmp_path, place=HERE, **QUICK)


def test_a_setting_out_of_range_is_bad_input(variants: dict[str, Scenario], tmp_path: Path) -> None:
    with pytest.raises(scheduler.InputError, match="gap"):
        scheduler.sweep(variants, tmp_path / "sweep", gap=-1)
    assert not (tmp_path / "sweep").exists()


# ── workers that die ─────────────────────────────────────────────────────────────────────────────


def test_a_process_that_dies_takes_only_its_own_variant(
    variants: dict[str, Scenario], tmp_path: Path
) -> None:
    given = {"deadly": Deadly.model_validate(dict(variants["base"])), "base": variants["base"]}
    found = scheduler.sweep(given, tmp_path, processes=2, **QUICK)
    assert [answer.failure for answer in found.answers.values()] == [LOST, ""]
    assert not (tmp_path / "deadly.json").exists()  # and is tried again
    again = Counting()
    scheduler.sweep(given, tmp_path, place=again, **QUICK)
    assert again.asked == ["deadly"]


def test_a_cluster_answers_the_same_though_a_worker_dies(
    variants: dict[str, Scenario], cluster: str, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    fields = dict(variants["grade/B"])
    given = {**variants, "grade/B": DeadlyOnce.model_validate({**fields, "mark": mark})}
    found = scheduler.sweep(given, tmp_path / "sweep", place=cluster, reproducible=True, **QUICK)
    assert mark.exists()
    assert [answer.failure for answer in found.answers.values()] == ["", "NoPlanExists", ""]
    here = scheduler.compare({"base": variants["base"]}, reproducible=True, workers=1, **QUICK)
    assert found.plan("base").plan == here.plans["base"].plan


def test_a_variant_that_ends_every_worker_is_given_up_and_the_others_go_on(
    variants: dict[str, Scenario], cluster: str, tmp_path: Path
) -> None:
    given = {"deadly": Deadly.model_validate(dict(variants["base"])), "base": variants["base"]}
    found = scheduler.sweep(given, tmp_path, place=cluster, **QUICK)
    assert [answer.failure for answer in found.answers.values()] == [LOST, ""]
    assert "KilledWorker" in found.failures["deadly"]


# ── where work is done ───────────────────────────────────────────────────────────────────────────


def test_processes_of_this_machine_do_what_they_are_given() -> None:
    with LocalProcesses(2) as pool:
        assert list(pool.map(abs, [-1, 2, -3])) == [1, 2, 3]
        with pytest.raises(ValueError, match="nonsense"):
            pool.submit(int, "nonsense").result()


def test_an_executor_that_was_given_is_left_open() -> None:
    mine = InThisProcess()
    with opened(mine) as executor:
        assert executor is mine
    assert mine.submit(abs, -1).result() == 1


def test_an_address_where_nobody_answers_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    with pytest.raises(scheduler.InputError, match="no cluster answers"), opened("nowhere"):
        pass
