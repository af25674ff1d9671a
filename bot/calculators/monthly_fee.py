"""What a month costs when the service starts, ends or changes within it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, Known, Name, Period, Reading, Remark, Step, Text, Value, cut, money, show
from .calendar import ONE_DAY, add_months, month_containing, month_end, months_between
from .figures import figures

TARIFF = "nework/tariff/"
LABELS = {
    "plan": Text("プラン", "Plan"), "fee": Text("月額料金", "Monthly fee"), "month": Text("料金月", "Billing month"),
    "billing_day": Text("起算日", "Billing day"), "start": Text("提供開始日", "Service start"), "cancelled": Text("解約日", "Cancellation"),
    "changed": Text("変更日", "Plan change"), "new_plan": Text("変更後のプラン", "New plan"), "tax": Text("消費税率", "Consumption tax"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Events:
    start: datetime.date | None
    cancelled: datetime.date | None
    changed: datetime.date | None

    def days(self) -> list[datetime.date]:
        return sorted(day for day in (self.start, self.cancelled, self.changed) if day)


@dataclass(frozen=True, slots=True)
class _Part:
    """Days on one plan in one billing month. `why` is the rule that prorates them, None for a whole month."""

    plan: Name
    fee: int
    used: Period
    month: Period
    why: str | None

    @property
    def amount(self) -> int:
        # tariff rules 3 and 5: the monthly fee by the days of the billing month; below 1 yen is dropped.
        return cut(Fraction(self.fee) * self.used.days / self.month.days) if self.why else self.fee


def nework_fee(
    *,
    plan: Name,
    month: datetime.date | None = None,
    billing_day: int = 1,
    start: datetime.date | None = None,
    cancelled: datetime.date | None = None,
    changed: datetime.date | None = None,
    new_plan: Name | None = None,
    tax: Decimal = Decimal(10),
) -> Calculation:
    """NeWork's fee in yen with tax for a billing month, or for all the months from start to cancellation if `month` is None.

    `month` is any day of the calendar month in which the billing month begins. Raises InputError for events that contradict each other.
    """
    events = _Events(start, cancelled, changed)
    _check(events, plan, new_plan)
    months = list(_months(events, month, billing_day))
    parts = [part for period in months for part in _parts(plan, new_plan or plan, events, period, whole=False)]
    if not parts:
        raise InputError("the service does not run in that billing month", "その料金月には本サービスの提供がありません。")
    net, due, steps = _sum(parts, tax)
    prorated = any(part.why for part in parts)
    readings: tuple[Reading, ...] = ()
    if prorated:
        # nework 17(1): fees run from the first day of the month of the start to the last day of the month of the cancellation.
        whole = [part for period in months for part in _parts(plan, new_plan or plan, events, period, whole=True)]
        text = Text(
            "第17条第1項は料金月の初日から末日までの支払いを定めており、日割りをしない読み方（税込）",
            "Article 17(1) obliges payment from the first to the last day of billing months: no proration (with tax)",
        )
        readings = (Reading(text, _sum(whole, tax)[1], "nework/article-17/paragraph-1"),)
    values = {
        "plan": plan, "month": months[0].first if month else None, "billing_day": billing_day, "start": start, "cancelled": cancelled,
        "changed": changed, "new_plan": new_plan, "tax": tax,
    }  # fmt: skip
    rules = sorted({part.why for part in parts if part.why})
    return Calculation(
        "monthly-fee",
        "nework",
        _known(values),
        Text(
            f"料金は税込{due:,}円です（税抜{net:,}円に消費税{show(tax, 'percent', 'ja')}）。",
            f"The fee is {due:,} yen with tax ({net:,} yen without tax, plus {show(tax, 'percent', 'en')} consumption tax).",
        ),
        due,
        "yen",
        tuple(steps),
        tuple(_assumptions(events, months, billing_day)),
        readings,
        _notes(),
        tuple(dict.fromkeys((*rules, *((TARIFF + "rule-3", TARIFF + "rule-5") if prorated else ()), TARIFF + "table-1/section-2",
                             TARIFF + "rule-10", "nework/article-17/paragraph-1"))),
        {**_days(events), "first": months[0].first, "last": months[-1].last},
    )  # fmt: skip


def price(plan: Name) -> int:
    """A plan's monthly fee without tax; the Free plan has none."""
    return 0 if plan.id == "free" else figures("nework")[f"price-{plan.id}"].whole


