"""What a price is for, where it comes from, and what it leaves out, in words."""

from scheduler.domain.base import Text
from scheduler.report.words import in_lang, yuan_text
from scheduler.why.prices import Method, Price, Priced

MEASURES = {
    "t": Text(zh="吨", en="t"),
    "t/d": Text(zh="吨/日", en="t/d"),
    "days": Text(zh="天", en="day"),
    "m2": Text(zh="平方米", en="m²"),
    "kg/d": Text(zh="千克/日", en="kg/d"),
    "permille": Text(zh="‰", en="‰"),
    "stops": Text(zh="次", en="stop"),
    "changeovers": Text(zh="次/日", en="changeover a day"),
    "lines": Text(zh="条", en="line"),
}
METHODS = {
    Method.RELAXATION: Text(zh="线性松弛", en="linear relaxation"),
    Method.RESOLVE: Text(zh="重新求解", en="re-solved"),
}


def price_text(price: Price, lang: str) -> str:
    """'347.50 yuan/t'; where it is not exact, with the numbers between which it is proved."""
    per = f"{in_lang(lang, '元', 'yuan')}/{MEASURES[price.measure][lang]}"
    said = f"{price.yuan:,.2f} {per}"
    if price.exact:
        return said
    least, most = f"{price.at_least_yuan:,.0f}", f"{price.at_most_yuan:,.0f}"
    return said + in_lang(lang, f"（已证明在{least}与{most}之间）", f" (proved between {least} and {most})")


def basis(found: Priced, lang: str) -> str:
    """What the prices rest on and what has none, said so that nobody takes them for more."""
    parts = (_relaxed(found, lang), _resolved(found, lang), _unpriced(found, lang), _numberless(found, lang))
    return in_lang(lang, "；", "; ").join(filter(None, parts))


def _relaxed(found: Priced, lang: str) -> str:
    if found.relaxation_yuan is None:
        return in_lang(
            lang, "线性松弛未解出，未得边际价格", "The linear relaxation was not solved: no prices from it"
        )
    relaxed, plan = (yuan_text(round(yuan), lang) for yuan in (found.relaxation_yuan, found.plan_yuan))
    zh = f"线性松弛（{relaxed}，本方案{plan}）的边际价格，不含时间安排和整日取整"
    en = (
        f"At the margin of the linear relaxation ({relaxed}; the plan {plan}), timing and whole days left out"
    )
    return in_lang(lang, zh, en)


def _resolved(found: Priced, lang: str) -> str:
    number = sum(price.method is Method.RESOLVE for price in found.prices)
    zh, en = f"{number}项在方案附近放宽后重新求解", f"{number} eased and re-solved near the plan"
    return in_lang(lang, zh, en) if number else ""


def _unpriced(found: Priced, lang: str) -> str:
    number = len(found.unpriced)
    zh = f"另有{number}项没有余量，时间内未得价格"
    en = f"{number} more without slack got no price in the time given"
    return in_lang(lang, zh, en) if number else ""


def _numberless(found: Priced, lang: str) -> str:
    number = len(found.without_number)
    zh = f"{number}项没有余量，但没有可放宽的数字"
    en = f"{number} without slack ask for no number that could be less"
    return in_lang(lang, zh, en) if number else ""
