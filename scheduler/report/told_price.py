"""What a price is for, where it comes from, and what it leaves out, in words."""

from scheduler.domain.base import Text
from scheduler.report.words import in_lang, yuan_text
from scheduler.why.prices import Method, Priced

MEASURES = {
    "t": Text(zh="吨", en="t"),
    "t/d": Text(zh="吨/日", en="t/d"),
    "days": Text(zh="天", en="day"),
    "m2": Text(zh="平方米", en="m²"),
    "kg/d": Text(zh="千克/日", en="kg/d"),
    "permille": Text(zh="‰", en="‰"),
    "changeovers": Text(zh="次/日", en="changeover a day"),
    "lines": Text(zh="条", en="line"),
}
METHODS = {
    Method.RELAXATION: Text(zh="线性松弛", en="linear relaxation"),
    Method.RESOLVE: Text(zh="重新求解", en="re-solved"),
}


def basis(found: Priced, lang: str) -> str:
    """What the prices rest on and what has none, said so that nobody takes them for more."""
    return _relaxed(found, lang) + _unpriced(found, lang)


def _relaxed(found: Priced, lang: str) -> str:
    if found.relaxation_yuan is None:
        return in_lang(
            lang, "线性松弛未解出，未得边际价格", "The linear relaxation was not solved: no prices from it"
        )
    relaxed, plan = (yuan_text(round(yuan), lang) for yuan in (found.relaxation_yuan, found.plan_yuan))
    zh = f"线性松弛（{relaxed}，本方案{plan}）的边际价格；不含时间安排和整日取整"
    en = (
        f"At the margin of the linear relaxation ({relaxed}; the plan {plan}): timing and whole days left out"
    )
    return in_lang(lang, zh, en)


def _unpriced(found: Priced, lang: str) -> str:
    number = len(found.unpriced)
    if not number:
        return ""
    zh = f"；另有{number}项逐日义务没有余量，但未得价格"
    return in_lang(lang, zh, f"; of obligations by day without slack, {number} could not be priced")