def _check(events: _Events, plan: Name, new_plan: Name | None) -> None:
    if events.start and events.cancelled and events.cancelled < events.start:
        raise InputError("the contract is cancelled before the service starts", "解約日が提供開始日より前になっています。")
    if (events.changed is None) != (new_plan is None):
        raise InputError("a plan change needs its day and the new plan", "プランの変更には、変更日と変更後のプランの両方が必要です。")
    if events.changed and new_plan == plan:
        raise InputError("the new plan is the same as the old one", "変更後のプランが変更前と同じです。")
    after_start = not (events.start and events.changed) or events.start <= events.changed
    before_end = not (events.cancelled and events.changed) or events.changed <= events.cancelled
    if not (after_start and before_end):
        raise InputError("the plan changes outside the time of service", "プランの変更日が提供期間の外にあります。")


def _months(events: _Events, month: datetime.date | None, billing_day: int) -> Iterator[Period]:
    # nework 17(1), tariff rule 1: from a fixed day of the calendar month to the day before that day of the next.
    days = events.days()
    if month:
        yield month_containing(month.replace(day=billing_day), billing_day)
        return
    last = days[-1] if days else datetime.date(2000, 1, 1)  # without an event every month costs the same
    current = month_containing(days[0] if days else last, billing_day)
    while current.first <= last:
        yield current
        current = month_containing(add_months(current.first, 1), billing_day)


def _parts(plan: Name, new_plan: Name, events: _Events, month: Period, *, whole: bool) -> Iterator[_Part]:
    """The parts of a month. `whole`: as if starts and cancellations did not prorate it (the second reading)."""
    first, last, changed = month.first, month.last, events.changed
    why = None
    if events.start and (events.start > last or (events.cancelled and events.cancelled < first)):
        return
    if events.cancelled and events.cancelled < first:
        return
    if events.start and first < events.start <= last and not whole:
        # tariff rule 2 (1): the service starts on a day other than the first of the billing month.
        first, why = events.start, TARIFF + "rule-2/item-1"
    if events.cancelled and month.first < events.cancelled <= last and not whole:
        # tariff rule 2 (2): the contract is cancelled on a day other than the first; that day is a day of use.
        last, why = events.cancelled, why or TARIFF + "rule-2/item-2"
    if events.start == events.cancelled == month.first and not whole:
        # tariff rule 2 (3): started and cancelled on the first day: that one day.
        last, why = month.first, TARIFF + "rule-2/item-3"
    if changed and first < changed <= last:
        # tariff rule 2 (4), table 1 section 1: the old plan to the day before the change, the new plan from that day.
        split = why or TARIFF + "rule-2/item-4"
        yield _Part(plan, price(plan), Period(first, changed - ONE_DAY), month, split)
        yield _Part(new_plan, price(new_plan), Period(changed, last), month, split)
        return
    now = new_plan if changed and changed <= first else plan
    yield _Part(now, price(now), Period(first, last), month, why)


def _sum(parts: list[_Part], tax: Decimal) -> tuple[int, int, list[Step]]:
    """Fees without tax, with tax, and the steps. Tax is computed on the sum of each billing month."""
    steps, net, due = [], 0, 0
    for month in dict.fromkeys(part.month for part in parts):
        inside = [part for part in parts if part.month == month]
        steps += [_part_step(part) for part in inside]
        subtotal = sum(part.amount for part in inside)
        if len(inside) > 1:
            steps.append(Step(Text("合計（税抜）", "Sum without tax"), subtotal, "yen", TARIFF + "rule-5"))
        # tariff rule 10: what is payable is the amount without tax plus the consumption tax on it.
        vat = cut(Fraction(subtotal) * Fraction(tax) / 100)
        percent = show(tax, "percent", "ja")
        text = Text(f"消費税 {subtotal:,}円 × {percent}（1円未満切り捨て）", f"Consumption tax {subtotal:,} yen × {percent} (cut off)")
        steps.append(Step(text, vat, "yen", TARIFF + "rule-10"))
        steps.append(Step(Text(f"{subtotal:,}円 ＋ {vat:,}円", f"{subtotal:,} yen + {vat:,} yen"), subtotal + vat, "yen", TARIFF + "rule-10"))
        net, due = net + subtotal, due + subtotal + vat
    if len({part.month for part in parts}) > 1:
        steps.append(Step(Text("全料金月の合計（税込）", "All billing months, with tax"), due, "yen", "nework/article-17/paragraph-1"))
    return net, due, steps


