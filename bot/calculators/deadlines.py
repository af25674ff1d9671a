"""Until when to act, and when what was sent takes effect."""

import datetime
from collections.abc import Collection, Iterable
from fractions import Fraction

from ingest.errors import InputError

from .calculation import Calculation, Name, NoSuchRule, Period, Remark, Step, Text, Value, cut, known, money, show
from .calendar import ONE_DAY, add_months, business_days_after, business_days_before, month_end
from .figures import Figure, figures

LABELS = {
    "what": Text("手続", "Procedure"), "date": Text("希望日", "Wanted day"), "month": Text("希望月", "Wanted month"),
    "received": Text("書類の到達日", "Papers received"), "term_end": Text("期間の満了日", "Last day of the term"),
    "start": Text("利用開始日", "Start of use"), "added": Text("追加日", "Day of the addition"), "closed": Text("休業日", "Closing days"),
    "fee": Text("月額料金", "Monthly fee"), "new_pro": Text("プロの新規申込", "New order of Pro"),
}  # fmt: skip
UNITS = {"month": "calendar-month", "fee": "yen"}
CANCEL = Text("解約", "cancellation")
WHAT = {
    "nework": {"cancel": Name("cancel", CANCEL)},
    "cti": {
        "cancel": Name("cancel", CANCEL),
        "option-start": Name("option-start", Text("付加機能の利用開始", "start of an optional feature")),
        "option-cancel": Name("option-cancel", Text("付加機能の解約", "cancellation of an optional feature")),
        "line-change": Name("line-change", Text("回線の変更", "line change")),
    },
    "partner-cloud": {
        "cancel": Name("cancel", CANCEL),
        "stop-renewal": Name("stop-renewal", Text("自動延長の停止", "stopping the automatic renewal")),
        "details-change": Name("details-change", Text("登録内容の変更", "change of registered details")),
        "minimum-term": Name("minimum-term", Text("最低利用期間", "minimum term")),
    },
    "zoom": {
        "renewal": Name("renewal", Text("更新", "renewal")),
        "added-licences": Name("added-licences", Text("ライセンスの追加", "added licences")),
        "service-start": Name("service-start", Text("サービス開始日", "service start")),
    },
}


def cti_deadline(
    *, what: Name, date: datetime.date | None = None, month: datetime.date | None = None, received: datetime.date | None = None
) -> Calculation:
    """Cloud CTI: the day by which papers are due, or with `received` alone, the day from which they take effect."""
    at_month_end = what.id in ("cancel", "option-cancel")
    notice = figures("cti")[
        {"cancel": "cancellation-notice", "option-start": "optional-start-notice", "option-cancel": "optional-cancellation-notice",
         "line-change": "line-change-notice"}[what.id]
    ]  # fmt: skip
    lead = datetime.timedelta(days=notice.whole)
    # cti 20(1), 39(1): only as of the last day of a month; papers the notice period before that day.
    # cti 35(1), 13(6): the notice period before the wanted start, or before the planned change.
    target = month_end(month or date) if at_month_end and (month or date) else date
    values: dict[str, Value] = {"what": what, "date": date, "month": month, "received": received}
    if target is None:
        return _cti_effect(what, _required(received, "received"), notice, at_month_end, values)
    due = target - lead
    steps = []
    if at_month_end:
        steps.append(Step(Text("効力が生じる日（希望月の末日）", "Takes effect (last day of the month)"), target, "", notice.locator))
    steps.append(Step(_minus(target, notice), due, "", notice.locator))
    late = received is not None and received > due
    if late:
        effect = _cti_first(_required(received, "received"), notice, at_month_end)
        steps.append(Step(Text("到達日からみた最も早い日", "Earliest day from the day of receipt"), effect, "", notice.locator))
    assumptions = (
        (_INFERRED,)
        if late and at_month_end
        else (Text("期限の日に届けば間に合うものとしました。", "Papers that arrive on that day are taken to be in time."),)
    )
    return Calculation(
        "deadlines", "cti", known(values, LABELS, UNITS), _by(what, due, late, received), due, "", tuple(steps), assumptions, (),
        _cti_notes(what), _cti_locators(what, notice), _line(received=received, due=due, effect=target),
    )  # fmt: skip


def _cti_effect(what: Name, received: datetime.date, notice: Figure, at_month_end: bool, values: dict[str, Value]) -> Calculation:
    effect = _cti_first(received, notice, at_month_end)
    earliest = received + datetime.timedelta(days=notice.whole)
    days = notice.whole
    steps = [Step(Text(f"{show(received, '', 'ja')} ＋ {days}日", f"{show(received, '', 'en')} + {days} days"), earliest, "", notice.locator)]
    if at_month_end:
        text = Text("その日以後で最初の月の末日", "The first last day of a month on or after it")
        steps.append(Step(text, effect, "", notice.locator))
    headline = Text(f"最も早い{what.text.ja}の日は{show(effect, '', 'ja')}です。", f"The earliest day for the {what.text.en} is {show(effect, '', 'en')}.")
    return Calculation(
        "deadlines", "cti", known(values, LABELS, UNITS), headline, effect, "", tuple(steps), (_INFERRED,), (),
        _cti_notes(what), _cti_locators(what, notice), _line(received=received, effect=effect),
    )  # fmt: skip


