"""Mentions in a question → the inputs of a calculator."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ingest.errors import InputError

from . import claims, deadlines, intent, outage_credit, plans, roles
from .calculation import Text, cut
from .calendar import add_months, month_end
from .catalogue import PLANS
from .dates import with_times
from .inputs import at, no_such_date
from .mention import Mention, Scan
from .names import cause
from .years import Calendar

DEFAULT_TAX = Decimal(10)
_TOTAL = re.compile(r"合計|総額|全部で|合わせて|あわせて|\btotal\b|in\s+all|altogether|all\s+told", re.I)
_MONTHLY = re.compile(
    r"月額|毎月|月々|1[か・ヶ]?月あたり|/月|per\s+month|a\s+month|monthly|each\s+month|every\s+month|/\s*month", re.I
)


@dataclass
class Filling:
    """A question being read for one calculator. `known` are the inputs kept from before."""

    scan: Scan
    agreement: str | None
    known: Mapping[str, Any]
    calendar: Calendar
    follow_up: bool
    out: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The uniform text of the question."""
        return self.scan.text

    def first(self, *kinds: str) -> Any:
        """The value of the first mention of some kinds; None if there is none."""
        found = self.scan.of(*kinds)
        return found[0].value if found else None

    def put(self, name: str, value: Any) -> None:
        """Set an input unless there is nothing to set."""
        if value is not None:
            self.out[name] = value

    def say(self, ja: str, en: str) -> None:
        """Keep how something was read, for the assumptions."""
        self.calendar.said.append(Text(ja, en))

    def yen(self, least: int = 100) -> Decimal | None:
        """The first sum of money; a bare number stands for one where no sum is written."""
        if found := self.scan.of("yen"):
            return Decimal(found[0].value)
        bare = [m.value for m in self.scan.of("number") if m.value >= least]
        return Decimal(bare[0]) if bare else None

    def yen_without_tax(self) -> Decimal | None:
        """The first sum, converted where it was written with tax."""
        value = self.yen()
        found = self.scan.of("yen")
        if value is None or not found or "with-tax" not in found[0].flags:
            return value
        tax = Fraction(self.first("tax") or DEFAULT_TAX)
        net = cut(Fraction(value) * 100 / (100 + tax))
        self.say(
            f"税込{value:,f}円は、税抜{net:,}円として計算しました。", f"{value:,f} yen with tax is {net:,} yen without."
        )
        return Decimal(net)


def fill(
    name: str, scan: Scan, agreement: str | None, known: Mapping[str, Any], today: datetime.date, *, follow_up: bool
) -> tuple[dict[str, Any], tuple[Text, ...]]:
    """The inputs of calculator `name` in a question, with how they were read. Raises InputError for what cannot be."""
    _refuse(scan, name, agreement)
    years = {m.value.year for m in scan.of("date", "month") if m.value.year} - {today.year, today.year + 1}
    written = {
        m.value.year for m in scan.of("date", "month") if m.value.year and re.search(r"\d{4}|令和|平成|[RH]\d", m.raw)
    }
    explicit = (sorted(years & written) or sorted(written) or [None])[0]
    filling = Filling(scan, agreement, known, Calendar(today, explicit), follow_up)
    _FILLERS[name](filling)
    return filling.out, tuple(filling.calendar.said)


def _refuse(scan: Scan, name: str, agreement: str | None) -> None:
    if bad := scan.of("bad-date"):
        raise no_such_date(bad[0].raw)
    if scan.of("foreign"):
        raise InputError("give amounts in yen", "金額は円で指定してください。")
    for mention in scan.of("yen"):
        if mention.value < 0:
            raise InputError(
                f"an amount cannot be negative: {mention.raw.strip()}",
                f"金額は0円以上で指定してください（{mention.raw.strip()}）。",
            )
        if mention.value != int(mention.value):
            raise InputError(
                f"give whole yen: {mention.raw.strip()}", f"金額は円単位で指定してください（{mention.raw.strip()}）。"
            )
    for mention in scan.of("days", "duration"):
        if mention.value < (Decimal(0) if mention.kind == "days" else datetime.timedelta(0)):
            raise InputError(
                f"a time cannot be negative: {mention.raw.strip()}",
                f"期間は0以上で指定してください（{mention.raw.strip()}）。",
            )
    if agreement in PLANS and name in ("monthly-fee", "outage-credit", "plans"):
        _refuse_plans(scan, agreement)


