"""How far the market's model is to be trusted: what it says trading gains, beside what both plans do."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from scheduler.domain.race import FEN_PER_YUAN, Scheme
from scheduler.race.outcome import Exchange
from scheduler.report.words import in_lang, yuan_text

MODEL = (
    "region",
    "gain_by_plans_yuan",
    "gain_in_model_yuan",
    "beyond_duties_without_t",
    "beyond_duties_with_t",
    "far_apart",
)


def model_rows(exchanges: Sequence[Exchange]) -> Iterator[dict[str, Any]]:
    """For each region what its works gain by the plans and in the model, what stands beyond all duties."""
    for exchange in exchanges:
        beyond = map(float, exchange.beyond_t)
        gains = exchange.saved_fen / FEN_PER_YUAN, exchange.market.gain_fen / FEN_PER_YUAN
        row = (exchange.market.region, *gains, *beyond, exchange.is_far_from_model)
        yield dict(zip(MODEL, row, strict=True))


def model_frame(exchanges: Sequence[Exchange]) -> pd.DataFrame:
    """The rows as a table."""
    return pd.DataFrame(list(model_rows(exchanges)), columns=list(MODEL))


def basis(scheme: Scheme, lang: str) -> str:
    """What the payments of a scheme rest on beside the costs and tonnes of the verified plans."""
    if scheme is Scheme.PAY_AS_BID:
        return in_lang(lang, "按两份方案的成本", "by the costs of both plans")
    return in_lang(lang, "按市场模型", "in the market's model")


def model_warnings(exchanges: Sequence[Exchange], lang: str) -> Iterator[str]:
    """A sentence for each region where the model and the plans lie far apart, with both numbers."""
    for exchange in exchanges:
        if exchange.is_far_from_model:
            region = exchange.market.region
            plans, model = (
                yuan_text(fen // FEN_PER_YUAN, lang) for fen in (exchange.saved_fen, exchange.market.gain_fen)
            )
            without, traded = (f"{float(tonnes):,.0f}" for tonnes in exchange.beyond_t)
            yield in_lang(
                lang,
                f"注意：{region}企业因交易节约{plans}（按两份方案），按市场模型为{model}，相差很大；价格、分配与谎报所得"
                f"取自模型，只可作参考。模型只计吨数，不计整日（不交易多停{without}吨，交易多停{traded}吨）与少点火一次"
                "所省的复产费用；搜索时间不足时，方案也可能遗漏可做的交易。",
                f"Note: the works of {region} save {plans} by the two plans, but {model} in the market's "
                "model, from which prices, divisions and false declarations come: take these as rough. The "
                f"model knows tonnes, but no whole days ({without} t stand beyond the duties without trade, "
                f"{traded} t with it) and no restart saved; and a short search may have missed trades.",
            )
