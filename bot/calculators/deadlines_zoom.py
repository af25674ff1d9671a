"""Zoom: the window for renewing, the months of added licences, the day on which the service starts."""

import datetime

from ingest.errors import InputError

from .calculation import Calculation, NoSuchRule, Remark, Step, understood
from .calendar import add_months
from .deadlines import LABELS, UNITS, before, line, required, zoom_order
from .figures import figures
from .values import Name, Period, Text, Value, show


def zoom_deadline(
    *,
    what: Name,
    term_end: datetime.date | None = None,
    received: datetime.date | None = None,
    added: datetime.date | None = None,
    month: datetime.date | None = None,
    new_pro: bool = False,
) -> Calculation | NoSuchRule:
    """Zoom: the window for renewing, the months of added licences, the day on which the service starts."""
    if what.id == "order":
        return zoom_order()
    values: dict[str, Value] = {
        "what": what, "term_end": term_end, "received": received, "added": added, "month": month, "new_pro": new_pro or None,
    }  # fmt: skip
    if what.id == "renewal":
        return _renewal(required(term_end, "term_end"), received, values)
    if what.id == "added-licences":
        return _added(required(added, "added"), required(term_end, "term_end"), values)
    return _service_start(required(month, "month"), new_pro, values)


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
        Step(before(term_end, closes), window.last, "", closes.locator),
    ]  # fmt: skip
    headline = Text(
        f"更新の購入は{show(window, '', 'ja')}にしてください。",
        f"Buy the renewal from {show(window.first, '', 'en')} to {show(window.last, '', 'en')}.",
    )
    if bought:
        inside = window.first <= bought <= window.last
        steps.append(
            Step(
                Text(f"{show(bought, '', 'ja')}は期間内", f"{show(bought, '', 'en')} lies inside"),
                inside,
                "",
                closes.locator,
            )
        )
    note = Remark(
        Text(
            "サービス定義書は残り6か月未満から、ガイドは終了月の6か月前からとしています。優先順位により第8条で計算しました。",
            "The specification says from less than 6 months left, the guide from 6 months before the month of the end. By the order of precedence article 8 was used.",
        ),
        ("zoom/article-3/paragraph-2", "zoom/spec/section-6", "zoom/guide-2/section-4/item-3"),
    )
    return Calculation(
        "deadlines", "zoom", understood(values, LABELS, UNITS), headline, window, "", tuple(steps),
        (Text("その月にない日は月の末日としました。", "A day that the month lacks is taken as its last day."),), (), (note,),
        (opens.locator, "zoom/spec/section-6", "zoom/guide-2/section-4/item-3", "zoom/article-3/paragraph-2"),
        line(opens=window.first, closes=window.last, effect=term_end, bought=bought),
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
    extra = (
        Text("翌年分の同時購入も必要です。", " Next year's licences must be bought at the same time.")
        if also
        else Text("", "")
    )
    headline = Text(
        f"追加するライセンスは{count}か月分です。{extra.ja}",
        f"The added licences are bought for {show(count, 'month', 'en')}.{extra.en}",
    )
    assumption = Text("追加した月も1か月に数えました。", "The month of the addition counts as a whole month.")
    return Calculation(
        "deadlines", "zoom", understood(values, LABELS, UNITS), headline, count, "month", steps, (assumption,), (), (), (item,),
        line(added=added, effect=term_end),
    )  # fmt: skip


def _service_start(month: datetime.date, new_pro: bool, values: dict[str, Value]) -> Calculation:
    f = figures("zoom")
    january = month.month == 1
    # zoom annex 1: the first of the month; a new order of Pro in January starts later.
    figure = f["service-start-day-january-new-pro"] if january and new_pro else f["service-start-day"]
    day = month.replace(day=figure.whole)
    steps = (Step(Text("その月のサービス開始日", "Service start in that month"), day, "", figure.locator),)
    other = f["service-start-day-january-new-pro"].whole
    text = Text(
        f"1月のプロの新規申込だけは{other}日に開始します。",
        f"Only a new order of Pro in January starts on the {other}th.",
    )
    return Calculation(
        "deadlines", "zoom", understood(values, LABELS, UNITS),
        Text(f"サービス開始日は{show(day, '', 'ja')}です。", f"The service starts on {show(day, '', 'en')}."), day, "", steps, (), (),
        (Remark(text, ("zoom/annex-1",)),) if january else (), (figure.locator, "zoom/guide-2/section-4/item-1"), line(effect=day),
    )  # fmt: skip
