"""Scores as people read them: each works' rank, its points by criterion, what one point more would need."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor, log10
from typing import NamedTuple

from scheduler.domain.race import Criterion, OneMore, Points, Score, Source
from scheduler.race.prepare import Prepared
from scheduler.report.words import in_lang

COLUMNS = (
    ("名次", "rank"),
    ("企业名称", "works"),
    ("得分", "total"),
    ("评分项", "criterion"),
    ("数值", "value"),
    ("本项得分", "points"),
    ("再得一分需", "one point more needs"),
)


class Scored(NamedTuple):
    """One works under one criterion."""

    score: Score
    criterion: Criterion
    found: Points


def ranked(prepared: Prepared) -> list[Score]:
    """Every works from the best rank down."""
    return sorted(prepared.scores, key=lambda score: score.rank)


def scored(prepared: Prepared, scores: Sequence[Score]) -> Iterator[Scored]:
    """Works one after the other, criterion by criterion."""
    criteria = {criterion.id: criterion for criterion in prepared.race.criteria}
    for score in scores:
        for found in score.points:
            yield Scored(score, criteria[found.criterion], found)


def score_rows(prepared: Prepared, scores: Sequence[Score], lang: str) -> Iterator[tuple[str, ...]]:
    """Cells of ``COLUMNS``."""
    for score, criterion, found in scored(prepared, scores):
        works = prepared.racing.season.enterprise_by_id[score.enterprise_id].name
        yield (
            str(score.rank),
            works,
            f"{float(score.total):.1f}",
            criterion.name[lang],
            _value_text(criterion, found.value, lang),
            f"{float(found.points):.1f} / {float(found.most):g}",
            _need_text(criterion, found, lang),
        )


def shown(criterion: Criterion, value: Fraction | None, lang: str) -> str | float | None:
    """A grade by its name, a mark as yes or no, else the number; ``None`` where it is missing."""
    if value is None:
        return None
    if criterion.source is Source.GRADE:
        return "/".join(grade for grade, counted in criterion.values.items() if counted == value)
    if criterion.source is Source.MARK:
        return in_lang(lang, "是", "yes") if value else in_lang(lang, "否", "no")
    return float(value)


def _value_text(criterion: Criterion, value: Fraction | None, lang: str) -> str:
    found = shown(criterion, value, lang)
    if found is None:
        return in_lang(lang, "缺", "missing")
    return found if isinstance(found, str) else f"{found:,.{_decimals(criterion)}f}"


def _need_text(criterion: Criterion, found: Points, lang: str) -> str:
    if found.points == found.most:
        return in_lang(lang, "满分", "nothing: all points")
    if found.one_more is None:
        return in_lang(lang, "无法再得", "no value gives it")
    return f"{_needed(criterion, found.one_more, lang)} (+{float(found.one_more.points):.3g})"


def _needed(criterion: Criterion, more: OneMore, lang: str) -> str:
    """The value, a number with its sign and rounded to the stricter side: what is shown gives the points."""
    found = shown(criterion, more.value, lang)
    if isinstance(found, str):
        return found
    decimals = _decimals(criterion)
    lower = criterion.better == "lower"
    rounded = Fraction((floor if lower else ceil)(more.value * 10**decimals), 10**decimals)
    return f"{'≤' if lower else '≥'} {float(rounded):,.{decimals}f}"


def _decimals(criterion: Criterion) -> int:
    """So many that a tenth of a point can be told apart; none where only whole numbers exist."""
    if criterion.whole:
        return 0
    worst, best = criterion.ends
    return max(0, ceil(-log10(abs(best - worst) / criterion.weight)) + 1)


def ties_text(prepared: Prepared, lang: str) -> str:
    """By which rule works with the same total are told apart."""
    names = {criterion.id: criterion.name[lang] for criterion in prepared.race.criteria}
    ties = [names[name] for name in prepared.race.ties]
    if not ties:
        return in_lang(lang, "总分相同者名次并列", "equal totals share a rank")
    return in_lang(
        lang,
        f"总分相同者依次比较{'、'.join(ties)}得分，仍相同者名次并列",
        f"equal totals go by points for {', then '.join(ties)}; who is still equal shares the rank",
    )


def heads(lang: str) -> Sequence[str]:
    """The headings of ``COLUMNS`` in one language."""
    return [in_lang(lang, *pair) for pair in COLUMNS]
