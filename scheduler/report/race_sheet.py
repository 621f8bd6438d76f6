"""The sheets of a race in the annex workbook, in Chinese as the annexes are: scores, money and deals."""

from collections.abc import Iterator, Sequence

from scheduler.domain.condition import place_name
from scheduler.domain.plan import Plan
from scheduler.domain.race import FEN_PER_YUAN, Duty, Score
from scheduler.domain.race_results import Deal, Position, Settlement
from scheduler.race.outcome import Exchange, stood_t
from scheduler.race.prepare import Prepared
from scheduler.race.settle import chosen, price_of
from scheduler.report.measures import dates
from scheduler.report.race_chart import SCHEME_NAMES
from scheduler.report.race_model import basis, model_warnings
from scheduler.report.race_scores import heads, ranked, score_rows, ties_text
from scheduler.report.sheets import Sheet
from scheduler.report.words import stage_name
from scheduler.verify.facts import Facts, tabulate

_COLUMNS = (
    "序号",
    "企业名称",
    "名次",
    "得分",
    "分配任务（吨）",
    "计划停产（吨）",
    "替他人承担（吨）",
    "交易前成本（元）",
    "交易后成本（元）",
    "收（+）付（−）金额（元）",
    "净得（元）",
)
_DEAL_COLUMNS = ("序号", "卖方", "买方", "交易时段", "交易量（吨）", "卖方得（元/吨）", "买方付（元/吨）")
NONE = "—"


def race_sheets(
    prepared: Prepared, plan: Plan, exchanges: Sequence[Exchange]
) -> dict[str, tuple[Sheet, ...]]:
    """The sheets of each city's workbook; that of deals only where its works trade."""
    facts = tabulate(prepared.racing.season, plan)
    cities: dict[str, list[Score]] = {}
    for score in ranked(prepared):
        works = prepared.racing.season.enterprise_by_id[score.enterprise_id]
        cities.setdefault(place_name(works.city), []).append(score)
    return {
        city: (
            _scores(prepared, city, own),
            _sheet(prepared, facts, exchanges, city, own),
            *_deals(prepared, exchanges, city, own),
        )
        for city, own in cities.items()
    }


def _scores(prepared: Prepared, city: str, own: Sequence[Score]) -> Sheet:
    """Each works' points by criterion, its rank, and what one point more would need."""
    return Sheet(
        name="赛马评分",
        title="“赛马机制”企业评分表",
        head=f"填报市：{city}",
        columns=tuple(heads("zh")),
        rows=tuple(score_rows(prepared, own, "zh")),
        closing=f"合计：{len(own)}户企业，{len(prepared.race.criteria)}个评分项",
        note="注：1. 缺项不得分；2. 达到“再得一分需”所列数值时，本项增加括号内的分值；"
        f"等级、标记、次数取实有的值；3. {ties_text(prepared, 'zh')}。",
    )


def _sheet(
    prepared: Prepared, facts: Facts, exchanges: Sequence[Exchange], city: str, own: Sequence[Score]
) -> Sheet:
    positions = {p.enterprise_id: p for exchange in exchanges for p in exchange.positions}
    fen = {
        payment.enterprise_id: payment.fen
        for exchange in exchanges
        for payment in chosen(exchange.settlements, prepared.race.scheme).payments
    }
    rows = tuple(
        (place, *_row(prepared, facts, score, positions.get(score.enterprise_id), fen))
        for place, score in enumerate(own, start=1)
    )
    return Sheet(
        name="赛马",
        title="“赛马机制”任务分配与交易结算表",
        head=f"填报市：{city}　　结算方式：{'；'.join(_schemes(prepared, exchanges, own)) or '不交易'}",
        columns=_COLUMNS,
        rows=rows,
        closing="\n".join(_targets(prepared, city, own)),
        note="\n".join(_notes(prepared, exchanges)),
    )


def _schemes(prepared: Prepared, exchanges: Sequence[Exchange], own: Sequence[Score]) -> Iterator[str]:
    """How the works of a city settle, and what the payments rest on."""
    works = {score.enterprise_id for score in own}
    for exchange in exchanges:
        if works & set(exchange.market.works):
            scheme = chosen(exchange.settlements, prepared.race.scheme).scheme
            yield f"{SCHEME_NAMES[scheme].zh}（{basis(scheme, 'zh')}）"


