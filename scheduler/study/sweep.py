"""Any number of variants planned on many processes; answers are kept as they come, to go on from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pydantic import ValidationError

from scheduler import api
from scheduler.comparison import Comparison
from scheduler.domain.scenario import Scenario
from scheduler.errors import Fault, InputError
from scheduler.files.folder import written_whole
from scheduler.report.sweep_frame import sweep_frame
from scheduler.results import PlanResult
from scheduler.solve.executors import Place
from scheduler.solve.settings import Settings
from scheduler.study.answer import Answer
from scheduler.study.work import LOST, planned

if TYPE_CHECKING:
    import pandas as pd

ENDING = ".json"


@dataclass(frozen=True, repr=False)
class Sweep:
    """The answers to variants, in the order in which these were given."""

    scenarios: Mapping[str, Scenario]
    answers: Mapping[str, Answer]

    def to_frame(self) -> "pd.DataFrame":
        """A row for each variant: its figures, or the reason why it has no plan."""
        return sweep_frame({name: (a.figures, a.failure, a.reason) for name, a in self.answers.items()})

    @property
    def failures(self) -> dict[str, str]:
        """Variant to the reason why it has no plan."""
        return {name: found.reason for name, found in self.answers.items() if found.failure}

    def plan(self, name: str) -> PlanResult:
        """The plan of one variant.

        Raises:
            KeyError: for a variant that was not swept.
            ValueError: where it has no plan.
        """
        return self.answers[name].plan(self.scenarios[name])

    def compare(self, *names: str) -> Comparison:
        """Some variants side by side, or all; the first is the base."""
        chosen = names or tuple(self.answers)
        plans = {name: self.plan(name) for name in chosen if not self.answers[name].failure}
        return Comparison(plans, {name: self.failures[name] for name in chosen if name in self.failures})

    def to_dict(self) -> dict[str, Any]:
        """What a program reads, by name of the variant."""
        return {
            name: found.model_dump(mode="json", include={"digest", "failure", "reason", "figures"})
            for name, found in self.answers.items()
        }

    def __repr__(self) -> str:
        return f"<Sweep of {len(self.answers)} variants, {len(self.failures)} without a plan>"

    def _repr_html_(self) -> str:
        table: str = self.to_frame().to_html(float_format="{:,.0f}".format, na_rep="–")
        return table


def sweep(
    variants: Mapping[str, Scenario],
    folder: str | Path,
    *,
    place: Place = None,
    processes: int | None = None,
    workers: int = 1,
    lang: str = "zh",
    **settings: Any,
) -> Sweep:
    """Plan every variant, and keep each answer in ``folder`` as it comes: one file each, never rewritten.

    Called again with the same folder it goes on where it was broken off. A variant without a plan is a row
    with its reason; one whose worker died is a row too, but has no file and is tried again then.

    Args:
        place: ``None``, processes of this machine; an executor; the address of a Dask cluster (``tcp://…``).
        processes: of this machine; left out, as many as it has cores.
        workers: threads of the solver in each.
        lang: of the bar's words and of the reasons; an answer that is kept keeps the language it came in.
        settings: of ``scheduler.plan``: ``time_limit_s``, ``gap``, ``seed``, ``reproducible``.

    Raises:
        InputError: for a setting out of range, a folder that holds other answers under these names, or where
            no cluster answers.
    """
    chosen = api.settings_of(workers=workers, **settings)
    home = Path(folder)
    answers = _kept(home, variants, chosen)
    home.mkdir(parents=True, exist_ok=True)
    left = {name: scenario for name, scenario in variants.items() if name not in answers}
    for found in planned(left, chosen, place, lang, processes):
        if found.failure != LOST:
            written_whole(_file(home, found.variant), found.model_dump_json(indent=1, exclude_none=True))
        answers[found.variant] = found
    return Sweep(dict(variants), {name: answers[name] for name in variants})


def _file(home: Path, name: str) -> Path:
    """Any name makes a file name, each its own."""
    return home / f"{quote(name, safe=' ')}{ENDING}"


def _kept(home: Path, variants: Mapping[str, Scenario], settings: Settings) -> dict[str, Answer]:
    """Answers of an earlier sweep.

    Raises:
        InputError: for every file that answers something else.
    """
    kept: dict[str, Answer] = {}
    faults: list[Fault] = []
    for name, scenario in variants.items():
        file = _file(home, name)
        if not file.exists():
            continue
        try:
            kept[name] = Answer.model_validate_json(file.read_bytes())
        except ValidationError:
            faults.append(Fault("is no answer of a sweep", str(file), maybe="give another folder"))
            continue
        if (kept[name].digest, kept[name].settings) != (scenario.digest, settings):
            what = "another scenario" if kept[name].digest != scenario.digest else "other settings"
            faults.append(Fault(f"answers {name} of {what}", str(file), maybe="give another folder"))
    if faults:
        raise InputError(faults)
    return kept
