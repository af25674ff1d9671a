"""What a month costs when the service starts, ends or changes within it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, Reading, Remark, Step, cut_off, understood
from .calendar import ONE_DAY, add_months, month_containing
from .figures import figures
from .values import Name, Period, Text, cut, show

TARIFF = "nework/tariff/"
UNITS = {"fee": "yen", "tax": "percent", "billing_day": "day-of-month", "month": "calendar-month"}
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
    """Days on one plan in one billing month. `why` are the rules that prorate them, () for a whole month."""

    plan: Name
    fee: int
    used: Period
    month: Period
    why: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        # tariff rule 3: the monthly fee by the days of the billing month.
        return Fraction(self.fee) * self.used.days / self.month.days if self.why else Fraction(self.fee)

    @property
    def amount(self) -> int:
        # tariff rule 5: below 1 yen is dropped.
        return cut(self.share)


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
    """NeWork's fee in yen, with tax unless that is 0 %, for a billing month, or for all the months from start to cancellation if `month` is None.

    `month` is any day of the calendar month in which the billing month begins. Raises InputError for events that contradict each other.
    """
    events = _Events(start, cancelled, changed)
    _check(events, plan, new_plan)
    months = list(_months(events, month, billing_day))
    parts = [part for period in months for part in _parts(plan, new_plan or plan, events, period, whole=False)]
    if not parts:
        raise InputError(
            "the service does not run in that billing month", "その料金月には本サービスの提供がありません。"
        )
    net, due, steps = _sum(parts, tax)
    prorated = any(part.why for part in parts)
    readings: tuple[Reading, ...] = ()
    if prorated:
        # nework 17(1): fees run from the first day of the month of the start to the last day of the month of the cancellation.
        whole = [part for period in months for part in _parts(plan, new_plan or plan, events, period, whole=True)]
        text = Text(
            f"第17条第1項は料金月の初日から末日までの支払いを定めており、日割りをしない読み方（{_taxed(tax).ja}）",
            f"Article 17(1) obliges payment from the first to the last day of billing months: no proration ({_taxed(tax).en})",
        )
        readings = (Reading(text, _sum(whole, tax)[1], "nework/article-17/paragraph-1"),)
    values = {
        "plan": plan, "month": months[0].first if month else None, "billing_day": billing_day, "start": start, "cancelled": cancelled,
        "changed": changed, "new_plan": new_plan, "tax": tax or None,
    }  # fmt: skip
    return Calculation(
        "monthly-fee",
        "nework",
        understood(values, LABELS, UNITS),
        _headline(net, due, tax),
        due,
        "yen",
        tuple(steps),
        tuple(_assumptions(events, months, billing_day)),
        readings,
        _notes(),
        _locators(parts),
        {**_days(events), "first": months[0].first, "last": months[-1].last},
    )


def _taxed(tax: Decimal) -> Text:
    return Text("税込", "with tax") if tax else Text("税抜", "without tax")


def _headline(net: int, due: int, tax: Decimal) -> Text:
    if not tax:
        return Text(f"料金は税抜{net:,}円です。", f"The fee is {net:,} yen without tax.")
    return Text(
        f"料金は税込{due:,}円です（税抜{net:,}円に消費税{show(tax, 'percent', 'ja')}）。",
        f"The fee is {due:,} yen with tax ({net:,} yen without tax, plus {show(tax, 'percent', 'en')} consumption tax).",
    )


def price(plan: Name) -> int:
    """A plan's monthly fee without tax; the Free plan has none."""
    return 0 if plan.id == "free" else figures("nework")[f"price-{plan.id}"].whole


def price_locator(plan: Name) -> str:
    """Where a plan's price stands; for the Free plan, where it is said to be free of charge."""
    return "nework/article-4/paragraph-1/item-1" if plan.id == "free" else figures("nework")[f"price-{plan.id}"].locator