_INFERRED = Text(
    "期限に遅れた書類の扱いは規約に定めがなく、期限を満たす最初の日としました。",
    "The text does not say what late papers do; the first day that keeps the notice is taken.",
)


def _cti_first(received: datetime.date, notice: Figure, at_month_end: bool) -> datetime.date:
    earliest = received + datetime.timedelta(days=notice.whole)
    return month_end(earliest) if at_month_end else earliest


def _cti_notes(what: Name) -> tuple[Remark, ...]:
    if what.id == "option-cancel":
        text = Text(
            "第13条第4項は特定のサービス品目だけの解約に期限を定めておらず、第39条第1項と食い違います。",
            "Article 13(4) sets no notice for dropping a single service item, unlike article 39(1).",
        )
        return (Remark(text, ("cti/article-13/paragraph-4", "cti/article-39/paragraph-1")),)
    if what.id == "option-start":
        text = Text(
            "月の途中からの提供でも、利用開始日はその月の初日とされます。",
            "A feature provided from mid-month still counts from the first day of that month.",
        )
        return (Remark(text, ("cti/article-35/paragraph-4", "cti/article-12/paragraph-2")),)
    return ()


def _cti_locators(what: Name, notice: Figure) -> tuple[str, ...]:
    more = {"cancel": ("cti/article-20/paragraph-2",), "option-cancel": ("cti/article-39/paragraph-2",)}
    return (notice.locator, *more.get(what.id, ()))


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
    if what.id == "minimum-term":
        return _minimum_term(_required(start, "start"), date, fee, values)
    if what.id == "cancel" and (date is None or received is not None):
        return _partner_cloud_end(date, _required(received, "received"), closed, values)
    day = _required(date or term_end, "date")
    notice = figures("partner-cloud")[
        {"cancel": "cancellation-notice", "stop-renewal": "renewal-stop-notice", "details-change": "details-change-notice"}[what.id]
    ]
    # partner-cloud 15(1): the application goes out the notice period, in business days, before the wanted day.
    # partner-cloud 13(1), 10(1): likewise before the term ends, and before the planned change.
    due = business_days_before(day, notice.whole, closed)
    late = received is not None and received > due
    return Calculation(
        "deadlines", "partner-cloud", known(values, LABELS, UNITS), _by(what, due, late, received), due, "",
        (Step(_minus(day, notice), due, "", notice.locator),), (_business_day(closed),), (), _partner_cloud_notes(what),
        (notice.locator, *(("partner-cloud/article-15/paragraph-2",) if what.id == "cancel" else ())),
        _line(due=due, received=received, effect=day),
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
        steps.append(Step(_minus(wanted, notice), due, "", notice.locator))
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
        "deadlines", "partner-cloud", known(values, LABELS, UNITS), headline, end, "", tuple(steps), (_business_day(closed),), (),
        _partner_cloud_notes(WHAT["partner-cloud"]["cancel"]), (deemed.locator, where), _line(received=received, wanted=wanted, effect=end),
    )  # fmt: skip