def _part_step(part: _Part) -> Step:
    name, fee = part.plan.text, f"{part.fee:,}"
    if part.why is None:
        text = Text(f"{name.ja} 1か月分", f"{name.en}, a whole month")
        where = TARIFF + "table-1/section-2" if part.fee else "nework/article-4"
        return Step(text, part.amount, "yen", where)
    span = [show(part.used, "", language) for language in ("ja", "en")]
    days = f"{part.used.days} ÷ {part.month.days}"
    text = Text(
        f"{name.ja} {fee}円 × {part.used.days}日 ÷ {part.month.days}日（{span[0]}、1円未満切り捨て）",
        f"{name.en}: {fee} yen × {days} days ({span[1]}; cut off)",
    )
    return Step(text, part.amount, "yen", part.why)


def _assumptions(events: _Events, months: list[Period], billing_day: int) -> Iterator[Text]:
    if events.cancelled and any(m.first <= events.cancelled <= m.last for m in months):
        yield Text(
            "解約の日は利用日に数えました（料金表通則2（3）から）。",
            "The day of cancellation counts as a day of use (inferred from general rule 2 (3)).",
        )
    if events.cancelled in {m.first for m in months} and events.cancelled != events.start:
        yield Text(
            "初日の解約は日割りの場合に当たらないため、その料金月は全額です。",
            "A cancellation on the first day is none of the cases of proration, so that month is due in full.",
        )
    if billing_day == 1:
        yield Text("料金月の起算日は1日としました。", "Billing months are taken to begin on the 1st.")
    yield Text("1ワークスペースの料金です。", "The fee is for one workspace.")


def _notes() -> tuple[Remark, ...]:
    text = Text(
        "利用中止・利用停止の期間があっても料金は減りません。", "Interruption or suspension of the service does not reduce the fee."
    )
    return (Remark(text, ("nework/article-17/paragraph-2",)),)


def _days(events: _Events) -> dict[str, datetime.date]:
    return {k: v for k, v in (("start", events.start), ("changed", events.changed), ("cancelled", events.cancelled)) if v}


def _known(values: dict[str, Value]) -> dict[str, Known]:
    units = {"fee": "yen", "tax": "percent", "month": "calendar-month"}
    return {name: Known(LABELS[name], value, units.get(name, "")) for name, value in values.items() if value is not None}


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
        raise InputError("the contract is cancelled before the service starts", "解約日が提供開始日より前になっています。")
    first, last = start or cancelled or month, cancelled or start or month
    count = 1 if month or not (first and last) else months_between(first, last)
    if month and ((start and month_end(month) < start.replace(day=1)) or (cancelled and month.replace(day=1) > month_end(cancelled))):
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
        steps.append(Step(Text(f"消費税 {net:,}円 × {percent}", f"Consumption tax {net:,} yen × {percent}"), vat, "yen", where))
        due += vat
    values: dict[str, Value] = {"fee": fee, "month": month, "start": start, "cancelled": cancelled, "tax": tax}
    taxed = Text("税込", "with tax") if tax is not None else Text("日割りなし", "not prorated")
    return Calculation(
        "monthly-fee",
        agreement,
        _known(values),
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


_WHOLE = {"cti": ("cti/article-22/paragraph-5", "cti/article-12/paragraph-2"), "partner-cloud": ("partner-cloud/article-15/paragraph-2",)}


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
        yield Text("入力された額のまま、消費税は加算していません。", "No consumption tax has been added to the amount given.")


def _whole_notes(agreement: str) -> tuple[Remark, ...]:
    if agreement == "cti":
        text = Text("料金表と個別の見積書が違うときは、見積書によります。", "Where a quotation differs from the price table, the quotation rules.")
        return (Remark(text, ("cti/article-22/paragraph-6",)),)
    text = Text(
        "第13条第2項は暦月の途中での利用終了を認めない定めで、月の途中の解除を前提とする第15条とかみ合いません。",
        "Article 13(2) says that use cannot end inside a calendar month, which sits badly with a cancellation day inside a month (article 15).",
    )
    return (Remark(text, ("partner-cloud/article-13/paragraph-2", "partner-cloud/article-15/paragraph-2")),)
