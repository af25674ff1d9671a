"""Partner Cloud: notices in business days, and the minimum term."""

import datetime
from collections.abc import Collection
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, Remark, Step, understood
from .calendar import ONE_DAY, add_months, business_days_after, business_days_before, month_end
from .deadlines import LABELS, UNITS, WHAT, before, business_day, by, line, required
from .figures import figures
from .values import Name, Period, Text, Value, cut, money, show


def partner_cloud_deadline(
    *,
    what: Name,
    date: datetime.date | None = None,
    received: datetime.date | None = None,
    term_end: datetime.date | None = None,
    start: datetime.date | None = None,
    fee: int | None = None,
    closed: tuple[datetime.date, ...] = (),
) -> Calculation:
    """Partner Cloud: deadlines in business days (`closed` are further closing days), and the minimum term."""
    values: dict[str, Value] = {
        "what": what, "date": date, "received": received, "term_end": term_end, "start": start, "fee": fee, "closed": closed or None,
    }  # fmt: skip
    if what.id in ("minimum-term", "minimum-term-end"):
        return _minimum_term(required(start, "start"), date, fee, values, end=what.id == "minimum-term-end")
    if what.id == "cancel" and (date is None or received is not None):
        return _partner_cloud_end(date, required(received, "received"), closed, values)
    day = required(date or term_end, "date")
    notice = figures("partner-cloud")[
        {
            "cancel": "cancellation-notice",
            "stop-renewal": "renewal-stop-notice",
            "details-change": "details-change-notice",
        }[what.id]
    ]
    # partner-cloud 15(1): the application goes out the notice period, in business days, before the wanted day.
    # partner-cloud 13(1), 10(1): likewise before the term ends, and before the planned change.
    due = business_days_before(day, notice.whole, closed)
    late = received is not None and received > due
    return Calculation(
        "deadlines", "partner-cloud", understood(values, LABELS, UNITS), by(what, due, late, received), due, "",
        (Step(before(day, notice), due, "", notice.locator),), (business_day(closed),), (), _partner_cloud_notes(what),
        (notice.locator, *(("partner-cloud/article-15/paragraph-2",) if what.id == "cancel" else ())),
        line(due=due, received=received, effect=day),
    )  # fmt: skip


def _partner_cloud_end(
    wanted: datetime.date | None, received: datetime.date, closed: Collection[datetime.date], values: dict[str, Value]
) -> Calculation:
    f = figures("partner-cloud")
    notice, deemed = f["cancellation-notice"], f["cancellation-deemed"]
    # partner-cloud 15(1): with fewer business days left, or no day named, the contract ends that many business days after arrival.
    steps = []
    in_time = False
    if wanted:
        due = business_days_before(wanted, notice.whole, closed)
        in_time = received <= due
        steps.append(Step(before(wanted, notice), due, "", notice.locator))
        text = Text("申込書は期限までに到達", "The application arrived by then")
        steps.append(Step(text, in_time, "", notice.locator))
    end = wanted if wanted and in_time else business_days_after(received, deemed.whole, closed)
    if not in_time:
        days = deemed.whole
        text = Text(f"{show(received, '', 'ja')}の{days}営業日後", f"{show(received, '', 'en')} + {days} business days")
        steps.append(Step(text, end, "", deemed.locator))
    # partner-cloud 15(2): the fee of the month in which it ends is due in full.
    where = "partner-cloud/article-15/paragraph-2"
    steps.append(Step(Text("料金はこの日まで（月の全額）", "The fee runs to (whole month)"), month_end(end), "", where))
    headline = Text(f"利用契約は{show(end, '', 'ja')}に終了します。", f"The contract ends on {show(end, '', 'en')}.")
    return Calculation(
        "deadlines", "partner-cloud", understood(values, LABELS, UNITS), headline, end, "", tuple(steps), (business_day(closed),), (),
        _partner_cloud_notes(WHAT["partner-cloud"]["cancel"]), (deemed.locator, where), line(received=received, wanted=wanted, effect=end),
    )  # fmt: skip