def _minimum_term(start: datetime.date, cancelled: datetime.date | None, fee: int | None, values: dict[str, Value]) -> Calculation:
    term = figures("partner-cloud")["minimum-term"]
    # partner-cloud 14(1): the minimum term counts from the first day of the month in which use starts.
    first = start.replace(day=1)
    period = Period(first, add_months(first, term.whole) - ONE_DAY)
    steps = [Step(Text(f"利用開始月の初日から{term.whole}か月", f"{term.whole} month from the first day of the month of the start"), period, "", term.locator)]
    assumptions = [Text("別紙や合意書面に別の定めがないものとしました。", "No other term is taken to be set in the annex or in writing.")]
    headline = Text(f"最低利用期間は{show(period, '', 'ja')}です。", f"The minimum term is {show(period, '', 'en')}.")
    if cancelled:
        if cancelled < start:
            raise InputError("the contract is cancelled before use starts", "解約日が利用開始日より前になっています。")
        # partner-cloud 14(2): cancelled inside the term, the fee for the rest of it is due, with tax; 15(2) charges that month whole already.
        rest = Period(max(cancelled, month_end(cancelled) + ONE_DAY), period.last)
        extra = cut(rest.days * _fee_of_day(fee, period)) if fee is not None else None
        where = "partner-cloud/article-14/paragraph-2"
        steps.append(Step(Text("解約月の全額のほかに残る日数", "Days left beyond the whole month of the cancellation"), rest.days, "day", where))
        if extra is not None:
            steps.append(Step(Text("残余の期間の料金（税抜）", "Fee for the rest of the term, without tax"), extra, "yen", where))
        assumptions.append(
            Text(
                "第15条第2項で全額となる月の日数は、残余の期間として重ねて数えていません。",
                "Days of the month that article 15(2) already charges whole are not counted a second time.",
            )
        )
    return Calculation(
        "deadlines", "partner-cloud", known(values, LABELS, UNITS), headline, period, "", tuple(steps), tuple(assumptions), (), (),
        (term.locator, "partner-cloud/article-14/paragraph-2", "partner-cloud/article-15/paragraph-2"),
        _line(start=start, first=period.first, last=period.last, cancelled=cancelled),
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
        text = Text(f"申し出がなければ、{term}か月ずつ自動で延長されます。", f"Without notice the contract is renewed by {term} month at a time.")
        return (Remark(text, ("partner-cloud/article-13/paragraph-1",)),)
    text = Text(
        "同じ条は、変更予定日より前の期限と「遅滞なく」とを並べており、読み方に迷う余地があります。",
        "The same article asks for notice before the planned day and also for notice without delay.",
    )
    return (Remark(text, ("partner-cloud/article-10/paragraph-1",)),)


def zoom_deadline(
    *,
    what: Name,
    term_end: datetime.date | None = None,
    received: datetime.date | None = None,
    added: datetime.date | None = None,
    month: datetime.date | None = None,
    new_pro: bool = False,
) -> Calculation:
    """Zoom: the window for renewing, the months of added licences, the day on which the service starts."""
    values: dict[str, Value] = {
        "what": what, "term_end": term_end, "received": received, "added": added, "month": month, "new_pro": new_pro or None,
    }  # fmt: skip
    if what.id == "renewal":
        return _renewal(_required(term_end, "term_end"), received, values)
    if what.id == "added-licences":
        return _added(_required(added, "added"), _required(term_end, "term_end"), values)
    return _service_start(_required(month, "month"), new_pro, values)


def _renewal(term_end: datetime.date, bought: datetime.date | None, values: dict[str, Value]) -> Calculation:
    f = figures("zoom")
    opens, closes = f["renewal-window-opens"], f["renewal-window-closes"]
    # zoom 8(1): bought between so many months and so many days before the last day of the term.
    window = Period(add_months(term_end, -opens.whole), term_end - datetime.timedelta(days=closes.whole))
    steps = [
        Step(
            Text(f"{show(term_end, '', 'ja')}の{opens.whole}か月前", f"{opens.whole} months before {show(term_end, '', 'en')}"),
            window.first, "", opens.locator,
        ),
        Step(_minus(term_end, closes), window.last, "", closes.locator),
    ]  # fmt: skip
    headline = Text(
        f"更新の購入は{show(window, '', 'ja')}にしてください。", f"Buy the renewal from {show(window.first, '', 'en')} to {show(window.last, '', 'en')}."
    )
    if bought:
        inside = window.first <= bought <= window.last
        steps.append(Step(Text(f"{show(bought, '', 'ja')}は期間内", f"{show(bought, '', 'en')} lies inside"), inside, "", closes.locator))
    note = Remark(
        Text(
            "サービス定義書は残り6か月未満から、ガイドは終了月の6か月前からとしています。優先順位により第8条で計算しました。",
            "The specification says from less than 6 months left, the guide from 6 months before the month of the end. By the order of precedence article 8 was used.",
        ),
        ("zoom/article-3/paragraph-2", "zoom/spec/section-6", "zoom/guide-2/section-4/item-3"),
    )
    return Calculation(
        "deadlines", "zoom", known(values, LABELS, UNITS), headline, window, "", tuple(steps),
        (Text("その月にない日は月の末日としました。", "A day that the month lacks is taken as its last day."),), (), (note,),
        (opens.locator, "zoom/spec/section-6", "zoom/guide-2/section-4/item-3", "zoom/article-3/paragraph-2"),
        _line(opens=window.first, closes=window.last, effect=term_end, bought=bought),
    )  # fmt: skip


def _added(added: datetime.date, term_end: datetime.date, values: dict[str, Value]) -> Calculation:
    if added > term_end:
        raise InputError("the licences are added after the term ends", "追加日が契約期間の終了より後になっています。")
    top_up = figures("zoom")["top-up-threshold"]
    # zoom guide (2) ②: whole months, from the month of the addition to the month in which the main contract ends.
    count = (term_end.year - added.year) * 12 + term_end.month - added.month + 1
    left = (term_end - added).days
    also = left < top_up.whole
    item = "zoom/guide-2/section-4/item-2"
    text = Text(
        f"{show(added, 'calendar-month', 'ja')}から{show(term_end, 'calendar-month', 'ja')}まで",
        f"{show(added, 'calendar-month', 'en')} to {show(term_end, 'calendar-month', 'en')}",
    )
    steps = (
        Step(text, count, "month", item),
        Step(Text("契約期間の残り", "Days left of the term"), left, "day", top_up.locator),
        Step(Text(f"残り{top_up.whole}日未満", f"Fewer than {top_up.whole} days left"), also, "", top_up.locator),
    )
    extra = Text("翌年分の同時購入も必要です。", " Next year's licences must be bought at the same time.") if also else Text("", "")
    headline = Text(
        f"追加するライセンスは{count}か月分です。{extra.ja}", f"The added licences are bought for {show(count, 'month', 'en')}.{extra.en}"
    )
    assumption = Text("追加した月も1か月に数えました。", "The month of the addition counts as a whole month.")
    return Calculation(
        "deadlines", "zoom", known(values, LABELS, UNITS), headline, count, "month", steps, (assumption,), (), (), (item,),
        _line(added=added, effect=term_end),
    )  # fmt: skip


def _service_start(month: datetime.date, new_pro: bool, values: dict[str, Value]) -> Calculation:
    f = figures("zoom")
    january = month.month == 1
    # zoom annex 1: the first of the month; a new order of Pro in January starts later.
    figure = f["service-start-day-january-new-pro"] if january and new_pro else f["service-start-day"]
    day = month.replace(day=figure.whole)
    steps = (Step(Text("その月のサービス開始日", "Service start in that month"), day, "", figure.locator),)
    other = f["service-start-day-january-new-pro"].whole
    text = Text(f"1月のプロの新規申込だけは{other}日に開始します。", f"Only a new order of Pro in January starts on the {other}th.")
    return Calculation(
        "deadlines", "zoom", known(values, LABELS, UNITS),
        Text(f"サービス開始日は{show(day, '', 'ja')}です。", f"The service starts on {show(day, '', 'en')}."), day, "", steps, (), (),
        (Remark(text, ("zoom/annex-1",)),) if january else (), (figure.locator, "zoom/guide-2/section-4/item-1"), _line(effect=day),
    )  # fmt: skip


def nework_deadline(*, what: Name, date: datetime.date | None = None) -> NoSuchRule:  # noqa: ARG001 -- no day changes the answer
    """NeWork sets no notice period: there is no day to compute."""
    # nework 10: the provider is notified beforehand, with its form; uninstalling the application does not cancel the contract.
    text = Text(
        "NeWorkの解約に予告期間の定めはなく、期限は計算できません。解約したい日より前に、所定のフォームで通知してください。アプリの削除は解約になりません。",
        "NeWork sets no notice period for cancellation, so there is no deadline to compute. Notify the provider beforehand with its form; "
        "uninstalling the application does not cancel the contract.",
    )
    return NoSuchRule("nework", "deadlines", text, ("nework/article-10/paragraph-1", "nework/article-10/paragraph-2"))


def _required(value: datetime.date | None, name: str) -> datetime.date:
    if value is None:
        raise InputError(f"{LABELS[name].en.lower()} is missing", f"{LABELS[name].ja}が必要です。")
    return value


def _minus(day: datetime.date, notice: Figure) -> Text:
    business = notice.unit.startswith("business")
    unit = ("営業日", "business days") if business else ("日", "days")
    return Text(f"{show(day, '', 'ja')}の{notice.whole}{unit[0]}前", f"{notice.whole} {unit[1]} before {show(day, '', 'en')}")


def _by(what: Name, due: datetime.date, late: bool, received: datetime.date | None) -> Text:
    verdict = Text("", "")
    if received:
        verdict = Text("間に合いません。", " That is too late.") if late else Text("間に合います。", " That is in time.")
    return Text(
        f"{what.text.ja}の期限は{show(due, '', 'ja')}です。{verdict.ja}", f"The deadline for the {what.text.en} is {show(due, '', 'en')}.{verdict.en}"
    )


def _business_day(closed: Iterable[datetime.date]) -> Text:
    extra = show(tuple(closed), "", "ja"), show(tuple(closed), "", "en")
    return Text(
        "営業日は、土日と日本の祝日を除く日としました（規約に定義がありません）。" + (f"ほかの休業日: {extra[0]}" if extra[0] else ""),
        "Business days are taken as Monday to Friday without Japan's national holidays (the text does not define them)."
        + (f" Further closing days: {extra[1]}." if extra[1] else ""),
    )


def _line(**days: datetime.date | None) -> dict[str, datetime.date]:
    return {name: day for name, day in days.items() if day}