def _refuse_plans(scan: Scan, agreement: str) -> None:
    known = PLANS[agreement].values()
    unknown = [m.raw for m in scan.of("unknown-plan")] + [m.raw for m in scan.of("plan") if m.value not in known]
    if unknown:
        names = ", ".join(plan.text.en for plan in known), "、".join(plan.text.ja for plan in known)
        raise InputError(
            f"there is no plan {unknown[0].strip()!r}; there are: {names[0]}",
            f"「{unknown[0].strip()}」というプランはありません。あるもの: {names[1]}",
        )


def _late_interest(f: Filling) -> None:
    f.put("amount", f.yen())
    calendar, dates = f.calendar, f.scan.of("date")
    found = roles.assign(f.text, dates, {"due": roles.DUE, "paid": roles.PAID})
    rest = [date for date in dates if date not in found.values()]
    kept_due, kept_paid = f.known.get("due"), f.known.get("paid")
    for date in rest:
        # In the order that is usual: due, then paid; in a later message, what is still missing.
        role = "due" if "due" not in found and not kept_due else "paid"
        found.setdefault(role, date)
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


def _lateness(f: Filling, due: datetime.date | None) -> None:
    """A length instead of a payment date: days that bear interest, or the time from the due date to the payment."""
    if offsets := f.scan.of("offset"):
        days, day = offsets[0].value
        if days is not None:
            f.put("elapsed", Decimal(days))
        elif due:
            f.put("paid", add_months(due, (day.year - f.calendar.today.year) * 12 + day.month - f.calendar.today.month))
    elif (days := f.first("days")) is not None:
        f.put("days", days)
    elif (months := f.first("months")) is not None and due:
        f.put("paid", add_months(due, months))
        f.say(
            f"{months}か月の遅れは、支払期日の{months}か月後の支払いと読みました。",
            f"{months} months late: read as paid {months} months after the due date.",
        )


def _monthly_fee(f: Filling) -> None:
    f.put("tax", f.first("tax"))
    f.put("billing_day", f.first("billing-day"))
    dates = f.scan.of("date")
    if f.agreement == "nework":
        _plans_of(f)
    else:
        f.put("fee", f.yen())
        if (
            "tax" not in f.out
            and re.search(r"税込で|税込[はみ]?(?:いくら|の)|with tax\b|including tax|tax included", f.text, re.I)
            and not any(m.flags for m in f.scan.of("yen"))
        ):
            f.put("tax", DEFAULT_TAX)
    cues = {"changed": roles.CHANGED, "start": roles.START, "cancelled": roles.CANCELLED}
    if f.agreement != "nework":
        del cues["changed"]
    found = roles.assign(f.text, dates, cues)
    for date in dates:
        if date not in found.values():
            wanted = next(
                (
                    role
                    for role in ("start", "changed", "cancelled")
                    if role not in found and re.search(cues.get(role, "$."), f.text, re.I)
                ),
                None,
            )
            if wanted:
                found[wanted] = date
    anchor: datetime.date | None = None
    for role in ("start", "changed", "cancelled"):
        if role in found:
            day = f.calendar.near(found[role], None if found[role].value.year else anchor)
            if anchor and day < anchor and found[role].value.year is None and (anchor - day).days > 200:
                day = add_months(day, 12)
            f.put(role, day)
            anchor = day
    if months := f.scan.of("month"):
        _month_of_fee(f, months)


def _month_of_fee(f: Filling, months: list[Mention]) -> None:
    """A month without a day: the billing month, unless it is when the service starts or ends."""
    anchor = f.out.get("start") or f.out.get("cancelled") or f.out.get("changed")
    value = f.calendar.near(months[0], anchor)
    after = f.text[months[0].end : months[0].end + 8]
    if f.agreement != "nework" and re.match(r"から|より|に(?:開始|契約)", after) and "start" not in f.out:
        f.put("start", value)
    else:
        f.put("month", value)


