"""Whom of the inventory a notice meets, and whom it does not."""

from collections import Counter
from collections.abc import Iterator, Sequence

from scheduler.domain.base import Text
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.words import INDUSTRY_NAMES
from scheduler.obligations.outcome import Outcome, note
from scheduler.obligations.select import Scope

MOST_NAMED = 5
"""Up to this many works that a notice does not meet are named one by one."""


def whom(scope: Scope) -> Iterator[Outcome]:
    """How many works the notice meets; who the others are, or where they are many, of what industry."""
    known = scope.scenario.enterprises
    others = [works for works in known if works.enterprise_id not in scope.met]
    zh = f"清单{len(known)}家企业中适用{len(scope.met)}家"
    en = f"meets {len(scope.met)} of the inventory's {len(known)} works"
    if others:
        left = _named(others) if len(others) <= MOST_NAMED else _counted(others)
        zh, en = f"{zh}；不适用{len(others)}家：{left.zh}", f"{en}; {len(others)} not met: {left.en}"
    yield note(scope.policy.places.clause, scope.policy.id, zh, en)


def _named(others: Sequence[Enterprise]) -> Text:
    return Text(
        zh="、".join(f"{works.name}（{works.city}，{_industry(works).zh}）" for works in others),
        en=", ".join(f"{works.name} ({works.city}, {_industry(works).en})" for works in others),
    )


def _counted(others: Sequence[Enterprise]) -> Text:
    """By industry, most first."""
    counts = Counter((_industry(works).zh, _industry(works).en) for works in others).most_common()
    return Text(
        zh="、".join(f"{zh}{count}家" for (zh, _), count in counts),
        en=", ".join(f"{count} {en}" for (_, en), count in counts),
    )


def _industry(works: Enterprise) -> Text:
    return INDUSTRY_NAMES.get(works.industry, Text(zh=works.industry, en=works.industry))
