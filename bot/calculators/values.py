"""The values that calculators take and give, and how they are shown: exact, never a float."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Text(NamedTuple):
    """The same words in both languages."""

    ja: str
    en: str

    def say(self, language: str) -> str:
        """The words in `language` ("ja" or "en")."""
        return self.en if language == "en" else self.ja


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Civil days from `first` to `last`, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        """How many days; 0 if it ends before it begins."""
        return max(0, (self.last - self.first).days + 1)


@dataclass(frozen=True, slots=True)
class Name:
    """A value with a name for people, such as a plan: `id` in JSON and on the command line."""

    id: str
    text: Text


Value = (
    int
    | Decimal
    | Fraction
    | str
    | bool
    | datetime.date
    | datetime.timedelta
    | Period
    | Name
    | tuple[int, ...]
    | tuple[datetime.date, ...]
    | None
)

# unit: (ja, en for one, en for more)
UNITS = {
    "yen": ("円", " yen", " yen"),
    "day": ("日", " day", " days"),
    "business-day": ("営業日", " business day", " business days"),
    "month": ("か月", " month", " months"),
    "hour": ("時間", " hour", " hours"),
    "percent": ("%", "%", "%"),
    "day-of-month": ("日", "", ""),
    "person": ("人", " person", " people"),
    "licence": ("ライセンス", " licence", " licences"),
    "GB": ("GB", " GB", " GB"),
}


def money(value: int | Decimal) -> int:
    """Whole yen as int. Raises TypeError for a float, ValueError for a part of a yen or less than nothing."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"money is int or Decimal, not {type(value).__name__}")
    if value != int(value) or value < 0:
        raise ValueError(f"not whole yen: {value}")
    return int(value)


def cut(value: Fraction) -> int:
    """Cut off below 1 yen: the rounding rule of every calculator."""
    return value.numerator // value.denominator


def exact(value: Fraction) -> str:
    """An amount before rounding, to be read: 1,191.78… (cut after two places, … where more follow).

    >>> exact(Fraction(435000, 365)), exact(Fraction(5, 2)), exact(Fraction(7))
    ('1,191.78…', '2.50', '7')
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    cents = cut(value * 100)
    return f"{cents // 100:,}.{cents % 100:02}" + ("" if Fraction(cents, 100) == value else "…")


def show(value: Value, unit: str, language: str) -> str:
    """A value for people: 1,191円, 30 April 2026, 2日と3時間."""
    ja = language != "en"
    if value is None:
        return "なし" if ja else "none"
    if isinstance(value, bool):
        return ("はい" if ja else "yes") if value else ("いいえ" if ja else "no")
    if isinstance(value, tuple):
        return ("、" if ja else ", ").join(show(part, unit, language) for part in value)
    if isinstance(value, Name):
        return value.text.say(language)
    if isinstance(value, Period):
        ends = show(value.first, "", language), show(value.last, "", language)
        return "{}から{}まで".format(*ends) if ja else "{} to {}".format(*ends)
    if isinstance(value, datetime.timedelta):
        return _show_duration(value, language)
    if isinstance(value, datetime.date):
        return _show_date(value, unit, language)
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return exact(value) + UNITS[unit][0 if ja else 2]
    number = f"{value:,}" if isinstance(value, int) else f"{value.normalize():,f}"
    if unit not in UNITS:
        return number
    form = UNITS[unit]
    return number + (form[0] if ja else form[1] if value == 1 else form[2])


def _show_date(value: datetime.date, unit: str, language: str) -> str:
    month = MONTHS[value.month - 1]
    if unit == "calendar-month":
        return f"{month} {value.year}" if language == "en" else f"{value.year}年{value.month}月"
    clock = f"{value:%H:%M}" if isinstance(value, datetime.datetime) else ""
    if language == "en":
        return f"{value.day} {month} {value.year}" + (f", {clock}" if clock else "")
    return f"{value.year}年{value.month}月{value.day}日" + (f" {clock}" if clock else "")


def _show_duration(value: datetime.timedelta, language: str) -> str:
    minutes = value // datetime.timedelta(minutes=1)
    hours, minutes = divmod(minutes, 60)
    if language == "en":
        return show(hours, "hour", "en") + (f" {minutes} minutes" if minutes else "")
    return f"{hours:,}時間" + (f"{minutes}分" if minutes else "")


def plain(value: Value) -> Any:
    """A value for JSON: yen and counts as numbers, other decimals as strings, dates in ISO form."""
    if isinstance(value, Period):
        return {"from": value.first.isoformat(), "to": value.last.isoformat()}
    if isinstance(value, datetime.timedelta):
        hours = Fraction(value // datetime.timedelta(minutes=1), 60)
        return (
            int(hours) if hours.denominator == 1 else f"{hours.numerator // hours.denominator}:{int(hours % 1 * 60):02}"
        )
    if isinstance(value, datetime.date):
        return value.isoformat(timespec="minutes") if isinstance(value, datetime.datetime) else value.isoformat()
    if isinstance(value, Name):
        return value.id
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Fraction):
        return exact(value).replace(",", "")
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else str(value)
    return value
