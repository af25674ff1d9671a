"""Dates, months and times of day in a question, in Japanese and English, against a given today."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .calendar import ONE_DAY, add_months, month_end
from .mention import Mention, Scan, mention
from .values import MONTHS, Text, show

ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_MONTH_NUMBERS = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)}
_MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|" + "|".join(MONTHS) + r")(?![a-z])"
_WEEKDAYS = {c: n for n, c in enumerate("月火水木金土日")}
_ENGLISH_WEEKDAYS = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_YEARS = {"一昨年": -2, "去年": -1, "昨年": -1, "今年": 0, "本年": 0, "来年": 1, "翌年": 1, "再来年": 2}
_MONTHS_JA = {"先々月": -2, "先月": -1, "前月": -1, "今月": 0, "当月": 0, "同月": 0, "来月": 1, "翌月": 1, "再来月": 2}
_MONTHS_EN = {
    "this": 0,
    "the current": 0,
    "current": 0,
    "next": 1,
    "the next": 1,
    "the following": 1,
    "last": -1,
    "the last": -1,
}
_DAYS = {
    "今日": 0, "本日": 0, "きょう": 0, "今すぐ": 0, "今から": 0, "明日": 1, "あした": 1, "明後日": 2, "あさって": 2, "昨日": -1, "きのう": -1,
    "一昨日": -2, "おととい": -2, "today": 0, "right now": 0, "now": 0, "tomorrow": 1, "the day after tomorrow": 2, "yesterday": -1,
    "the day before yesterday": -2,
}  # fmt: skip
_YEAR = r"(?:(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS])\s*(?P<eraYear>元|\d{1,2})\s*年|(?P<year>\d{4})\s*年|(?P<named>一昨年|去年|昨年|今年|本年|再来年|来年|翌年)の?)\s*"
_ORDINAL = r"(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it was written: `month` and `day` may lack their year, which the context then gives; day 0 is the last of the month."""

    year: int | None
    month: int
    day: int

    def on(self, year: int) -> datetime.date:
        """The date in a year where none was written. Raises ValueError if there is no such day."""
        first = datetime.date(self.year or year, self.month, 1)
        return month_end(first) if self.day == 0 else first.replace(day=self.day)


def fixed(day: datetime.date) -> Day:
    """A date with its year."""
    return Day(day.year, day.month, day.day)


def take_dates(scan: Scan, today: datetime.date) -> None:
    """Mentions "date" (Day), "month" (Day, day 1), "bad-date", and "time" (minutes since midnight, joined later by `with_times`)."""
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Mention | None]]] = [
        (_ISO, lambda m: _written(m, int(m["year"]), int(m["month2"]), int(m["day"]))),
        (_ERA_DOTS, lambda m: _written(m, ERAS[m["era"]] + _era_year(m["eraYear"]), int(m["month2"]), int(m["day"]))),
        (_JAPANESE, lambda m: _japanese(m, today)),
        (_END_OF_MONTH, lambda m: _written(m, _english_year(m, today), _english_month(m), 0)),
        (_DAY_MONTH, lambda m: _written(m, _english_year(m, today), _english_month(m), int(m["day"]))),
        (_MONTH_DAY, lambda m: _written(m, _english_year(m, today), _english_month(m), int(m["day"]))),
        (_MONTH_YEAR, lambda m: mention("month", Day(_english_year(m, today), _english_month(m), 1), m)),
        (_MONTH_ALONE, lambda m: mention("month", Day(None, _english_month(m), 1), m)),
        (_SLASHES_YEAR_LAST, lambda m: _slashes(m, int(m["a"]), int(m["b"]), int(m["year"]))),
        (_RELATIVE_MONTH, lambda m: _relative_month(m, today, scan.of("date"))),
        (_END_OF_RELATIVE, lambda m: _end_of_relative(m, today, scan.of("date"))),
        (_DAY_OF_RELATIVE, lambda m: _day_of_relative(m, today, scan.of("date"))),
        (_NEXT_MONTH, lambda m: _calendar_month(m, add_months(today, _MONTHS_EN[m[1].lower()]))),
        (_ISO_MONTH, lambda m: mention("month", Day(int(m["year"]), int(m["month2"]), 1), m)),
        (_SLASHES, lambda m: _slashes(m, int(m["a"]), int(m["b"]), None)),
        (_NAMED, lambda m: mention("date", fixed(today + _DAYS[re.sub(r"\s+", " ", m[0].lower())] * ONE_DAY), m)),
        (_WEEKDAY_JA, lambda m: _weekday_ja(m, today)),
        (_WEEKDAY_EN, lambda m: _weekday_en(m, today)),
        (_FROM_TODAY, lambda m: _from_today(m, today)),
    ]
    for pattern, read in readers:
        scan.take(pattern, read)
    scan.take(_DAY_LATER, lambda m: _day_later(m, scan.of("date")))
    scan.take(_BARE_DAY, lambda m: _bare_day(m, today))
    scan.take(_THE_DAY, lambda m: _the_day(m, today, scan.of("date")))
    scan.take(_TIME, _time)
    scan.take(_YEAR_ALONE, lambda m: mention("year", int(m[1] or m[2]), m))