def _plans_of(f: Filling) -> None:
    found = f.scan.of("plan")
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
    elif (found and new and (f.scan.of("date") or f.known.get("changed")) and f.known.get("plan")) or (
        found
        and new
        and f.scan.of("date")
        and not f.follow_up
        and not re.search("開始|始め|契約|start|sign|begin", f.text, re.I)
    ):
        f.put("new_plan", new.value)
    elif found:
        f.put("plan", found[0].value)


def _outage_credit(f: Filling) -> None:
    if f.agreement in (None, "nework"):
        f.put("plan", f.first("plan"))
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


def _surcharge(f: Filling) -> None:
    f.put("amount", f.yen_without_tax())
    f.put("tax", f.first("tax"))
    if _TOTAL.search(f.text):
        f.put("ask", claims.ASKS["total"])


def _damages_cap(f: Filling) -> None:
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
    months, days = f.first("months"), f.first("days")
    if len(sums) > 1:
        f.put("fees", tuple(sums))
    elif (sums and days is not None and not _MONTHLY.search(f.text)) or (
        sums and months is not None and (_TOTAL.search(f.text) or not _MONTHLY.search(f.text))
    ):
        f.put("total", sums[0])
    elif sums:
        f.put("fee", sums[0])
    f.put("months", months)
    if "fee" not in f.out:
        f.put("days", days)


def _deadlines(f: Filling) -> None:
    what = _procedure(f.agreement, f.text)
    what = what or (f.known.get("what") if f.known else None)
    if f.agreement not in deadlines.WHAT or what is None:
        return
    f.put("what", what)
    if f.scan.of("yen"):
        f.put("fee", f.yen())
    text = re.sub(r"いつまでに[^。、?]*", lambda m: "\0" * len(m[0]), f.text)
    text = re.sub(
        r"(?:by\s+when|when|by\s+what\s+\w+|how\s+late|what\s+is\s+the\s+(?:latest|last)\s+\w+)\b[^,.?]*?(?:send|submit|file|hand\s+in|apply|give\s+notice|arrive|receive[d]?|notify|buy|order)",
        lambda m: "\0" * len(m[0]), text, flags=re.I,
    )  # fmt: skip
    _PROCEDURES.get(what.id, _wanted_day)(f, text, [*f.scan.of("date", "month"), *_offsets(f.scan)])


def _offsets(scan: Scan) -> list[Mention]:
    return [Mention("date", m.value[1], m.start, m.end, m.raw, m.said) for m in scan.of("offset")]


def _wanted_day(f: Filling, text: str, dates: list[Mention]) -> None:
    """The wanted day or month, and the day on which the papers arrive."""
    effect = bool(
        re.search(
            r"最短|最も早|一番早|早くて|いつ(?:解約|終了|終わ|に(?:なり|解約|終)|契約が|効|から)|earliest|soonest|take\s+effect|when\s+(?:will|does|would|is|can|could|do)\b(?!.{0,20}(?:have to|need to|must))",
            f.text,
            re.I,
        )
    )
    cues = {"received": roles.RECEIVED, "wanted": roles.WANTED}
    found = roles.assign(text, dates, cues)
    if len(dates) == 1:
        only = dates[0]
        arrived = only in (found.get("received"),)
        month_like = only.kind == "month" or only.value.day == 0
        if month_like and not arrived:
            found = {"wanted": only}
        elif effect and not re.search(r"希望日|たい(?:の|ん|です|場合|が|。|,|、)|want to cancel (?:on|as of)", f.text):
            found = {"received": only}
        else:
            found = {"received": only} if arrived else {"wanted": only}
        if (
            f.follow_up
            and f.known.get("date") is None
            and f.known.get("month") is None
            and f.known.get("received") is None
            and not arrived
            and not effect
        ):
            found = {"wanted": only}
    elif len(dates) > 1:
        for date in dates:
            if date not in found.values():
                found.setdefault("received" if "wanted" in found else "wanted", date)
    received = f.calendar.near(found["received"], f.calendar.today) if "received" in found else None
    f.put("received", received)
    if "wanted" in found:
        wanted = found["wanted"]
        day = f.calendar.next(wanted, received, month=wanted.kind == "month")
        at_month_end = f.out["what"].id in ("cancel", "option-cancel") and f.agreement == "cti"
        if wanted.kind == "month" or at_month_end:
            if at_month_end:
                f.put("month", day.replace(day=1))
                if wanted.kind == "date" and day != month_end(day):
                    f.say(
                        "解約は月末日付に限られるため、その月の末日としました。",
                        "Cancellation is possible at a month's end only: the last day of that month was taken.",
                    )
            else:
                f.put("date", day if f.out["what"].id != "cancel" else month_end(day))
        else:
            f.put("date", day)


