"""Mentions in a question → which procedure, and its dates."""

import datetime
import re
from collections.abc import Callable
from typing import Any

from . import deadlines, roles
from .calendar import month_end
from .filling import Filling
from .mention import Mention, Scan


def deadline(f: Filling) -> None:
    """Which procedure, and its dates."""
    added = " added" if any("more" in m.flags for m in f.scan.of("licences", "people")) else ""  # "5 more licences"
    what = _procedure(f.agreement, f.scan.left + added)
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
    dates = [*f.scan.of("date", "month"), *_offsets(f.scan)]
    if f.agreement == "partner-cloud":
        dates = _closing_days(f, dates)
    _PROCEDURES.get(what.id, _wanted_day)(f, text, dates)


def _closing_days(f: Filling, dates: list[Mention]) -> list[Mention]:
    """Take the days on which the provider is closed out of the dates: those of the clause that says so."""
    for clause in re.finditer(r"[^。.;?]+", f.text):
        if re.search(r"休業|休み|休館|\bclos(?:ed|ing)|shut", clause[0], re.I):
            inside = [m for m in dates if clause.start() <= m.start < clause.end() and m.kind == "date"]
            cue = re.search(r"休業|休み|休館|\bclos(?:ed|ing)|shut", clause[0], re.I)
            after = [m for m in inside if cue and m.start > clause.start() + cue.end()]
            inside = after or inside
            days = [f.calendar.next(m) for m in inside]
            if len(days) == 2 and re.search(
                r"から|~|-|\bto\b|through|until", f.text[inside[0].end - 1 : inside[1].start + 3]
            ):
                days = [days[0] + datetime.timedelta(days=n) for n in range((days[1] - days[0]).days + 1)]
            f.put("closed", tuple(days) or None)
            dates = [m for m in dates if m not in inside]
    return dates


def _offsets(scan: Scan) -> list[Mention]:
    return [Mention("date", m.value[1], m.start, m.end, m.raw, m.said) for m in scan.of("offset")]