_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*[-/.]\s*(?P<month2>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})(?!\d)(?:T(?=\d{1,2}:))?"
)
_ISO_MONTH = re.compile(r"(?<!\d)(?P<year>20\d{2})[-/.](?P<month2>0?[1-9]|1[0-2])(?![\d/.-])")
_ERA_DOTS = re.compile(
    r"(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS])\s*(?P<eraYear>元|\d{1,2})[./-](?P<month2>\d{1,2})[./-](?P<day>\d{1,2})(?!\d)"
)
_JAPANESE = re.compile(
    rf"(?:{_YEAR})?(?<![:.\d])(?P<m>\d{{1,2}})\s*月(?!額|々|次|間|給|会費|謝|ごと|あたり)(?:\s*(?P<d>\d{{1,2}})\s*日(?!間)|の?(?P<end>末日|末|最終日|月末|いっぱい)|の?(?P<first>初日|初め|頭))?(?:付け?(?=[でに]))?"
)
_RELATIVE_MONTH = re.compile(
    rf"(?P<rel>{'|'.join(sorted(_MONTHS_JA, key=len, reverse=True))})(?:の?(?P<d>\d{{1,2}})日(?!間)|の?(?P<end>末日|末|最終日|月末|いっぱい)|の?(?P<first>初日|初め|頭))?"
)
_BARE_DAY = re.compile(
    r"(?<![\d月/年翌])(?P<d>\d{1,2})日(?=(?:まで)?に(?:払|支払|入金|振|納|届|提出|送|出し|開始|始め|契約|解約|変更|切|復旧|追加)|まで(?:に|の)(?:払|支払|請求)"
    r"|が?(?:支払い?)?(?:期限|期日)|付けで)"
)
_THE_DAY = re.compile(
    r"\bthe\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of|day|month|year|week|time|licen|user|person))", re.I
)
_END = r"(?:the\s+)?(?:very\s+)?(?:end|last\s+day|close|month[- ]end)\s+(?:of|in)\s+"
_END_OF_RELATIVE = re.compile(_END + r"(?P<rel>this|next|last|the\s+current|the\s+next|the\s+following)\s+month", re.I)
_DAY_OF_RELATIVE = re.compile(
    rf"(?:(?P<day>\d{{1,2}}){_ORDINAL}|(?P<first>first\s+day))\s+(?:day\s+)?of\s+(?P<rel>this|next|last|the\s+next|the\s+following)\s+month",
    re.I,
)
_ENGLISH_YEAR = r"(?:,?\s*(?:of\s+)?(?P<year>(?:19|20|21)\d{2})(?!\d)|\s+(?:of\s+)?(?P<named>this|next|last)\s+year)?"
_END_OF_MONTH = re.compile(_END + r"(?:(?:this|next|last|coming)\s+)?" + _MONTH + _ENGLISH_YEAR, re.I)
_DAY_MONTH = re.compile(
    rf"(?<![\d.:])(?P<day>\d{{1,2}}){_ORDINAL}\s*-?(?:day\s+)?(?:\s*of\s+)?\s*-?{_MONTH}-?{_ENGLISH_YEAR}", re.I
)
_MONTH_DAY = re.compile(
    rf"(?<![A-Za-z]){_MONTH}\s*(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}(?![\d:]|\s*(?:am|pm)\b){_ENGLISH_YEAR}", re.I
)
_MONTH_YEAR = re.compile(
    rf"(?<![A-Za-z]){_MONTH},?\s*(?:of\s+)?(?:(?P<year>(?:19|20|21)\d{{2}})(?!\d)|(?P<named>this|next|last)\s+year)",
    re.I,
)
_MONTH_ALONE = re.compile(
    r"(?<![A-Za-z])(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])"
    r"|(?<=\b[Ii]n )(?P<month2>March|May)\b|(?<=\bfor )(?P<month3>March|May)\b|(?<=\bof )(?P<month4>March|May)\b|(?<=\bto )(?P<month5>March|May)\b"
    r"|(?<![A-Za-z])(?P<month6>March|May)'s\b",
    re.I,
)
_NEXT_MONTH = re.compile(r"\b(next|this|last)\s+month\b(?:'s)?", re.I)
_SLASHES_YEAR_LAST = re.compile(r"(?<![\d/])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})(?!\d)")
_SLASHES = re.compile(r"(?<![\d/.:])(?!24/7)(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/]|\.\d)")
_NAMED = re.compile(
    r"一昨日|おととい|明後日|あさって|今すぐ|今から|今日|本日|きょう|明日|あした|昨日|きのう"
    r"|\bthe\s+day\s+(?:after\s+tomorrow|before\s+yesterday)\b|\b(?:today|tomorrow|yesterday|right\s+now|now)\b",
    re.I,
)
_WEEKDAY_JA = re.compile(r"(?P<rel>再来週|先週|今週|来週|今度|次)の?(?P<w>[月火水木金土日])曜?日?(?![\d月])")
_WEEKDAY_EN = re.compile(
    r"(?<!\ba )\b(?:(?P<rel>next|this|last|coming|this\s+coming|on)\s+)?(?P<w>mon|tues?|wednes|thurs?|fri|satur|sun)day(?P<after>\s+(?:next\s+week|week))?\b",
    re.I,
)
_FROM_TODAY = re.compile(
    r"(?:今日から|本日から|今から|\bin\s+)?(?P<n>\d+)\s*(?P<unit>日|週間|か月|ヶ月|カ月|days?|weeks?|months?)"
    r"\s*(?:(?P<after>後|from\s+(?:now|today))|(?P<before>ago))"
    r"|\bin\s+(?P<n2>\d+)\s*(?P<unit2>days?|weeks?|months?)(?:'\s*time)?",
    re.I,
)
_DAY_LATER = re.compile(
    r"翌々日|翌(?:の)?(?:(?P<d>\d{1,2})日|日)|(?P<following>\bthe\s+(?:very\s+)?(?:next|following)\s+day\b|\ba\s+day\s+later\b)"
    r"|(?P<same>同日|同じ日|その日|即日|当日(?!の)|\b(?:the|that)\s+(?:very\s+)?same\s+day\b|\bthat\s+(?:very\s+)?day\b|\bthe\s+day\s+itself\b)"
    r"|(?<![\d月年])(?P<clock>\d{1,2})日(?=の?\s*(?:午前|午後)?\d{1,2}(?:時(?!間)|:))"
    r"|(?:から|~|まで|[-、]|\bto\s+the\s+|\bto\s+|\buntil\s+the\s+)\s*(?P<only>\d{1,2})(?:日(?!間|前|後|分|以|半)|st\b|nd\b|rd\b|th\b)",
    re.I,
)
_YEAR_ALONE = re.compile(
    r"(?<!\d)(20\d{2})年(?![\d間分度契])|\b(?:in|of|for|year)\s+(20\d{2})\b(?!\s*(?:yen|people|users))", re.I
)
_TIME = re.compile(
    r"(?P<noon>正午|\bnoon\b|\bmidday\b)|(?P<midnight>\bmidnight\b)"
    r"|(?P<half>午前|午後|深夜|早朝|朝|昼|夕方|夜|[AaPp][Mm])?\s*の?(?P<h>\d{1,2})(?:時(?!間)(?:(?P<m>\d{1,2})分|(?P<mhalf>半))?|:(?P<m2>\d{2}))(?!\d)"
    r"(?:\s*(?P<ap>[ap])\.?m\b\.?)?|(?<![\d:.])(?P<h2>\d{1,2})\s*(?P<ap2>[ap])\.?m\b\.?",
    re.I,
)


