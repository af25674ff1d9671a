"""Cloud CTI and Partner Cloud charge whole months: what is due from the start of the service to its end."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, Remark, Step, understood
from .calendar import month_end, months_between
from .monthly_fee import LABELS, UNITS
from .values import Text, Value, cut, money, show

_WHOLE = {
    "cti": ("cti/article-22/paragraph-5", "cti/article-12/paragraph-2"),
    "partner-cloud": ("partner-cloud/article-15/paragraph-2",),
}


def whole_month_fee(
    agreement: str,
    *,
    fee: int,
    month: datetime.date | None = None,
    start: datetime.date | None = None,
    cancelled: datetime.date | None = None,
    tax: Decimal | None = None,
) -> Calculation:
    """Cloud CTI and Partner Cloud: months are charged whole. `fee` is one month's, an input, as their texts publish no price."""
    fee = money(fee)
    if start and cancelled and cancelled < start:
        raise InputError(
            "the contract is cancelled before the service starts", "解約日が提供開始日より前になっています。"
        )
    first, last = start or cancelled or month, cancelled or start or month
    count = 1 if month or not (first and last) else months_between(first, last)
    if month and (
        (start and month_end(month) < start.replace(day=1))
        or (cancelled and month.replace(day=1) > month_end(cancelled))
    ):
        raise InputError("the service does not run in that month", "その月には本サービスの提供がありません。")
    steps = list(_whole_steps(agreement, start, cancelled))
    net = fee * count
    steps.append(Step(Text(f"{fee:,}円 × {count:,}か月（日割りなし）", f"{fee:,} yen × {show(count, 'month', 'en')} (not prorated)"), net, "yen",
                      steps[-1].locator if steps else _WHOLE[agreement][0]))  # fmt: skip
    due = net
    if tax is not None:
        vat = cut(Fraction(net) * Fraction(tax) / 100)
        where = "cti/article-23" if agreement == "cti" else "partner-cloud/article-24/paragraph-1"
        percent = show(tax, "percent", "ja")
        steps.append(
            Step(Text(f"消費税 {net:,}円 × {percent}", f"Consumption tax {net:,} yen × {percent}"), vat, "yen", where)
        )
        due += vat
    values: dict[str, Value] = {"fee": fee, "month": month, "start": start, "cancelled": cancelled, "tax": tax}
    taxed = Text("税込", "with tax") if tax is not None else Text("日割りなし", "not prorated")
    return Calculation(
        "monthly-fee",
        agreement,
        understood(values, LABELS, UNITS),
        Text(
            f"料金は{due:,}円です（{count:,}か月分、{taxed.ja}）。",
            f"The fee is {due:,} yen, for {show(count, 'month', 'en')} ({taxed.en}).",
        ),
        due,
        "yen",
        tuple(steps),
        tuple(_whole_assumptions(agreement, start, tax)),
        (),
        _whole_notes(agreement),
        tuple(dict.fromkeys((*(step.locator for step in steps), *_WHOLE[agreement]))),
        {k: v for k, v in (("start", start), ("cancelled", cancelled)) if v},
    )


def _whole_steps(agreement: str, start: datetime.date | None, cancelled: datetime.date | None) -> Iterator[Step]:
    if start:
        # cti 12(2), 22(5): use counts from the first of the month, and a service begun in mid-month is charged for the whole of it.
        # partner-cloud 14(1): the minimum term of a month runs from the first of the month in which use starts.
        where = "cti/article-22/paragraph-5" if agreement == "cti" else "partner-cloud/article-14/paragraph-1"
        yield Step(Text("最初の月は初日から", "The first month counts from"), start.replace(day=1), "", where)
    if cancelled:
        # cti 20, 27: a contract ends, or is charged, to the last day of the month.
        # partner-cloud 15(2): cancelled inside a month, the fee is not prorated; the whole month is due.
        ends_whole = cancelled == month_end(cancelled)
        where = "partner-cloud/article-15/paragraph-2"
        if agreement == "cti":
            where = "cti/article-20/paragraph-1" if ends_whole else "cti/article-27"
        yield Step(Text("最後の月は末日まで", "The last month counts to"), month_end(cancelled), "", where)


def _whole_assumptions(agreement: str, start: datetime.date | None, tax: Decimal | None) -> Iterator[Text]:
    yield Text(
        "月額料金は入力された額です（別紙の料金表は規約の本文にありません）。",
        "The monthly fee is the one given: the price table is not part of the text.",
    )
    if agreement == "partner-cloud" and start:
        yield Text(
            "利用開始の月も全額としました（月途中の開始について規約に定めがありません）。",
            "The month of the start is taken as whole too: the text does not say how a start inside a month is charged.",
        )
    if tax is None:
        yield Text(
            "入力された額のまま、消費税は加算していません。", "No consumption tax has been added to the amount given."
        )


def _whole_notes(agreement: str) -> tuple[Remark, ...]:
    if agreement == "cti":
        text = Text(
            "料金表と個別の見積書が違うときは、見積書によります。",
            "Where a quotation differs from the price table, the quotation rules.",
        )
        return (Remark(text, ("cti/article-22/paragraph-6",)),)
    text = Text(
        "第13条第2項は暦月の途中での利用終了を認めない定めで、月の途中の解除を前提とする第15条とかみ合いません。",
        "Article 13(2) says that use cannot end inside a calendar month, which sits badly with a cancellation day inside a month (article 15).",
    )
    return (Remark(text, ("partner-cloud/article-13/paragraph-2", "partner-cloud/article-15/paragraph-2")),)