def _row(
    prepared: Prepared, facts: Facts, score: Score, position: Position | None, fen: dict[str, int]
) -> tuple[str | int, ...]:
    works = score.enterprise_id
    duties = [duty for duty in prepared.duties if duty.enterprise_id == works]
    received = fen.get(works)
    return (
        prepared.racing.season.enterprise_by_id[works].name,
        score.rank,
        f"{float(score.total):.1f}",
        _by_stage(duties, [f"{duty.tonnes:,}" for duty in duties]),
        _by_stage(duties, [f"{float(stood_t(prepared.racing, facts, d)):,.0f}" for d in duties]),
        _by_stage(duties, [_traded(position, duty) for duty in duties]),
        *(
            (NONE, NONE)
            if position is None
            else map(_yuan, (position.cost_without_fen, position.cost_with_fen))
        ),
        "不参与交易" if received is None else _yuan(received),
        NONE if position is None or received is None else _yuan(position.saved_fen + received),
    )


def _by_stage(duties: Sequence[Duty], cells: Sequence[str]) -> str:
    """The cells under one another, by the works' own stages from its first."""
    ordered = sorted(zip(duties, cells, strict=True), key=lambda pair: pair[0].window.first)
    return "\n".join(f"{stage_name(place, 'zh')}：{cell}" for place, (_, cell) in enumerate(ordered, start=1))


def _traded(position: Position | None, duty: Duty) -> str:
    return NONE if position is None else f"{float(position.traded_t.get(duty.stage, 0)):,.0f}"


def _yuan(fen: int) -> str:
    return f"{fen / FEN_PER_YUAN:,.2f}"


def _targets(prepared: Prepared, city: str, own: Sequence[Score]) -> Iterator[str]:
    works = {score.enterprise_id for score in own}
    regions = {duty.region for duty in prepared.duties if duty.enterprise_id in works}
    for target in prepared.targets:
        if target.region in regions:
            days = dates(target.window)
            yield f"{target.region}，{days}目标：{target.tonnes:,}吨（{target.ground.zh}）"


def _notes(prepared: Prepared, exchanges: Sequence[Exchange]) -> Iterator[str]:
    yield (
        "注：名次见赛马评分表；成本为企业停产所失利润与复产费用；净得＝交易前成本−交易后成本＋收付金额；"
        "收付金额合计为零，精确到分。"
    )
    for exchange in exchanges:
        settlement = chosen(exchange.settlements, prepared.race.scheme)
        name = SCHEME_NAMES[settlement.scheme].zh
        losers = [prepared.racing.season.enterprise_by_id[w].name for w in settlement.worse_off]
        lost = f"；{'、'.join(losers)}因此受损，可改用其他方式" if losers else ""
        prices = "".join(_prices(prepared, settlement))
        yield f"{settlement.region}结算方式：{name}，{settlement.remark.zh}{prices}{lost}。"
    yield from model_warnings(exchanges, "zh")


def _prices(prepared: Prepared, settlement: Settlement) -> Iterator[str]:
    """What a tonne of each stage costs, where the scheme has a price."""
    for target in prepared.targets:
        price = settlement.price_fen_per_t.get(target.stage)
        if target.region == settlement.region and price is not None:
            yield f"；{dates(target.window)}：{float(price) / FEN_PER_YUAN:,.2f}元/吨"


# ── who sells to whom ────────────────────────────────────────────────────────────────────────────


def _deals(
    prepared: Prepared, exchanges: Sequence[Exchange], city: str, own: Sequence[Score]
) -> Iterator[Sheet]:
    """Who stands how much for whom at what price, where a works of the city sells or buys."""
    works = {score.enterprise_id for score in own}
    found = [(e, deal) for e in exchanges for deal in e.deals if works & {deal.seller, deal.buyer}]
    if not found:
        return
    total_t = sum(deal.tonnes for _, deal in found)
    yield Sheet(
        name="赛马交易",
        title="“赛马机制”任务交易表",
        head=f"填报市：{city}　　结算方式：{'；'.join(_schemes(prepared, exchanges, own))}",
        columns=_DEAL_COLUMNS,
        rows=tuple((place, *_deal(prepared, *one)) for place, one in enumerate(found, start=1)),
        closing=f"合计：{len(found)}笔，{float(total_t):,.0f}吨",
        note="注：卖方替买方停产；没有统一价格的结算方式，按各企业全部交易量的平均价计，"
        "买卖数量相抵的企业没有平均价。",
    )


def _deal(prepared: Prepared, exchange: Exchange, deal: Deal) -> tuple[str, ...]:
    settlement = chosen(exchange.settlements, prepared.race.scheme)
    positions = {position.enterprise_id: position for position in exchange.positions}
    prices = (price_of(settlement, positions[side], deal.stage) for side in (deal.seller, deal.buyer))
    names = (prepared.racing.season.enterprise_by_id[side].name for side in (deal.seller, deal.buyer))
    window = next(t.window for t in prepared.targets if (t.region, t.stage) == (deal.region, deal.stage))
    told = (NONE if price is None else f"{float(price):,.2f}" for price in prices)
    return (*names, dates(window), f"{float(deal.tonnes):,.0f}", *told)
