"""Mentions in a question → the inputs of late interest and monthly fees."""

import datetime
import re
from decimal import Decimal

from . import roles
from .calendar import add_months
from .filling import DEFAULT_TAX, Filling
from .mention import Mention
from .values import show

_ON_TIME = re.compile(
    r"paid[^.?!]*\bon\s+the\s+due\s+date|on\s+time|(?:期日|期限)(?:の?当日に?|どおりに?|通りに?|に)(?:支払|払)", re.I
)


def late_interest(f: Filling) -> None:
    """Amount, due date and payment date, or how late it was."""
    f.put("amount", f.yen())
    calendar, dates = f.calendar, f.scan.of("date")
    found = roles.assign(f.text, dates, roles.of_payment(f.text))
    rest = [date for date in dates if date not in found.values()]
    kept_due, kept_paid = f.known.get("due"), f.known.get("paid")
    for date in rest:
        # In the order that is usual: due, then paid; in a later message, what is still missing.
        role = "due" if "due" not in found and not kept_due else "paid"
        found.setdefault(role, date)
    if len(found) == 2 and _backwards(f, found):
        found = {"due": found["paid"], "paid": found["due"]}
    due = calendar.near(found["due"], kept_paid if f.follow_up else None) if "due" in found else kept_due
    paid = None
    if "paid" in found:
        paid = calendar.near(found["paid"], due)
        if "due" in found and found["due"].value.year is None and found["paid"].value.year is not None:
            calendar.said.clear()
            paid = calendar.near(found["paid"])
            due = calendar.near(found["due"], paid)
    f.put("due", due if "due" in found else None)
    f.put("paid", paid)
    if paid is None:
        _lateness(f, due)


_DUE_NOUN = re.compile(r"期日|期限|締め?切|納期|予定|\bdue\b|deadline|payable|\bby\b|までに", re.I)


def _backwards(f: Filling, found: dict[str, Mention]) -> bool:
    """Whether the due date would be after the payment although nothing beside it calls it a due date: then it is the payment."""
    due, paid = found["due"], found["paid"]
    years = [m.value.year or f.calendar.explicit or f.calendar.today.year for m in (due, paid)]
    try:
        early = paid.value.on(years[1]) < due.value.on(years[0])
    except ValueError:
        return False
    beside = f.text[max(0, due.start - 12) : due.start] + "\0" + f.text[due.end : due.end + 8]
    return early and (due.value.year is None) == (paid.value.year is None) and not _DUE_NOUN.search(beside)


def _lateness(f: Filling, due: datetime.date | None) -> None:
    """A length instead of a payment date: days that bear interest, or the time from the due date to the payment."""
    if offsets := f.scan.of("offset"):
        days, day = offsets[0].value
        if days is not None:
            f.put("paid" if due else "elapsed", due + datetime.timedelta(days=days) if due else Decimal(days))
        elif due:
            f.put("paid", add_months(due, (day.year - f.calendar.today.year) * 12 + day.month - f.calendar.today.month))
    elif (days := f.first("days")) is not None:
        f.put("days", days)
    elif _ON_TIME.search(f.text):
        f.put("elapsed", Decimal(0))
    elif (years := f.first("years")) is not None and due:
        f.put("paid", add_months(due, 12 * years))
    elif (months := f.first("months")) is not None and due:
        f.put("paid", add_months(due, months))
        f.say(
            f"{months}か月の遅れは、支払期日の{months}か月後の支払いと読みました。",
            f"{months} months late: read as paid {months} months after the due date.",
        )


# How the sum that is asked for is to be given.
_WITH_TAX = re.compile(
    r"税込|消費税(?:を)?(?:込|含)|(?:with|incl\w*\.?(?:\s+of)?|plus)\s+(?:the\s+)?(?:consumption\s+)?tax\b|tax[\s-]+incl",
    re.I,
)
_WITHOUT_TAX = re.compile(
    r"税抜|税別|消費税(?:を)?(?:除|抜)|(?:without|excl\w*\.?(?:\s+of)?|before|net\s+of)\s+(?:the\s+)?(?:consumption\s+)?tax\b|tax[\s-]+excl",
    re.I,
)
# It starts and is cancelled on one and the same day.
_BOTH_ON_ONE = re.compile(
    r"(?:start|beg[iau]n|commenc|sign)\w*(?:\s+(?!on\b)[a-z]+){0,4}\s+and\s+(?:[a-z]+\s+){0,3}(?:cancel|end|terminat|quit|stop)|(?:開始|解約)日?(?:と|及び|および|・)(?:開始|解約)",
    re.I,
)
_EFFECTIVE = re.compile(r"(?:with\s+effect|effective|as)\s+from", re.I)