def _written(match: re.Match[str], year: int | None, month: int, day: int) -> Mention:
    value = Day(year, month, day)
    try:
        value.on(year or 2028)  # a leap year: 29 February is a day
    except ValueError:
        return mention("bad-date", match[0].strip(), match)
    return mention("date", value, match)


def _era_year(text: str) -> int:
    return 1 if text == "元" else int(text)


def _japanese(match: re.Match[str], today: datetime.date) -> Mention | None:
    year = None
    if match["year"]:
        year = int(match["year"])
    elif match["era"]:
        year = ERAS[match["era"]] + _era_year(match["eraYear"])
    elif match["named"]:
        year = today.year + _YEARS[match["named"]]
    month = int(match["m"])
    if match["d"] or match["end"] or match["first"]:
        return _written(match, year, month, int(match["d"] or (0 if match["end"] else 1)))
    if not 1 <= month <= 12:
        return mention("bad-date", match[0].strip(), match)
    return mention("month", Day(year, month, 1), match)


def _relative_month(match: re.Match[str], today: datetime.date, dates: list[Mention]) -> Mention:
    first = add_months(_following(match, today, dates).replace(day=1), _MONTHS_JA[match["rel"]])
    earlier = _follows(match, dates)
    year = None if earlier and earlier.year is None else first.year
    if match["d"] or match["end"] or match["first"]:
        return _written(match, year, first.month, int(match["d"] or (0 if match["end"] else 1)))
    return mention("month", Day(year, first.month, 1), match)