def _minimum_term(
    start: datetime.date, cancelled: datetime.date | None, fee: int | None, values: dict[str, Value], *, end: bool
) -> Calculation:
    term = figures("partner-cloud")["minimum-term"]
    # partner-cloud 14(1): the minimum term counts from the first day of the month in which use starts.
    first = start.replace(day=1)
    period = Period(first, add_months(first, term.whole) - ONE_DAY)
    steps = [
        Step(
            Text(
                f"利用開始月の初日から{term.whole}か月",
                f"{term.whole} month from the first day of the month of the start",
            ),
            period,
            "",
            term.locator,
        )
    ]
    assumptions = [
        Text(
            "別紙や合意書面に別の定めがないものとしました。",
            "No other term is taken to be set in the annex or in writing.",
        )
    ]
    headline = Text(f"最低利用期間は{show(period, '', 'ja')}です。", f"The minimum term is {show(period, '', 'en')}.")
    if end:
        last = show(period.last, "", "ja"), show(period.last, "", "en")
        headline = Text(f"最低利用期間の最終日は{last[0]}です。", f"The minimum term ends on {last[1]}.")
    if cancelled:
        if cancelled < start:
            raise InputError("the contract is cancelled before use starts", "解約日が利用開始日より前になっています。")
        # partner-cloud 14(2): cancelled inside the term, the fee for the rest of it is due, with tax; 15(2) charges that month whole already.
        rest = Period(month_end(cancelled) + ONE_DAY, period.last)
        extra = cut(rest.days * _fee_of_day(fee, period)) if fee is not None else None
        where = "partner-cloud/article-14/paragraph-2"
        steps.append(
            Step(
                Text("解約月の全額のほかに残る日数", "Days left beyond the whole month of the cancellation"),
                rest.days,
                "day",
                where,
            )
        )
        if extra is not None:
            steps.append(
                Step(Text("残余の期間の料金（税抜）", "Fee for the rest of the term, without tax"), extra, "yen", where)
            )
        assumptions.append(
            Text(
                "第15条第2項で全額となる月の日数は、残余の期間として重ねて数えていません。",
                "Days of the month that article 15(2) already charges whole are not counted a second time.",
            )
        )
    return Calculation(
        "deadlines", "partner-cloud", understood(values, LABELS, UNITS), headline, period.last if end else period, "", tuple(steps),
        tuple(assumptions), (), (),
        (term.locator, "partner-cloud/article-14/paragraph-2", "partner-cloud/article-15/paragraph-2"),
        line(start=start, first=period.first, last=period.last, cancelled=cancelled),
    )  # fmt: skip


def _fee_of_day(fee: int, period: Period) -> Fraction:
    return Fraction(money(fee), period.days)


def _partner_cloud_notes(what: Name) -> tuple[Remark, ...]:
    if what.id == "cancel":
        text = Text(
            "解約月の料金は日割りされず全額です。第13条第2項は暦月の途中で利用を終えられないとしており、月の途中の解約日とかみ合いません。",
            "The month of the cancellation is charged whole. Article 13(2) says that use cannot end inside a calendar month, which sits badly with such a day.",
        )
        return (Remark(text, ("partner-cloud/article-15/paragraph-2", "partner-cloud/article-13/paragraph-2")),)
    if what.id == "stop-renewal":
        term = figures("partner-cloud")["renewal-term"].whole
        text = Text(
            f"申し出がなければ、{term}か月ずつ自動で延長されます。",
            f"Without notice the contract is renewed by {term} month at a time.",
        )
        return (Remark(text, ("partner-cloud/article-13/paragraph-1",)),)
    text = Text(
        "同じ条は、変更予定日より前の期限と「遅滞なく」とを並べており、読み方に迷う余地があります。",
        "The same article asks for notice before the planned day and also for notice without delay.",
    )
    return (Remark(text, ("partner-cloud/article-10/paragraph-1",)),)