def _stop_renewal(f: Filling, text: str, dates: list[Mention]) -> None:
    found = roles.assign(text, dates, {"received": roles.RECEIVED, "term_end": roles.TERM_END})
    term = found.get("term_end") or next(
        (d for d in dates if d is not found.get("received")), dates[0] if dates else None
    )
    if term:
        day = f.calendar.next(term, month=term.kind == "month")
        f.put("term_end", month_end(day) if term.kind == "month" else day)
    if "received" in found and found["received"] is not term:
        f.put("received", f.calendar.near(found["received"], f.calendar.today))


def _minimum_term(f: Filling, text: str, dates: list[Mention]) -> None:
    found = roles.assign(text, dates, {"start": roles.START, "cancelled": roles.CANCELLED})
    for date in dates:
        if date not in found.values():
            found.setdefault("start" if "start" not in found and "start" not in f.known else "cancelled", date)
    if len(dates) == 1 and "start" not in f.known:
        found = {"start": dates[0]}
    if "start" in found:
        f.put("start", f.calendar.near(found["start"]))
    if "cancelled" in found:
        f.put("date", f.calendar.near(found["cancelled"], f.out.get("start") or f.known.get("start")))


def _renewal(f: Filling, text: str, dates: list[Mention]) -> None:
    found = roles.assign(text, dates, {"term_end": roles.TERM_END, "received": roles.BOUGHT})
    term = found.get("term_end") or next(
        (d for d in dates if d is not found.get("received")), dates[0] if dates else None
    )
    if len(dates) == 1 and not f.known.get("term_end"):
        term, found = dates[0], {}
    if term:
        day = f.calendar.next(term, month=term.kind == "month")
        f.put("term_end", month_end(day) if term.kind == "month" else day)
    if "received" in found and found["received"] is not term:
        f.put("received", f.calendar.near(found["received"], f.calendar.today))


def _added_licences(f: Filling, text: str, dates: list[Mention]) -> None:
    found = roles.assign(text, dates, {"added": roles.ADDED, "term_end": roles.TERM_END})
    for date in dates:
        if date not in found.values():
            found.setdefault("term_end" if "added" in found or f.known.get("added") else "added", date)
    if "added" in found:
        f.put(
            "added",
            f.calendar.near(found["added"])
            if found["added"].value.year
            else f.calendar.near(found["added"], f.calendar.today),
        )
    if "term_end" in found:
        term = found["term_end"]
        day = f.calendar.next(term, f.out.get("added") or f.known.get("added"), month=term.kind == "month")
        f.put("term_end", month_end(day) if term.kind == "month" else day)


def _service_start(f: Filling, text: str, dates: list[Mention]) -> None:
    if dates:
        f.put("month", f.calendar.next(dates[0], month=True).replace(day=1))
    if any(m.value.id == "pro" for m in f.scan.of("plan")):
        f.put("new_pro", not re.search("更新|継続|追加|renew|additional|existing", f.text, re.I))


