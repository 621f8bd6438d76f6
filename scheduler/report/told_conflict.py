"""What is found when a season has no plan, said in sentences: what collides, and what would have to give."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.report.quantities import quantity
from scheduler.report.sentences import say, subject_name
from scheduler.report.words import KIND_NAMES, in_lang, per_cent
from scheduler.why.values import Answer, Conflict, Proof, WayOut, WhyNot

_PROOFS = {
    Proof.ARITHMETIC: Text(zh="算术", en="by arithmetic"),
    Proof.TOTALS: Text(zh="总量", en="on totals"),
    Proof.DAYS: Text(zh="逐日", en="by day"),
}
MOST_ALIKE = 3
"""Obligations of one clause and kind that are said each; of more the last sentence tells the number."""


class Said(NamedTuple):
    """One line of a conflict."""

    clause: str
    sentence: str
    ground: str


class Given(NamedTuple):
    """One line of a way out."""

    clause: str
    sentence: str
    asked: str
    left: str


def headline(found: WhyNot, lang: str) -> str:
    """'No plan can exist: at least 2 conflicts' and the like; what is but suspected is said to be."""
    suspected = sum(not conflict.proved for conflict in found.conflicts)
    match found.answer:
        case Answer.POSSIBLE:
            return in_lang(lang, "本季有可行方案：没有冲突", "The season has a plan: nothing collides")
        case Answer.OPEN:
            zh = "规定时间内既未找到方案，也未证明无解"
            en = "In the time given neither a plan nor a proof that there is none"
            return in_lang(lang, zh, en) + _suspected(suspected, lang)
    proved = len(found.conflicts) - suspected
    none = in_lang(lang, "本季不存在可行方案", "No plan can exist")
    if not proved:
        return none + _suspected(suspected, lang)
    conflicts = f"{proved} conflict{'s' if proved > 1 else ''}"
    zh, en = f"：至少{proved}组冲突", f": at least {conflicts}"
    if found.all_found:
        zh, en = f"：{proved}组冲突，别无其他", f": {conflicts} and no other"
    return none + in_lang(lang, zh, en) + _suspected(suspected, lang)


def _suspected(number: int, lang: str) -> str:
    zh, en = f"；疑似冲突{number}组，未再次证明", f"; {number} suspected, not proved a second time"
    return in_lang(lang, zh, en) if number else ""


def conflict_title(conflict: Conflict, number: int, lang: str) -> str:
    """How many obligations collide, whether each is needed, and how it was proved."""
    owed, doubtful = len(conflict.obligations), len(conflict.doubtful)
    needed = in_lang(lang, "缺一不可", "none can be left out")
    if doubtful:
        zh = f"其中{doubtful}项是否必需，时间内未能判定"
        needed = in_lang(lang, zh, f"of {doubtful} the time did not tell whether they are needed")
    told = f"{needed}{in_lang(lang, '；', '; ')}{_proved(conflict, lang)}"
    if not conflict.proved:
        zh = f"疑似冲突{number}：{owed}项义务看来不能同时满足（{told}）"
        en = f"Suspected conflict {number}: {owed} obligations seem not to hold together ({told})"
        return in_lang(lang, zh, en)
    zh = f"冲突{number}：{owed}项义务不能同时满足（{told}）"
    return in_lang(lang, zh, f"Conflict {number}: {owed} obligations cannot hold together ({told})")


def _proved(conflict: Conflict, lang: str) -> str:
    said = in_lang(lang, "、", ", ").join(_PROOFS[proof][lang] for proof in conflict.proofs)
    if not said:
        return in_lang(lang, "时间内未能再次证明", "not proved a second time in the time given")
    return in_lang(lang, f"单独再次证明：{said}", f"proved again alone: {said}")


def lines_of(conflict: Conflict, season: Season, lang: str) -> Iterator[Said]:
    """Each obligation in a sentence; of many alike a few, and how many more there are."""
    for group in _alike(conflict.obligations):
        shown = group if len(group) <= MOST_ALIKE + 1 else group[:MOST_ALIKE]
        for owed in shown:
            yield Said(owed.clause, say(owed, season, lang), owed.ground[lang])
        if rest := group[len(shown) :]:
            yield Said(rest[0].clause, _rest(rest, season, lang), "")


def _rest(rest: Sequence[Obligation], season: Season, lang: str) -> str:
    subjects = list(dict.fromkeys(subject_name(owed, season) for owed in rest))
    more = "…" if len(subjects) > MOST_ALIKE else ""
    names = in_lang(lang, "、", ", ").join(subjects[:MOST_ALIKE]) + more
    kind = KIND_NAMES[rest[0].kind][lang]
    zh, en = f"另有{len(rest)}项同类（{kind}）：{names}", f"and {len(rest)} more ({kind}): {names}"
    return in_lang(lang, zh, en)


def _alike(obligations: Iterable[Obligation]) -> Iterator[list[Obligation]]:
    groups: dict[tuple[str, str], list[Obligation]] = {}
    for owed in obligations:
        groups.setdefault((owed.clause, owed.kind), []).append(owed)
    yield from groups.values()


def way_title(way: WayOut, number: int, parts: int, lang: str) -> str:
    """Of which part it is, how much gives in all, whether less would do, whether a plan was found with it."""
    whole = per_cent(way.weight)
    least = ("最少", "the least") if way.least else ("未证明最少", "not proved least")
    plan = ("足以消除冲突，时间内未找到逐日方案", "enough for what collides, no plan found in the time given")
    if way.answer is Answer.POSSIBLE:
        plan = ("已找到并核验方案", "a plan was found and checked")
    of = ("", "")
    if parts > 1:
        of = (f"（{parts}个互不相干的部分之{way.part}）", f" of part {way.part} of {parts}, each needs one")
    zh = f"出路{number}{of[0]}：让步合计{whole}（{least[0]}；{plan[0]}）"
    return in_lang(lang, zh, f"Way out {number}{of[1]}: gives {whole} in all ({least[1]}; {plan[1]})")


def lines_of_way(way: WayOut, season: Season, lang: str) -> Iterator[Given]:
    """What is asked, and what would still be."""
    for given in way.concessions:
        owed = given.obligation
        yield Given(
            owed.clause,
            say(owed, season, lang),
            quantity(owed, given.asked, lang),
            quantity(given.eased, given.left, lang),
        )
