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
    """'347.50 yuan/t'; with the numbers between which it is proved, and what the plan says otherwise."""
    per = f"{in_lang(lang, '元', 'yuan')}/{MEASURES[price.measure][lang]}"
    said = f"{price.yuan:,.2f} {per}"
    if not price.exact:
        said += _between(price.at_least_yuan, price.at_most_yuan, lang)
    if price.near is None or not price.misleads:
        return said
    near = f"{price.near.yuan:,.2f}"
    between = ""
    if price.near.at_most_yuan - price.near.at_least_yuan >= 1:
        between = _between(price.near.at_least_yuan, price.near.at_most_yuan, lang)
    return said + in_lang(lang, f"；方案附近{near}", f"; near the plan {near}") + between


def _between(least: float, most: float, lang: str) -> str:
    zh, en = f"（已证明在{least:,.0f}与{most:,.0f}之间）", f" (proved between {least:,.0f} and {most:,.0f})"
    return in_lang(lang, zh, en)


def basis(found: Priced, lang: str) -> str:
    """What the prices rest on and what has none, said so that nobody takes them for more."""
    parts = (
        _relaxed(found, lang),
        _held(found, lang),
        _resolved(found, lang),
        _unpriced(found, lang),
        _numberless(found, lang),
    )
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


def _held(found: Priced, lang: str) -> str:
    """How many prices of the relaxation were held against the plan, and of how many that proves otherwise."""
    held = [price for price in found.prices if price.near]
    other = sum(price.misleads for price in held)
    zh = f"最贵的义务中有{len(held)}项在方案附近重新求解核对，其中{other}项已证明相差较大"
    en = f"{len(held)} of the dearest were re-solved near the plan, {other} of them proved to differ much"
    return in_lang(lang, zh, en) if held else ""


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
