"""Variants given to an executor, and their answers as they come."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed

from scheduler.domain.scenario import Scenario
from scheduler.report.progress import steps
from scheduler.solve.executors import Place, opened
from scheduler.solve.settings import Settings
from scheduler.study.answer import Answer, answer

LOST = "WorkerLost"
"""The kind of failure where no answer came: the process died, or broke in a way that nobody foresaw."""


def planned(
    variants: Mapping[str, Scenario],
    settings: Settings,
    place: Place,
    lang: str,
    processes: int | None = None,
) -> Iterator[Answer]:
    """The answer to each variant as it comes, with a bar of how many are done; words are in ``lang``.

    Raises:
        InputError: where no cluster answers.
        KeyboardInterrupt: after Ctrl-C; what has not begun is not begun, what was cut short is no answer.
    """
    if not variants:
        return
    with opened(place, processes) as executor, steps(len(variants)) as tick:
        for found in _answers(variants, settings, executor, lang):
            tick(found.line(lang))
            yield found


def _answers(
    variants: Mapping[str, Scenario], settings: Settings, executor: Executor, lang: str
) -> Iterator[Answer]:
    """A variant whose worker dies is answered so; the others go on."""
    pending: dict[Future[Answer], str] = {}
    try:
        for name, scenario in variants.items():
            future = executor.submit(answer, name, scenario, settings, lang)
            pending[future] = name
            if future.done():  # as in an executor that works when it is asked
                yield _result(pending.pop(future), scenario, settings, future, lang)
        for future in as_completed(pending):
            name = pending[future]
            yield _result(name, variants[name], settings, future, lang)
    finally:
        for future in pending:
            future.cancel()


def _result(name: str, scenario: Scenario, settings: Settings, future: Future[Answer], lang: str) -> Answer:
    error = future.exception()
    if error is None:
        found = future.result()
        if found.solution is not None and found.solution.interrupted:
            raise KeyboardInterrupt
        return found
    failed = Answer.failed(name, scenario, settings, error, lang)
    return failed.model_copy(update={"failure": LOST, "reason": f"{failed.failure}: {failed.reason}"})
