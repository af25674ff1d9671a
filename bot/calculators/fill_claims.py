"""Mentions in a question → the inputs of outages, surcharges and ceilings of damages."""

import datetime
import re
from decimal import Decimal

from . import claims, outage_credit, roles
from .causes import cause
from .dates import with_times
from .filling import Filling
from .inputs import at
from .mention import Mention

_TOTAL = re.compile(
    r"合計|総額|累計|通算|全部で|合わせて|あわせて|割増金(?:を|も)?(?:含|込)|\btotal\b|in\s+all|all[\s-]+in\b|altogether|all\s+told|overall|(?:in\s+)?aggregate"
    r"|(?:plus|and|including|with)\s+(?:the\s+)?surcharge",
    re.I,
)
# 割増金と請求総額, "the surcharge and the total": the surcharge comes first, the total stands beside it.
_BOTH = re.compile(
    r"割増金(?:\s*\([^)]*\))?\s*(?:と|及び|および|ならびに|、|・|,)\s*(?:請求)?(?:総額|合計)|(?:総額|合計)額?と、?割増金"
    r"|surcharge(?:\s*\([^)]*\))?\s+(?:\w+\s+){0,3}?and\s+(?:also\s+)?(?:the\s+)?total", re.I)  # fmt: skip
_MONTHLY = re.compile(
    r"月額|毎月|月々|ひと月|(?<!\d)月(?=\s*\d)|1[か・ヶ]?月あたり|/月|per\s+month|a\s+month|monthly|each\s+month|every\s+month|/\s*month",
    re.I,
)


_DAILY = re.compile(
    r"日額|日割|1日(?:あたり|平均|の平均)|1日(?:につき|の料金)|\bdaily\b|per\s+day|(?<![a-z])a\s+day\b|each\s+day", re.I
)


def outage(f: Filling) -> None:
    """Plan or fee, and when the outage was."""
    if f.agreement in (None, "nework"):
        f.put("plan", next((m.value for m in f.plans()), None))
    if f.scan.of("yen") or "plan" not in f.out:
        f.put("fee", f.yen_without_tax())
    f.put("billing_day", f.first("billing-day"))
    if (name := cause(f.text)) is not None:
        f.put("cause", outage_credit.CAUSES[name])
    pairs = with_times(f.scan)
    if any(minutes is not None for _, minutes in pairs):
        _outage_times(f, pairs)
    duration = f.first("duration")
    if duration is None and (days := f.first("days")) is not None:
        duration = datetime.timedelta(minutes=int(days * 24 * 60))
    if duration is None and not pairs:
        duration = _clock_only(f)
    if duration is not None and not pairs and f.known.get("known"):
        f.put("known", f.known["known"])  # "what if it lasted 5 days?"
    if "restored" in f.out and "known" in f.out:
        return
    f.put("duration", duration)
    if "known" in f.out and duration is not None:
        f.put("restored", f.out["known"] + duration)
        del f.out["duration"]
        return
    if pairs and "known" not in f.out:
        f.put("day", f.calendar.near(pairs[0][0]))
    elif months := f.scan.of("month"):
        f.put("day", f.calendar.near(months[0]))


def _outage_times(f: Filling, pairs: list[tuple[Mention, int | None]]) -> None:
    timed = [date for date, minutes in pairs if minutes is not None]
    minutes = {id(date): value for date, value in pairs}
    found: dict[str, Mention] = {}
    if len(timed) > 2:  # the outage began, the provider knew, it was restored
        found = roles.assign(f.text, timed, {"known": roles.KNEW, "restored": roles.RESTORED, "began": roles.FIRST_DAY})
    elif len(timed) == 1:
        role = "restored" if f.known.get("known") or re.search("復旧|回復|restored|back", f.text, re.I) else "known"
        found[role] = timed[0]
    rest = [date for date in timed if date not in found.values()]
    if "known" not in found and rest and "known" not in f.known:
        found["known"] = rest.pop(0)
    if "restored" not in found and rest:
        found["restored"] = rest[-1]
    anchor = None
    for role in ("known", "restored"):
        if role in found:
            day = f.calendar.near(found[role], anchor)
            if "time-only" in found[role].flags and role == "known" and "began" in found:
                # The first such time after the outage began.
                began = at(f.calendar.near(found["began"]), minutes[id(found["began"])] or 0)
                day = began.date()
                if at(day, minutes[id(found[role])] or 0) < began:
                    day += datetime.timedelta(days=1)
            f.put(role, at(day, minutes[id(found[role])] or 0))
            anchor = day


def _clock_only(f: Filling) -> datetime.timedelta | None:
    """From 9:00 to 15:00, without a day."""
    times = [m.value for m in f.scan.of("time")]
    if len(times) != 2:
        return None
    minutes = times[1] - times[0]
    if minutes <= 0 or re.search("翌|next day|following day", f.text, re.I):
        minutes += 24 * 60
    return datetime.timedelta(minutes=minutes)


def surcharge(f: Filling) -> None:
    """The evaded amount, without tax."""
    f.put("amount", f.yen_without_tax())
    f.put("tax", f.first("tax"))
    if _TOTAL.search(f.text) and not _BOTH.search(f.text):
        f.put("ask", claims.ASKS["total"])


def damages_cap(f: Filling) -> None:
    """Fees or price, and the time that they cover."""
    if f.agreement == "zoom":
        price = f.yen()
        licences = f.first("licences", "people")
        if (
            price is not None
            and licences
            and re.search(
                r"1\s*(?:ライセンス|人|ユーザー?)(?:あたり|につき)?|あたり|per\s+(?:licen|user|seat)|each\b|apiece",
                f.text,
                re.I,
            )
        ):
            f.say(
                f"1ライセンス{price:,f}円、{licences}ライセンスとして計算しました。",
                f"{price:,f} yen for each of {licences} licences.",
            )
            price *= licences
        if price is not None and _MONTHLY.search(f.text):
            f.say(f"月額{price:,f}円を年額に直しました。", f"{price:,f} yen a month was turned into a year's price.")
            price *= 12
        f.put("price", price)
        if (years := f.first("years")) and not re.search(r"年額|annual|yearly|a year\b|per year", f.text, re.I):
            f.put("years", years)
        return
    sums = [Decimal(m.value) for m in f.scan.of("yen")]
    months, days = f.first("months"), f.first("days") or _days_behind(f.text)
    if len(sums) == 1 and _DAILY.search(f.text):
        days = days or Decimal(1)
        f.say(
            f"1日あたり{sums[0]:,f}円を{days:f}日分の合計に直しました。",
            f"{sums[0]:,f} yen a day was turned into the total of {days:f} days.",
        )
        f.put("total", sums[0] * days)
    elif len(sums) > 1:
        f.put("fees", tuple(sums))
    elif (
        sums and (days is not None or months is not None) and (_TOTAL.search(f.text) or not _MONTHLY.search(f.text))
    ) or (sums and _TOTAL.search(f.text)):
        f.put("total", sums[0])
    elif sums:
        f.put("fee", sums[0])
    f.put("months", months)
    if "fee" not in f.out:
        f.put("days", days)


def _days_behind(text: str) -> Decimal | None:
    """How long the contract ran, said otherwise than by a length: "only ten days before a breach", 開始から15日目."""
    match = re.search(
        r"(\d+)\s*(?:日目|日前|days?\s+(?:before|earlier|ago|old|prior)|(?:st|nd|rd|th)\s+day)", text, re.I
    )
    return Decimal(match[1]) if match else None