def _bare_day(match: re.Match[str], today: datetime.date) -> Mention:
    """The 15th of no month: of this one, which is said."""
    try:
        day = today.replace(day=int(match["d"]))
    except ValueError:
        return mention("bad-date", match[0], match)
    return mention("date", fixed(day), match, said=_read_as(match, day))


def _the_day(match: re.Match[str], today: datetime.date, dates: list[Mention]) -> Mention:
    """The 15th of no month: the first one after the date before it, or else of this month or the next that has it, which is said."""
    earlier = [m for m in dates if m.end <= match.start()]
    number = int(match["d"])
    if not earlier:
        if not 1 <= number <= 31:
            return mention("bad-date", match[0], match)
        month = today if number <= month_end(today).day else add_months(today.replace(day=1), 1)
        day = month.replace(day=number)
        return mention("date", fixed(day), match, said=_read_as(match, day))
    base: Day = earlier[-1].value
    day = base.on(base.year or today.year)
    month = day if number >= day.day else add_months(day.replace(day=1), 1)
    shifted = month.year - day.year
    return _written(match, base.year + shifted if base.year else None, month.month, number)


def _following(match: re.Match[str], today: datetime.date, dates: list[Mention]) -> datetime.date:
    """What 翌月, 当月 and "the following month" follow: the date before them, or else today."""
    if earlier := _follows(match, dates):
        return earlier.on(today.year)
    return today


def _follows(match: re.Match[str], dates: list[Mention]) -> Day | None:
    earlier = [m for m in dates if m.end <= match.start()]
    return (
        earlier[-1].value if earlier and match["rel"].lower().startswith(("翌", "当", "同", "the following")) else None
    )


def _relative(match: re.Match[str], today: datetime.date) -> datetime.date:
    return add_months(today.replace(day=1), _MONTHS_EN[re.sub(r"\s+", " ", match["rel"].lower())])


def _end_of_relative(match: re.Match[str], today: datetime.date, dates: list[Mention]) -> Mention:
    first = _relative(match, _following(match, today, dates))
    return _written(match, first.year, first.month, 0)


def _day_of_relative(match: re.Match[str], today: datetime.date, dates: list[Mention]) -> Mention:
    first = _relative(match, _following(match, today, dates))
    return _written(match, first.year, first.month, int(match["day"] or 1))


def _calendar_month(match: re.Match[str], day: datetime.date) -> Mention:
    return mention("month", fixed(day.replace(day=1)), match)


def _english_month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    name = next(groups[key] for key in ("month", "month2", "month3", "month4", "month5", "month6") if groups.get(key))
    return _MONTH_NUMBERS[name[:3].lower()]


def _english_year(match: re.Match[str], today: datetime.date) -> int | None:
    if match["year"]:
        return int(match["year"])
    return today.year + {"this": 0, "next": 1, "last": -1}[match["named"].lower()] if match["named"] else None


def _slashes(match: re.Match[str], a: int, b: int, year: int | None) -> Mention:
    month, day = (a, b) if a <= 12 else (b, a)
    found = _written(match, year, month, day)
    if found.kind == "date" and year and a <= 12 and b <= 12 and a != b:
        said = Text(
            f"{found.raw}は{month}月{day}日と読みました。",
            f"{found.raw} was read as {day} {MONTHS[month - 1]} (month first).",
        )
        return replace(found, said=said)
    return found


def _weekday_ja(match: re.Match[str], today: datetime.date) -> Mention:
    wanted, monday = _WEEKDAYS[match["w"]], today - today.weekday() * ONE_DAY
    weeks = {"先週": -1, "今週": 0, "来週": 1, "再来週": 2}.get(match["rel"])
    day = (
        monday + (wanted + 7 * weeks) * ONE_DAY
        if weeks is not None
        else today + ((wanted - today.weekday() - 1) % 7 + 1) * ONE_DAY
    )
    return mention("date", fixed(day), match, said=_read_as(match, day))