def _wanted_day(f: Filling, text: str, dates: list[Mention]) -> None:
    """The wanted day or month, and the day on which the papers arrive."""
    effect = not _BY_WHEN.search(f.text) and bool(
        re.search(
            r"最短|最も早|一番早|早くて|いつ(?:解約|終了|終わ|に(?:なり|解約|終)|契約が|効|から)|earliest|soonest|take\s+effect|effective\s+(?:date|day)|解約日は|終了日は|(?:what|which)\s+(?:date|day|month)\s+(?:does|will|would|is)\s+(?:\w+\s+){1,4}(?:end|stop|over|terminated|out)\b|when\s+(?:will|does|would|is|are|can|could|do(?!\s+\w+\s+need))\b(?!.{0,20}(?:have to|need to|must))",
            f.text,
            re.I,
        )
    )
    cues = {"received": roles.RECEIVED, "wanted": roles.WANTED}
    found = roles.assign(text, dates, cues)
    if len(dates) == 1:
        only = dates[0]
        arrived = only is found.get("received") and not (_BY_WHEN.search(f.text) and not _ARRIVED.search(f.text))
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
    "minimum-term-end": _minimum_term,
    "renewal": _renewal,
    "added-licences": _added_licences,
    "service-start": _service_start,
    "order": _service_start,
}
_CANCEL = r"終わり|\bover\s+(?:on|by)\b|(?:want|like|get|opt|pull|are|be|we're)\s+(?:\w+\s+)?out\b|解約|解除|終了|退会|やめ|辞め|止め|外し|cancel|terminat|\bend|drop|remove|quit|stop|leav(?:e|ing)"
MINIMUM = (
    r"最低(?:限)?の?(?:利用|契約|使用|期間)|最低(?:でも|限)?、?いつまで|縛り|いつまで[^。?]{0,6}使(?:わな|い続|う必要)"
    r"|minimum\s+(?:\w+\s+)?(?:term|period|use|contract|commitment)|(?:tied|locked)\s+in|lock-?in"
)
# The last day of the minimum term is asked for, rather than the term.
_LAST_DAY = re.compile(
    r"(?<!いつから)いつまで|満了|終了日|最終日|末日|いつ(?:終|切)|終わ(?:り|る|って)|切れ"
    r"|\bwhen\b(?!.*\bbegin).*\b(?:ends?|over|up|out|expires?|free|leave|finish)\b|end\s+date|last\s+day|until\s+(?:when|what)|(?:what|which)\s+(?:date|day)|how\s+long|expir|earliest",
    re.I,
)
_ORDER = re.compile(
    r"申し?込|注文|購入|発注|\border|\bbuy\b|purchas|\bform\b|paperwork|書類|appl(?:y|ication)|sign\s+up|submi",
    re.I,
)
_BY_WHEN = re.compile(
    r"いつまで|期限|締め?切|〆切|何日(?:前)?まで|何日前|遅くとも|by\s+(?:when|what|which)|how\s+late|latest|deadline|last\s+(?:possible\s+)?(?:day|date|moment)|how\s+(?:early|far|long\s+before)|in\s+advance|\bby\s*\?|\bby\s*$|cut[\s-]*off",
    re.I,
)
# The papers have arrived, or will on that day; otherwise a day beside "submit" is when they are to take effect.
_ARRIVED = re.compile(
    r"届い|届け(?:た|まし)|着い|到達|到着|受領|受理|提出し[たて]|出し(?:た|て|まし)|送っ|申し込(?:ん|みまし)|arriv|receiv|\bgot\b|\bgets\b|handed|sent\b|submitted|filed|lodged|delivered|applied|gave",
    re.I,
)
_TO_START = re.compile(
    r"(?:期限|締め?切|〆切|deadline|cut[\s-]*off|latest).*(?:開始|始め|\bstart|\bbegin)|(?:開始|始め).*(?:期限|締め?切|〆切)",
    re.I,
)
_KEPT = re.compile(r"更新|継続|延長|続け|追加|増や|renew|extend|extension|continu|\badd|extra|additional", re.I)
_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "nework": (("cancel", _CANCEL),),
    "cti": (("line-change", r"回線|\blines?\b|circuit|\bisp\b|broadband"), ("cancel", _CANCEL)),
    "partner-cloud": (
        ("minimum-term", MINIMUM),
        ("details-change", r"登録|住所|連絡先|商号|社名|名称|担当者|移転|引っ越|registered|details|address|company\s+name|contact|mov(?:e|ing)\b|relocat"),
        ("stop-renewal", r"更新|自動(?:延長|継続)|延長|継続|renew|roll(?:s|ing)?\s+over|extension|extend"),
        ("cancel", _CANCEL),
    ),
    "zoom": (
        ("added-licences", r"追加|増や|足[しすせ]|add(?:ed|ing|s)?\b|(?:additional|extra|more)\s+(?:\S+\s+){0,2}?(?:licen|users?|seats?|people)|top[\s-]*up"),
        ("renewal", r"更新|延長|継続|続け(?!な)|renew|extend|extension|continu|keep\s+(?:using|it|going)|expir|満了|契約(?:が|の)?(?:切れ|終)|runs?\s+out"),
        ("service-start", r"(?:サービス|利用|使い|使え).{0,8}(?:開始|始)|始め|実際に使え|いつから|何日から|利用できるの|開始日|start|begin|available\s+from"),
    ),
}  # fmt: skip


# A term that ends is not ended by anyone.
_ENDS_ITSELF = re.compile(r"\b(?:term|period|contract|licen[cs]es?|subscription|service)\s+(?:will\s+)?ends\b", re.I)


def cancels(text: str) -> bool:
    """Whether a text speaks of ending a contract, and not of how long it must last."""
    text = _ENDS_ITSELF.sub("", text)
    return bool(re.search(_CANCEL, text, re.I)) and not re.search(MINIMUM, text, re.I)


def _procedure(agreement: str | None, text: str) -> Any:
    if agreement not in _WORDS:
        return None
    names = deadlines.WHAT[agreement]
    if re.search(MINIMUM, text, re.I):
        end = "minimum-term-end" if _LAST_DAY.search(text) else "minimum-term"
        return names.get(end)  # only one agreement has such a term
    if (
        agreement == "zoom"
        and not _KEPT.search(text)
        and (_TO_START.search(text) or (_ORDER.search(text) and _BY_WHEN.search(text)))
    ):
        return names["order"]
    if agreement == "cti" and re.search(r"付加機能|オプション|optional|option\b|options\b|add-?on|feature", text, re.I):
        return names["option-cancel" if re.search(_CANCEL, text, re.I) else "option-start"]
    return next((names[name] for name, pattern in _WORDS[agreement] if re.search(pattern, text, re.I)), None)
