"""Lengths of time and counts of people, licences and gigabytes in a question."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal

from .mention import Mention, Scan, mention

_N = r"\d+(?:\.\d+)?"
_HOURS = r"(?:時間|hours?|hrs?|h)(?![a-zA-Z])"
_MINUTES = r"(?:分(?!の)|minutes?|mins?)(?![a-zA-Z])"
_AND = r"[\s-]*(?:と|and|,|、|プラス)?\s*"
_WHOLE = r"(?:(?:whole|full|straight|solid|consecutive|complete|entire|calendar)\s+)?"  # "3 whole days"
_SIGN = r"(?P<minus>(?<![0-9A-Za-z/])-|マイナス|\bminus\s+)?"
_DURATION = re.compile(
    rf"{_SIGN}(?:(?P<days>{_N})\s*-?{_WHOLE}(?:日間?|days?){_AND})?(?P<hours>{_N})\s*-?{_WHOLE}{_HOURS}(?:{_AND}(?P<minutes>{_N})\s*{_MINUTES})?"
    rf"|(?P<d2>{_N})\s*(?:日間?|days?){_AND}(?P<m2>{_N})\s*{_MINUTES}|(?P<m3>{_N})\s*-?(?:分間|minutes?)(?![a-zA-Z])",
    re.I,
)
_BUSINESS = re.compile(r"\d+\s*(?:営業日|business\s+days?|working\s+days?)", re.I)
_BEFORE = re.compile(r"\d+\s*(?:日|days?|か月|ヶ月|months?)\s*(?:前|以上前|before|in\s+advance|prior)(?!後)", re.I)
_AT_LEAST = re.compile(
    rf"{_N}\s*(?:時間|日間?|hours?|days?)(?:以上|超|を超え|\s+or\s+(?:more|longer))|(?:at\s+least|more\s+than|over)\s+{_N}\s*(?:hours?|days?)",
    re.I,
)
_DAYS = re.compile(rf"{_SIGN}(?P<n>{_N})\s*-?{_WHOLE}(?:(?P<w>週間?|weeks?)|日(?:間|分)?|days?)(?![a-zA-Z目付])", re.I)
_MONTHS = re.compile(rf"(?P<n>\d+)\s*-?{_WHOLE}(?:[かヶカケヵ箇]月(?:間|分)?|months?)(?![a-zA-Z])", re.I)
_YEARS = re.compile(r"(?P<n>\d+)\s*-?(?:年(?:間|分|契約)|years?)(?![a-zA-Z])", re.I)
_GB = re.compile(rf"(?P<n>{_N})\s*(?P<unit>GB|TB|ギガ(?:バイト)?|テラ(?:バイト)?|gigabytes?|terabytes?)", re.I)
_GUESTS = re.compile(
    r"ゲスト(?:[はがをも:]|の人数[はが])?\s*(?:同時に)?\s*(?P<a>-?\d+)\s*(?:人|名)?|(?P<b>-?\d+)\s*(?:人|名)?の?(?:ゲスト|\s*guests?\b)",
    re.I,
)
_PEOPLE = (
    r"人|名(?!前|称|義)|ユーザー?|席|アカウント|users?\b|people\b|persons?\b|participants?\b|members?\b|employees?\b|staff\b|colleagues\b|attendees?\b|of\s+us\b"
    r"|seats?\b|accounts?\b|hosts?\b"
)
_LICENCES = r"ライセンス|契約(?=し|中|済)|本(?![日社人])|licen[cs]es?\b"
_COUNT = re.compile(rf"(?P<minus>(?<![0-9A-Za-z/])-|マイナス)?(?P<n>\d+(?:\.\d+)?)[\s\0]*(?:more\s+|extra\s+|additional\s+)?(?:(?P<people>{_PEOPLE})|(?P<licences>{_LICENCES})"
                    rf"|(?:[A-Z][a-z]+\s+){{0,2}}(?P<more>licen[cs]es?\b|users?\b|seats?\b))", re.I)  # fmt: skip
# "the number of users falls to 42", ユーザー数が42: the unit stands before the number.
_COUNT_OF = re.compile(
    r"(?:number\s+of\s+(?P<of>users?|people|participants|members|licen[cs]es|seats)|(?:company|team|staff|workforce|group|organi[sz]ation|school|office|department|total)(?=\s+of\s+\d)|headcount|users|(?P<ja>ユーザー?数|利用者数|人数|参加者数|社員数|ライセンス(?:数|(?=[をはが]|\s*\d))))"
    r"(?:[^\d.?!;,]{0,60}?\s(?:is|are|was|of|to|at|below|under)|\s*[=:はがを])?\s*(?P<n>\d+)(?![\d.]*[\s-]*(?:%|[A-Za-z月日年対社件種つ個:]))",
    re.I,
)
# So many or more are too many: "fewer than 50", 50人未満.
_FEWER_BEFORE = re.compile(r"(?:\b(?:fewer|less)\s+than|\bunder|\bbelow|short\s+of)\s*$", re.I)
_FEWER_AFTER = re.compile(r"\s*(?:未満|を?(?:下回|割[るりれっ]|切[るりれっ]))")
_BILLING = re.compile(
    r"(?:起算日|締め日|billing\s+(?:day|date|month\s+(?:starts|begins)))\s*(?:[はがを:=]|is|of|on|falls\s+on)?\s*(?:毎月|the|on)?\s*(?:the\s+)?(?P<a>-?\d+)(?:\s*日|st|nd|rd|th)?"
    r"|(?:毎月)?(?P<b>\d+)日(?:が|を)?(?:起算|に起算)|(?P<c>\d+)(?:st|nd|rd|th)?\s+as\s+(?:the\s+)?billing\s+day",
    re.I,
)
_TAX = re.compile(
    rf"(?:消費税率?|税率|(?:consumption\s+)?tax(?:\s+rate)?)\s*(?:[はがを:=]|of|at|is|were|was|becomes?|rises?\s+to|goes\s+(?:up\s+)?to|went\s+(?:up\s+)?to)?\s*(?P<a>-?{_N})\s*%|(?P<b>-?{_N})\s*%\s*(?:の消費税|(?:consumption\s+)?tax)",
    re.I,
)
_NUMBER = re.compile(r"(?<![\d.A-Za-z#/-])(?P<n>\d+(?:\.\d+)?)(?![\d.]*[%A-Za-z条項号章回版個月年])")


def take_settings(scan: Scan) -> None:
    """Mentions "billing-day" (int) and "tax" (Decimal per cent): read first, as they would pass for a date and a rate."""
    scan.take(_BILLING, lambda m: mention("billing-day", int(m["a"] or m["b"] or m["c"]), m))
    scan.take(_TAX, lambda m: mention("tax", Decimal(m["a"] or m["b"]), m))


def take_counts(scan: Scan) -> None:
    """Mentions "duration" (timedelta), "days", "months", "years", "gb", "guests", "people", "licences", and bare "number"s."""
    scan.take(_BUSINESS, lambda m: mention("notice", None, m))
    scan.take(_AT_LEAST, lambda m: mention("notice", None, m))
    scan.take(_BEFORE, lambda m: mention("notice", None, m))
    scan.take(_GB, _gigabytes)
    scan.take(_GUESTS, lambda m: mention("guests", int(m["a"] or m["b"]), m))
    scan.take(_DURATION, _duration)
    scan.take(_MONTHS, lambda m: mention("months", int(m["n"]), m))
    scan.take(_YEARS, lambda m: mention("years", int(m["n"]), m))
    scan.take(_COUNT, _count)
    scan.take(_COUNT_OF, _count_of)
    scan.take(_DAYS, _days)
    scan.take(_NUMBER, lambda m: mention("number", Decimal(m["n"]), m))


def _duration(match: re.Match[str]) -> Mention:
    days = Decimal(match["days"] or match["d2"] or 0)
    hours = Decimal(match["hours"] or 0) + days * 24
    minutes = int(hours * 60) + int(Decimal(match["minutes"] or match["m2"] or match["m3"] or 0))
    return mention("duration", datetime.timedelta(minutes=-minutes if match["minus"] else minutes), match)


def _days(match: re.Match[str]) -> Mention:
    count = Decimal(match["n"]) * (7 if match["w"] else 1)
    return mention("days", -count if match["minus"] else count, match)


def _count(match: re.Match[str]) -> Mention:
    licences = match["licences"] or (match["more"] and match["more"].lower().startswith("licen"))
    count = Decimal(match["n"])
    flags = ("more",) if re.search(r"more|extra|additional", match[0], re.I) else ()
    found = mention("licences" if licences else "people", -count if match["minus"] else count, match, flags=flags)
    return _fewer(found, match)


def _count_of(match: re.Match[str]) -> Mention:
    words = f"{match['of'] or ''}{match['ja'] or ''}"
    found = mention("licences" if re.search("licen|ライセンス", words, re.I) else "people", Decimal(match["n"]), match)
    return _fewer(replace(found, start=match.start("n"), raw=match["n"]), match)


def _fewer(found: Mention, match: re.Match[str]) -> Mention:
    """Fewer than 50 are 49 at most."""
    text = match.string
    if not _FEWER_BEFORE.search(text[: found.start]) and not _FEWER_AFTER.match(text[found.end :]):
        return found
    return replace(found, value=found.value - 1, flags=found.flags | {"fewer"})


def _gigabytes(match: re.Match[str]) -> Mention:
    scale = 1000 if match["unit"].lower().startswith(("t", "テ")) else 1
    return mention("gb", int(Decimal(match["n"]) * scale), match)