def _check(events: _Events, plan: Name, new_plan: Name | None) -> None:
    if events.start and events.cancelled and events.cancelled < events.start:
        raise InputError(
            "the contract is cancelled before the service starts", "解約日が提供開始日より前になっています。"
        )
    if (events.changed is None) != (new_plan is None):
        raise InputError(
            "a plan change needs its day and the new plan", "プランの変更には、変更日と変更後のプランの両方が必要です。"
        )
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
    why: tuple[str, ...] = ()
    if events.start and (events.start > last or (events.cancelled and events.cancelled < first)):
        return
    if events.cancelled and events.cancelled < first:
        return
    if events.start and first < events.start <= last and not whole:
        # tariff rule 2 (1): the service starts on a day other than the first of the billing month.
        first, why = events.start, (TARIFF + "rule-2/item-1",)
    if events.cancelled and month.first < events.cancelled <= last and not whole:
        # tariff rule 2 (2): the contract is cancelled on a day other than the first; that day is a day of use.
        last, why = events.cancelled, (*why, TARIFF + "rule-2/item-2")
    if events.start == events.cancelled == month.first and not whole:
        # tariff rule 2 (3): started and cancelled on the first day: that one day.
        last, why = month.first, (TARIFF + "rule-2/item-3",)
    if changed and first < changed <= last:
        # tariff rule 2 (4), table 1 section 1: the old plan to the day before the change, the new plan from that day.
        split = (TARIFF + "rule-2/item-4", *why)
        yield _Part(plan, price(plan), Period(first, changed - ONE_DAY), month, split)
        yield _Part(new_plan, price(new_plan), Period(changed, last), month, split)
        return
    now = new_plan if changed and changed <= first else plan
    yield _Part(now, price(now), Period(first, last), month, why)


def _tax_steps(subtotal: int, vat: int, tax: Decimal) -> Iterator[Step]:
    # tariff rule 10: what is payable is the amount without tax plus the consumption tax on it.
    percent = show(tax, "percent", "ja")
    text = Text(
        f"消費税 {subtotal:,}円 × {percent}（1円未満切り捨て）",
        f"Consumption tax {subtotal:,} yen × {percent} (cut off)",
    )
    yield Step(text, vat, "yen", TARIFF + "rule-10")
    total = Text(f"{subtotal:,}円 ＋ {vat:,}円", f"{subtotal:,} yen + {vat:,} yen")
    yield Step(total, subtotal + vat, "yen", TARIFF + "rule-10")


def _sum(parts: list[_Part], tax: Decimal) -> tuple[int, int, list[Step]]:
    """Fees without tax, with tax, and the steps. Tax is computed on the sum of each billing month."""
    steps, net, due = [], 0, 0
    for month in dict.fromkeys(part.month for part in parts):
        inside = [part for part in parts if part.month == month]
        steps += [step for part in inside for step in _part_steps(part)]
        subtotal = sum(part.amount for part in inside)
        if len(inside) > 1:
            steps.append(Step(Text("合計（税抜）", "Sum without tax"), subtotal, "yen", TARIFF + "rule-5"))
        vat = cut(Fraction(subtotal) * Fraction(tax) / 100)
        steps += _tax_steps(subtotal, vat, tax) if tax else ()
        net, due = net + subtotal, due + subtotal + vat
    if len({part.month for part in parts}) > 1:
        steps.append(
            Step(
                Text("全料金月の合計", "All billing months"),
                due,
                "yen",
                "nework/article-17/paragraph-1",
            )
        )
    return net, due, steps


def _part_steps(part: _Part) -> tuple[Step, ...]:
    name, fee = part.plan.text, f"{part.fee:,}"
    if not part.why:
        text = Text(f"{name.ja} 1か月分", f"{name.en}, a whole month")
        return (Step(text, part.amount, "yen", price_locator(part.plan)),)
    span = [show(part.used, "", language) for language in ("ja", "en")]
    days = f"{part.used.days} ÷ {part.month.days}"
    text = Text(
        f"{name.ja} {fee}円 × {part.used.days}日 ÷ {part.month.days}日（{span[0]}）",
        f"{name.en}: {fee} yen × {days} days ({span[1]})",
    )
    return cut_off(text, part.share, part.why[0], TARIFF + "rule-5")


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
        "利用中止・利用停止の期間があっても料金は減りません。",
        "Interruption or suspension of the service does not reduce the fee.",
    )
    return (Remark(text, ("nework/article-17/paragraph-2",)),)


def _locators(parts: list[_Part]) -> tuple[str, ...]:
    rules = sorted({rule for part in parts for rule in part.why})
    prorated = (TARIFF + "rule-3", TARIFF + "rule-5") if rules else ()
    prices = [price_locator(part.plan) for part in parts]
    return tuple(dict.fromkeys((*rules, *prorated, *prices, TARIFF + "rule-10", "nework/article-17/paragraph-1")))


def _days(events: _Events) -> dict[str, datetime.date]:
    return {
        k: v for k, v in (("start", events.start), ("changed", events.changed), ("cancelled", events.cancelled)) if v
    }