_PROCEDURES: dict[str, Callable[[Filling, str, list[Mention]], None]] = {
    "stop-renewal": _stop_renewal,
    "minimum-term": _minimum_term,
    "renewal": _renewal,
    "added-licences": _added_licences,
    "service-start": _service_start,
}
_CANCEL = r"解約|解除|終了|退会|やめ|辞め|止め|外し|cancel|terminat|\bend|drop|remove|quit|stop|leave"
_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "nework": (("cancel", _CANCEL),),
    "cti": (("line-change", r"回線|\blines?\b|circuit|\bisp\b|broadband"), ("cancel", _CANCEL)),
    "partner-cloud": (
        ("minimum-term", r"最低利用|minimum\s+(?:term|period|use|contract)"),
        ("details-change", r"登録|住所|連絡先|商号|社名|名称|担当者|移転|引っ越|registered|details|address|company\s+name|contact|mov(?:e|ing)\b|relocat"),
        ("stop-renewal", r"更新|自動(?:延長|継続)|延長|継続|renew|roll(?:s|ing)?\s+over|extension|extend"),
        ("cancel", _CANCEL),
    ),
    "zoom": (
        ("added-licences", r"追加|増や|足し|add(?:ed|ing|s)?\b|additional|extra|more\s+licen|top\s*up"),
        ("renewal", r"更新|延長|継続|renew|extend|extension|continu|keep\s+using"),
        ("service-start", r"(?:サービス|利用|使い|使え).{0,8}(?:開始|始)|いつから|開始日|start|begin|available\s+from"),
    ),
}  # fmt: skip


def _procedure(agreement: str | None, text: str) -> Any:
    if agreement not in _WORDS:
        return None
    names = deadlines.WHAT[agreement]
    if agreement == "cti" and re.search(r"付加機能|オプション|optional|option\b|options\b|add-?on|feature", text, re.I):
        return names["option-cancel" if re.search(_CANCEL, text, re.I) else "option-start"]
    return next((names[name] for name, pattern in _WORDS[agreement] if re.search(pattern, text, re.I)), None)


def _plans(f: Filling) -> None:
    if f.agreement in (None, "nework"):
        f.put("guests", f.first("guests"))
        count = f.first("people", "licences")
        if count is None and f.follow_up and "guests" not in f.out:
            count = f.first("number")
        f.put("participants", count)
        return
    found = f.scan.of("plan")
    licences = f.first("licences", "people")
    if intent.storage(f.text) or f.known.get("what") == plans.WHAT["storage"]:
        f.put("what", plans.WHAT["storage"])
        f.put("plan", found[0].value if found else None)
        f.put("licences", licences)
        if sizes := f.scan.of("gb"):
            extended = re.search(r"拡張|オプション|追加|extension|extra|expan|add", f.text, re.I) and not re.search(
                r"必要|足り|need|enough|tier|どの拡張|which extension", f.text, re.I
            )
            f.put("extension" if extended else "needed", sizes[0].value)
    elif intent.rooms(f.text) or f.known.get("what") == plans.WHAT["rooms"]:
        f.put("what", plans.WHAT["rooms"])
        f.put("licences", licences)
        f.put("plan", found[0].value if found else None)
    else:
        _licence(f, found)


def _licence(f: Filling, found: list[Mention]) -> None:
    counts = sorted(
        [*f.scan.of("people", "licences"), *(m for m in f.scan.of("number") if f.follow_up or _is_added(f.text, m))],
        key=lambda m: m.start,
    )
    extra = next((m for m in counts if "more" in m.flags or _is_added(f.text, m)), None)
    rest = [m for m in counts if m is not extra]
    f.put("users", rest[0].value if rest else None)
    f.put("added", extra.value if extra else None)
    if extra is None and len(rest) > 1 and re.search(r"追加|増|add|more|extra", f.text, re.I):
        f.put("added", rest[1].value)
    if found and (
        extra or re.search(r"現在|今|使って|利用中|契約中|から|current|now|have|on\b|using|from", f.text, re.I)
    ):
        f.put("current", found[0].value)


def _is_added(text: str, count: Mention) -> bool:
    after, before = text[count.end : count.end + 8], text[max(0, count.start - 12) : count.start]
    return bool(
        re.match(r"\s*(?:を|分|の|ほど|名|人)*\s*(?:追加|増や|増え|足)", after)
        or re.search(r"(?:追加で|さらに|あと|\badd(?:ing)?|\badded|plus)\s*$", before, re.I)
    )


_FILLERS: dict[str, Callable[[Filling], None]] = {
    "late-interest": _late_interest,
    "monthly-fee": _monthly_fee,
    "outage-credit": _outage_credit,
    "surcharge": _surcharge,
    "damages-cap": _damages_cap,
    "deadlines": _deadlines,
    "plans": _plans,
}