def _weekday_en(match: re.Match[str], today: datetime.date) -> Mention:
    wanted, monday = _ENGLISH_WEEKDAYS[match["w"][:3].lower()], today - today.weekday() * ONE_DAY
    relative = re.sub(r"\s+", " ", (match["rel"] or "").lower())
    if match["after"]:
        day = monday + (wanted + 7) * ONE_DAY
    elif relative == "this":
        day = monday + wanted * ONE_DAY
    elif relative == "last":
        day = today - ((today.weekday() - wanted - 1) % 7 + 1) * ONE_DAY
    else:  # "next Friday", "Friday": the first one after today
        day = today + ((wanted - today.weekday() - 1) % 7 + 1) * ONE_DAY
    return mention("date", fixed(day), match, said=_read_as(match, day))


def _read_as(match: re.Match[str], day: datetime.date) -> Text:
    raw = match[0].strip()
    return Text(f"「{raw}」は{show(day, '', 'ja')}と読みました。", f'"{raw}" was read as {show(day, "", "en")}.')


def _from_today(match: re.Match[str], today: datetime.date) -> Mention:
    """In thirty days, 30日後: from today, or after a due date, which the calculator decides ("offset")."""
    count, unit = int(match["n"] or match["n2"]), (match["unit"] or match["unit2"]).lower()
    if match["before"]:
        count = -count
    flags = ("after",) if match["after"] == "後" else ()
    if unit.startswith(("month", "か", "ヶ", "カ")):
        day = add_months(today, count)
        return mention("offset", (None, fixed(day)), match, said=_read_as(match, day), flags=flags)
    days = count * (7 if unit.startswith(("week", "週")) else 1)
    day = today + days * ONE_DAY
    return mention("offset", (days, fixed(day)), match, said=_read_as(match, day), flags=flags)


def _day_later(match: re.Match[str], dates: list[Mention]) -> Mention | None:
    earlier = [m for m in dates if m.end <= match.start()]
    if not earlier:
        return None
    base: Day = earlier[-1].value
    year = base.year or 2028
    day = base.on(year)
    if match["clock"]:  # 6月10日8時 … 把握は10日9時: of the same month
        return _written(match, base.year, base.month, int(match["clock"]))
    if match["only"] or match["d"]:
        number = int(match["only"] or match["d"])
        start = match.start("only") if match["only"] else match.start()
        try:
            moved = (day if number >= day.day else add_months(day.replace(day=1), 1)).replace(day=number)
        except ValueError:
            return mention("bad-date", match[0], match)
        found = mention("date", moved, match)
        found = replace(found, start=start, raw=match.string[start : match.end()])
    else:
        moved = day if match["same"] else day + (2 if match[0] == "翌々日" else 1) * ONE_DAY
        found = mention("date", moved, match)
    shifted = moved.year - year
    value = Day(base.year + shifted if base.year else None, moved.month, moved.day)
    return replace(found, value=value)


def _time(match: re.Match[str]) -> Mention | None:
    if match["noon"] or match["midnight"]:
        return mention("time", 12 * 60 if match["noon"] else 0, match)
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or match["m2"] or (30 if match["mhalf"] else 0))
    half = (match["half"] or "").lower() or ((match["ap"] or match["ap2"] or "").lower() + "m")
    if half in ("午後", "夕方", "夜", "pm") and hour < 12:
        hour += 12
    elif half in ("午前", "深夜", "早朝", "am") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return mention("bad-date", match[0].strip(), match)
    return mention("time", hour * 60 + minute, match)


def with_times(scan: Scan) -> list[tuple[Mention, int | None]]:
    """Every date with the time of day written beside it; a time on its own belongs to the date before it, or else to the next one."""
    dates, times = scan.of("date"), scan.of("time")
    joined: list[tuple[Mention, int | None]] = []
    used: set[int] = set()
    for date in dates:
        beside = next((t for t in times if t.start not in used and _beside(scan.text, date, t)), None)
        if beside:
            used.add(beside.start)
        end = max(date.end, beside.end) if beside else date.end  # so that 8時から is as near as 10日から
        joined.append((replace(date, end=end), beside.value if beside else None))
    for time in times:
        if time.start in used or not dates:
            continue
        home = next((d for d in reversed(dates) if d.end <= time.start), dates[0])
        flags = home.flags | {"time-only"}
        joined.append((replace(home, start=time.start, end=time.end, flags=flags), time.value))
    return sorted(joined, key=lambda pair: pair[0].start)


_GAP = re.compile(r"[\s,、のT]*(?:\([月火水木金土日A-Za-z]+\)|at|on|of|from|の)?[\s,、の]*\Z", re.I)


def _beside(text: str, date: Mention, time: Mention) -> bool:
    between = text[date.end : time.start] if date.end <= time.start else text[time.end : date.start]
    return len(between) < 12 and bool(_GAP.match(between))
