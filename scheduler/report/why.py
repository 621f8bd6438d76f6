"""Why a plan stops a unit when it does, as tables and in a notebook."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.plan import Stop
from scheduler.domain.season import Season
from scheduler.report.quantities import quantity
from scheduler.report.sentences import say
from scheduler.report.words import in_lang, yuan_text
from scheduler.why.reasons import QUESTIONS, Change, StopReason, WhyThis
from scheduler.why.values import Answer

SERVES = ("unit_id", "first_day", "last_day", "clause", "kind", "sentence", "slack", "without", "needed")
CHANGES = (
    "question",
    "unit_id",
    "first_day",
    "last_day",
    "found",
    "yuan",
    "at_least_yuan",
    "at_most_yuan",
    "remark",
)
_NOT_FOUND = {
    Answer.IMPOSSIBLE: Text(zh="在本方案附近不可能", en="impossible near this plan"),
    Answer.OPEN: Text(zh="时间内未找到", en="none found in the time given"),
}


@dataclass(frozen=True, repr=False)
class Why:
    """Why a unit or a works stands as it does: what each stop serves, and what changing it would cost."""

    season: Season
    found: WhyThis

    @property
    def stops(self) -> tuple[StopReason, ...]:
        return self.found.stops

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.found.changes

    def to_frame(self, lang: str = "zh") -> pd.DataFrame:
        """A row for each stop and obligation that it serves: slack with it and without it."""
        rows = [
            (
                *_days(reason.stop),
                served.obligation.clause,
                served.obligation.kind,
                say(served.obligation, self.season, lang),
                float(served.slack),
                float(served.without),
                served.needed,
            )
            for reason in self.stops
            for served in reason.serves
        ]
        return pd.DataFrame(rows, columns=list(SERVES))

    def changes_frame(self, lang: str = "zh") -> pd.DataFrame:
        """A row for each change asked about: yuan more than now, and between what bounds that is proved.

        ``remark`` says how it leaves the season, and which duties of its own the works no longer meets.
        """
        rows = [
            (
                QUESTIONS[change.question][lang],
                *(_days(change.stop) if change.stop else ("", None, None)),
                change.found.answer.value,
                change.cost_yuan,
                change.at_least_yuan,
                change.at_most_yuan,
                self._remark(change, lang),
            )
            for change in self.changes
        ]
        return pd.DataFrame(rows, columns=list(CHANGES))

    def to_dict(self) -> dict[str, Any]:
        """What a program reads, with the plan of each re-solve."""
        return self.found.model_dump(mode="json")

    def __repr__(self) -> str:
        return f"<Why {self._subject}: {len(self.stops)} stops, {len(self.changes)} changes asked about>"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, lang: str = "zh") -> str:
        """What a notebook shows, in ``lang``."""
        parts = [f"<p><b>{escape(self._subject)}</b><br>{escape(self._nearby(lang))}</p>"]
        for reason in self.stops:
            parts.append(self._stop(reason, lang))
        heads = [in_lang(lang, "假设", "what if"), in_lang(lang, "成本变化", "costs"), ""]
        changed = pd.DataFrame([self._change(change, lang) for change in self.changes], columns=heads)
        return "".join([*parts, changed.to_html(index=False, border=0)])

    @property
    def _subject(self) -> str:
        unit = self.season.unit_by_id.get(self.found.subject)
        works = self.season.enterprise_by_id[unit.enterprise_id if unit else self.found.subject]
        return f"{works.name} {unit.name}" if unit else works.name

    def _nearby(self, lang: str) -> str:
        """What was free, and what was found with nothing changed."""
        plan, now = self.found.plan_yuan, self.found.now.cost_yuan
        saved = yuan_text(plan - now, lang) if now is not None and now < plan else ""
        free = max((change.free_units for change in self.changes), default=0)
        zh = f"在方案附近重新求解（至多{free}台设备可调整）"
        en = f"Re-solved near the plan, at most {free} units free to move"
        more = in_lang(lang, f"；不作改变也可再省{saved}", f"; with nothing changed {saved} can be saved")
        return in_lang(lang, zh, en) + (more if saved else "")

    def _stop(self, reason: StopReason, lang: str) -> str:
        unit = self.season.unit_by_id[reason.stop.unit_id]
        window = reason.stop.window
        days = in_lang(lang, f"{window.days}天", f"{window.days} days")
        heads = [
            in_lang(lang, "条款", "clause"),
            in_lang(lang, "服务于", "serves"),
            in_lang(lang, "余量", "slack"),
            in_lang(lang, "取消此次停产后", "without the stop"),
        ]
        rows = [
            (
                served.obligation.clause,
                say(served.obligation, self.season, lang),
                quantity(served.obligation, served.slack, lang),
                quantity(served.obligation, served.without, lang),
            )
            for served in reason.serves
        ]
        table = pd.DataFrame(rows, columns=heads).to_html(index=False, border=0)
        tight = "；".join(f"{owed.clause} {say(owed, self.season, lang)}" for owed in reason.tight)
        room = in_lang(lang, "多停或少停一天即违反：", "broken by a day more or less: ")
        title = f"<p><b>{escape(unit.name)} {window}</b> ({days})</p>"
        return title + table + (f"<p>{escape(room + tight)}</p>" if tight else "")

    def _change(self, change: Change, lang: str) -> tuple[str, str, str]:
        asked = QUESTIONS[change.question][lang]
        if change.stop:
            asked = f"{self.season.unit_by_id[change.stop.unit_id].name} {change.stop.window}: {asked}"
        return asked, self._cost(change, lang), self._remark(change, lang)

    def _cost(self, change: Change, lang: str) -> str:
        if change.outside:
            return in_lang(lang, "不可能", "impossible")
        if change.cost_yuan is None:
            return _NOT_FOUND.get(change.found.answer, _NOT_FOUND[Answer.OPEN])[lang]
        least, most = change.at_least_yuan, change.at_most_yuan
        said = f"{change.cost_yuan:+,} {in_lang(lang, '元', 'yuan')}"
        if least is None or most is None:
            return said + self._one_sided(least, most, lang)
        if least == most:
            return said
        zh, en = (
            f"{said}（已证明在{least:+,}与{most:+,}之间）",
            f"{said} (proved between {least:+,} and {most:+,})",
        )
        return in_lang(lang, zh, en)

    @staticmethod
    def _one_sided(least: int | None, most: int | None, lang: str) -> str:
        """What is proved where one of the two re-solves gave no bound in time."""
        if least is not None:
            return in_lang(lang, f"（已证明不低于{least:+,}）", f" (proved no less than {least:+,})")
        if most is not None:
            return in_lang(lang, f"（已证明不高于{most:+,}）", f" (proved no more than {most:+,})")
        return in_lang(lang, "（未证明）", " (not proved)")

    def _remark(self, change: Change, lang: str) -> str:
        """The season's end that the stop would pass, or the works' own duties that the change breaks."""
        if change.outside:
            return self._leaving(change.outside, lang)
        clauses = "、".join(dict.fromkeys(owed.clause for owed in change.left_out))
        return in_lang(lang, "本企业不再履行：", "its own duties left out: ") + clauses if clauses else ""

    def _leaving(self, days: DayRange, lang: str) -> str:
        calendar = self.season.calendar
        zh, en = (
            f"{days}早于本季首日{calendar.first}",
            f"{days} begins before the season does, {calendar.first}",
        )
        if days.first >= calendar.first:
            zh, en = (
                f"{days}晚于本季末日{calendar.last}",
                f"{days} ends after the season does, {calendar.last}",
            )
        return in_lang(lang, zh, en)


def _days(stop: Stop) -> tuple[str, pd.Timestamp, pd.Timestamp]:
    return stop.unit_id, pd.Timestamp(stop.window.first), pd.Timestamp(stop.window.last)
