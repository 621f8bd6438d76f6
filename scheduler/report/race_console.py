"""What ``cuofeng race`` shows on a terminal: ranks and duties, trade and money, schemes side by side."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from scheduler.domain.plan import Plan, Solution
from scheduler.domain.race import FEN_PER_YUAN
from scheduler.race.burdens import Evenness
from scheduler.race.outcome import Exchange, stood_t
from scheduler.race.prepare import Prepared
from scheduler.race.settle import chosen, price_of
from scheduler.report.console import ended_early
from scheduler.report.race_chart import SCHEME_NAMES
from scheduler.report.race_model import basis, model_warnings
from scheduler.report.race_scores import heads, ranked, score_rows, ties_text
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.words import in_lang, tenths, yuan_text
from scheduler.verify.facts import tabulate


def race_report(
    prepared: Prepared,
    plan: Plan,
    exchanges: Sequence[Exchange],
    lang: str = "zh",
    *,
    evenness: Evenness,
    gain_yuan: int,
    gain_ends_yuan: tuple[int, int | None],
) -> Group:
    """Everything on one page, from ranks to who gains by a false declaration."""
    parts: list[RenderableType] = [_scores(prepared, lang), Line(ties_text(prepared, lang))]
    parts.append(_duties(prepared, plan, lang))
    for exchange in exchanges:
        parts += [table(prepared, exchange, lang) for table in (_money, _deals, _schemes)]
    parts.append(Line(_evenness(evenness, lang)))
    if exchanges:
        parts.append(Line(_gain(exchanges, gain_yuan, gain_ends_yuan, lang), style="bold"))
    parts += [Line(said, style="bold yellow") for said in model_warnings(exchanges, lang)]
    return Group(*parts)


def cut_short_lines(without: Solution | None, traded: Solution | None, lang: str = "zh") -> Iterator[str]:
    """'plan with trade; ended by Ctrl-C with the best plan so far', for each search of which that is so."""
    named = ((without, "不交易方案", "plan without trade"), (traded, "交易方案", "plan with trade"))
    for solution, zh, en in named:
        if solution is not None and solution.is_cut_short:
            yield in_lang(lang, zh, en) + ended_early(solution, lang)


def _evenness(found: Evenness, lang: str) -> str:
    largest, envy, gini = tenths(found.largest), tenths(found.envy), f"{float(found.gini):.3f}"
    return in_lang(
        lang,
        f"超出应承担的负担（占利润%）：最大{largest}，同名次之间最大相差{envy}；负担的基尼系数{gini}",
        f"burden above the owed, % of margin: largest {largest}, largest difference between equals {envy}; "
        f"Gini coefficient of burdens {gini}",
    )


def _gain(
    exchanges: Sequence[Exchange], gain_yuan: int, gain_ends_yuan: tuple[int, int | None], lang: str
) -> str:
    """What trading saves, what of it the works have, what by the model alone, what is proved."""
    own_fen = sum(exchange.saved_fen for exchange in exchanges)
    model_fen = sum(exchange.market.gain_fen for exchange in exchanges)
    saved, own, model = (
        yuan_text(yuan, lang) for yuan in (gain_yuan, own_fen // FEN_PER_YUAN, model_fen // FEN_PER_YUAN)
    )
    least, most = (yuan_text(yuan, lang) for yuan in gain_ends_yuan)
    return in_lang(
        lang,
        f"交易节约（目标值）{saved}；其中企业自身成本{own}；按市场模型{model}；"
        f"两个最优方案之差，已证明在{least}与{most}之间",
        f"trading saves by the objective {saved}; of the works' own costs {own}; by the market's model alone "
        f"{model}; proved of the best plans: between {least} and {most}",
    )


def _scores(prepared: Prepared, lang: str) -> Table:
    title = in_lang(lang, "评分：名次、各项得分与再得一分所需", "Scores: rank, points, what one more needs")
    table = new_table(title, *heads(lang), numbers=(0, 2, 5))
    for place, cells in enumerate(score_rows(prepared, ranked(prepared), lang)):
        begins = place % len(prepared.race.criteria) == 0
        if begins:
            table.add_section()
        add_row(table, *(cells if begins else ("", "", "", *cells[3:])))
    return table


def _duties(prepared: Prepared, plan: Plan, lang: str) -> Table:
    heads = headings(
        lang,
        ("名次", "rank"),
        ("企业", "works"),
        ("阶段", "stage"),
        ("任务（吨）", "duty, t"),
        ("任务（%）", "duty, %"),
        ("停产（吨）", "stands, t"),
    )
    table = new_table(in_lang(lang, "任务", "Duties"), *heads, numbers=(0, 3, 4, 5))
    facts = tabulate(prepared.racing.season, plan)
    for score in ranked(prepared):
        works = prepared.racing.season.enterprise_by_id[score.enterprise_id].name
        cells = (str(score.rank), works)
        for duty in (duty for duty in prepared.duties if duty.enterprise_id == score.enterprise_id):
            stood = f"{float(stood_t(prepared.racing, facts, duty)):,.0f}"
            add_row(table, *cells, duty.stage, f"{duty.tonnes:,}", tenths(duty.share), stood)
            cells = ("", "")
    return table


def _money(prepared: Prepared, exchange: Exchange, lang: str) -> Table:
    heads = headings(
        lang,
        ("企业", "works"),
        ("替他人承担（吨）", "borne for others, t"),
        ("不交易成本（元）", "cost without, yuan"),
        ("交易后成本（元）", "cost with, yuan"),
        ("收付（元）", "payment, yuan"),
        ("净得（元）", "gain, yuan"),
    )
    settlement = chosen(exchange.settlements, prepared.race.scheme)
    name = f"{SCHEME_NAMES[settlement.scheme][lang]}, {basis(settlement.scheme, lang)}"
    table = new_table(f"{exchange.market.region}: {name}", *heads, numbers=(1, 2, 3, 4, 5))
    fen = {payment.enterprise_id: payment.fen for payment in settlement.payments}
    for position in exchange.positions:
        received = fen[position.enterprise_id]
        gain = position.saved_fen + received
        add_row(
            table,
            prepared.racing.season.enterprise_by_id[position.enterprise_id].name,
            f"{float(position.net_t):+,.0f}",
            f"{position.cost_without_fen / FEN_PER_YUAN:,.0f}",
            f"{position.cost_with_fen / FEN_PER_YUAN:,.0f}",
            f"{received / FEN_PER_YUAN:+,.2f}",
            Line(f"{gain / FEN_PER_YUAN:+,.2f}", style="" if gain >= 0 else "bold red"),
        )
    return table


def _deals(prepared: Prepared, exchange: Exchange, lang: str) -> Table:
    """Who stands for whom; a price for each side where the scheme has no common one."""
    heads = headings(
        lang,
        ("卖方", "seller"),
        ("买方", "buyer"),
        ("阶段", "stage"),
        ("吨", "t"),
        ("卖方得（元/吨）", "seller gets, yuan/t"),
        ("买方付（元/吨）", "buyer pays, yuan/t"),
    )
    table = new_table(in_lang(lang, "谁替谁承担", "Who stands for whom"), *heads, numbers=(3, 4, 5))
    names = _names(prepared)
    settlement = chosen(exchange.settlements, prepared.race.scheme)
    positions = {position.enterprise_id: position for position in exchange.positions}
    for deal in exchange.deals:
        prices = (price_of(settlement, positions[side], deal.stage) for side in (deal.seller, deal.buyer))
        told = ("–" if price is None else f"{float(price):,.2f}" for price in prices)
        cells = (names[deal.seller], names[deal.buyer], deal.stage, f"{float(deal.tonnes):,.0f}")
        add_row(table, *cells, *told)
    return table


def _names(prepared: Prepared) -> dict[str, str]:
    return {works: each.name for works, each in prepared.racing.season.enterprise_by_id.items()}


def _schemes(prepared: Prepared, exchange: Exchange, lang: str) -> Table:
    heads = headings(
        lang,
        ("方式", "scheme"),
        ("受损企业", "worse off"),
        ("谎报最多可得（元，按市场模型）", "most by a false word in the model, yuan"),
        ("由谁", "by whom"),
        ("说明", "remark"),
    )
    title = in_lang(
        lang,
        "结算方式比较：价格、分配与谎报所得按市场模型",
        "Schemes compared: prices, divisions and false declarations in the market's model",
    )
    table = new_table(title, *heads, numbers=(2,))
    names = _names(prepared)
    for settlement in exchange.settlements:
        losers = (names[works] for works in settlement.worse_off)
        told = (m for m in exchange.misreports if m.scheme is settlement.scheme and m.gain_fen)
        most = max(told, key=lambda m: m.gain_fen, default=None)
        add_row(
            table,
            SCHEME_NAMES[settlement.scheme][lang],
            ", ".join(losers) or "–",
            f"{most.gain_fen / FEN_PER_YUAN:,.0f}" if most else "0",
            names[most.enterprise_id] if most else "–",
            settlement.remark[lang],
        )
    return table