def monthly_fee(f: Filling) -> None:
    """Plan or fee, month, and the days on which service starts, ends or changes."""
    f.put("tax", f.first("tax"))
    f.put("billing_day", f.first("billing-day"))
    dates = f.scan.of("date")
    if f.agreement == "nework":
        _plans_of(f)
        if "tax" not in f.out and _WITHOUT_TAX.search(f.text) and not _WITH_TAX.search(f.text):
            f.put("tax", Decimal(0))
    else:
        f.put("fee", f.yen())
        if "tax" not in f.out and _WITH_TAX.search(f.text) and not any(m.flags for m in f.scan.of("yen")):
            f.put("tax", DEFAULT_TAX)
    cues = {"changed": roles.CHANGED, "start": roles.START, "cancelled": roles.CANCELLED}
    if f.agreement != "nework":
        del cues["changed"]
    # "with effect from" tells no start: it leaves the date to the verb before it.
    found = roles.assign(_EFFECTIVE.sub(lambda m: "\0" * len(m[0]), f.text), dates, cues)
    if len(dates) == 1 and "new_plan" not in f.out and _BOTH_ON_ONE.search(f.text):
        found = {"start": dates[0], "cancelled": dates[0]}
    for date in dates:
        if date not in found.values():
            if "new_plan" in f.out and "changed" not in found:
                found["changed"] = date
                continue
            wanted = next(
                (
                    role
                    for role in ("start", "changed", "cancelled")
                    if role not in found and re.search(cues.get(role, "$."), f.text, re.I)
                ),
                None,
            )
            if wanted is None and "start" in found and "cancelled" not in found:
                wanted = "cancelled"
            if wanted:
                found[wanted] = date
    if "new_plan" in f.out and dates and "changed" not in found and not f.known.get("changed"):
        # Two plans and no word for the change: "from 16 April it is Team 100".
        changed = _nearest_to_new_plan(f, dates)
        # "Team 50 until the 15th, from the 16th Team 100": the end of the old plan is no cancellation.
        kept = {role: date for role, date in found.items() if date is not changed and (role != "cancelled" or _last(f))}
        found = kept | {"changed": changed}
    anchor: datetime.date | None = None
    for role in ("start", "changed", "cancelled"):
        if role in found:
            day = f.calendar.near(found[role], None if found[role].value.year else anchor)
            if anchor and day < anchor and found[role].value.year is None and (anchor - day).days > 200:
                day = add_months(day, 12)
            if role == "changed" and _ends_the_old_plan(f.text, found[role]):
                f.say(
                    f"{show(day, '', 'ja')}までは元のプランとしました。",
                    f"The old plan was taken to run to the end of {show(day, '', 'en')}.",
                )
                day += datetime.timedelta(days=1)
            f.put(role, day)
            anchor = day
    if months := f.scan.of("month"):
        _month_of_fee(f, months)


# The last day of the old plan: the change is on the next.
_UNTIL = re.compile(r"\s*(?:まで|迄)")
_UNTIL_EN = re.compile(r"\b(?:until|through|till|up\s+to)\s+(?:the\s+)?$", re.I)


def _ends_the_old_plan(text: str, date: Mention) -> bool:
    return bool(_UNTIL.match(text[date.end :]) or _UNTIL_EN.search(text[: date.start]))


def _last(f: Filling) -> bool:
    return bool(re.search(r"解約|やめ|辞め|退会|cancel|terminat|quit", f.text, re.I))


def _nearest_to_new_plan(f: Filling, dates: list[Mention]) -> Mention:
    new = next(m for m in reversed(f.plans()) if m.value == f.out["new_plan"])
    return min(dates, key=lambda date: min(abs(date.start - new.end), abs(new.start - date.end)))


def _month_of_fee(f: Filling, months: list[Mention]) -> None:
    """A month without a day: the billing month, unless it is when the service starts or ends."""
    anchor = f.out.get("start") or f.out.get("cancelled") or f.out.get("changed")
    value = f.calendar.near(months[0], anchor)
    after = f.text[months[0].end : months[0].end + 8]
    if f.agreement != "nework" and re.match(r"から|より|に(?:開始|契約)", after) and "start" not in f.out:
        f.put("start", value)
    elif "period" in months[0].flags or not (
        anchor and f.out.get("billing_day", 1) != 1 and (anchor.year, anchor.month) == (value.year, value.month)
    ):
        f.put("month", value)  # with another billing day, it is the event that shows which billing month is meant


def _plans_of(f: Filling) -> None:
    found = f.plans()
    new = next(
        (
            m
            for m in found
            if re.match(r"\s*(?:プラン)?[にへ]", f.text[m.end :]) and re.search(roles.CHANGED, f.text, re.I)
        ),
        None,
    )
    new = new or next((m for m in found if re.search(r"\b(?:to|into)\s+(?:the\s+)?$", f.text[: m.start], re.I)), None)
    if len(found) > 1:
        new = new or found[1]
        old = next(m for m in found if m is not new)
        f.put("plan", old.value)
        f.put("new_plan", new.value)
    elif found and new and _changes_to(f):
        f.put("new_plan", new.value)
    elif found:
        f.put("plan", found[0].value)


def _changes_to(f: Filling) -> bool:
    """Whether the one plan that is named is the plan changed to, and not another choice of plan."""
    if f.known.get("plan"):
        return bool(f.scan.of("date") or f.known.get("changed"))
    return (
        bool(f.scan.of("date")) and not f.follow_up and not re.search("開始|始め|契約|start|sign|begin", f.text, re.I)
    )
