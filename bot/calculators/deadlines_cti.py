"""Cloud CTI: notices of a fixed number of days, and what papers that arrived on a day bring about."""

import datetime

from .calculation import Calculation, Remark, Step, understood
from .calendar import month_end
from .deadlines import LABELS, UNITS, before, by, line, required
from .figures import Figure, figures
from .values import Name, Text, Value, show


def cti_deadline(
    *,
    what: Name,
    date: datetime.date | None = None,
    month: datetime.date | None = None,
    received: datetime.date | None = None,
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
    wanted = month or date
    target = month_end(wanted) if at_month_end and wanted else date
    values: dict[str, Value] = {"what": what, "date": date, "month": month, "received": received}
    if target is None:
        return _cti_effect(what, required(received, "received"), notice, at_month_end, values)
    due = target - lead
    steps = []
    if at_month_end:
        steps.append(
            Step(
                Text("効力が生じる日（希望月の末日）", "Takes effect (last day of the month)"),
                target,
                "",
                notice.locator,
            )
        )
    steps.append(Step(before(target, notice), due, "", notice.locator))
    late = received is not None and received > due
    if late:
        effect = _cti_first(required(received, "received"), notice, at_month_end)
        steps.append(
            Step(Text("到達日からみた最も早い日", "Earliest day from the day of receipt"), effect, "", notice.locator)
        )
    assumptions = (
        (_INFERRED,)
        if late and at_month_end
        else (
            Text("期限の日に届けば間に合うものとしました。", "Papers that arrive on that day are taken to be in time."),
        )
    )
    return Calculation(
        "deadlines", "cti", understood(values, LABELS, UNITS), by(what, due, late, received), due, "", tuple(steps), assumptions, (),
        _cti_notes(what), _cti_locators(what, notice), line(received=received, due=due, effect=target),
    )  # fmt: skip


def _cti_effect(
    what: Name, received: datetime.date, notice: Figure, at_month_end: bool, values: dict[str, Value]
) -> Calculation:
    effect = _cti_first(received, notice, at_month_end)
    earliest = received + datetime.timedelta(days=notice.whole)
    days = notice.whole
    steps = [
        Step(
            Text(f"{show(received, '', 'ja')} ＋ {days}日", f"{show(received, '', 'en')} + {days} days"),
            earliest,
            "",
            notice.locator,
        )
    ]
    if at_month_end:
        text = Text("その日以後で最初の月の末日", "The first last day of a month on or after it")
        steps.append(Step(text, effect, "", notice.locator))
    headline = Text(
        f"最も早い{what.text.ja}の日は{show(effect, '', 'ja')}です。",
        f"The earliest day for the {what.text.en} is {show(effect, '', 'en')}.",
    )
    return Calculation(
        "deadlines", "cti", understood(values, LABELS, UNITS), headline, effect, "", tuple(steps), (_INFERRED,), (),
        _cti_notes(what), _cti_locators(what, notice), line(received=received, effect=effect),
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
