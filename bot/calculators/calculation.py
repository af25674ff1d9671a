"""What a calculator returns: a derivation that a person can check, step by step, each with its clause."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from ingest.locator import label

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


def cite(locators: Iterable[str], language: str) -> str:
    """Labels of several clauses in brackets; "" for none."""
    labels = [label(locator, language) for locator in dict.fromkeys(locators) if locator]
    if not labels:
        return ""
    return f" ({'; '.join(labels)})" if language == "en" else f"（{'、'.join(labels)}）"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `text` is the expression, `value` what it comes to, `locator` the clause it rests on ("" for plain arithmetic)."""

    text: Text
    value: Value
    unit: str = ""
    locator: str = ""

    def line(self, language: str) -> str:
        """The step as one line."""
        return f"{self.text.say(language)} = {show(self.value, self.unit, language)}{cite([self.locator], language)}"


def cut_off(text: Text, before: Fraction, locator: str, rounding: str = "") -> tuple[Step, ...]:
    """An amount of yen and, where it has a fraction, that this is dropped; `rounding` is the clause that says so."""
    if before.denominator == 1:
        return (Step(text, cut(before), "yen", locator),)
    return Step(text, before, "yen", locator), Step(
        Text("1円未満を切り捨て", "Cut off below 1 yen"), cut(before), "yen", rounding
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A second way to read the text, with its own result."""

    text: Text
    result: Value
    locator: str
    unit: str = "yen"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the result must not be read without: a contradiction in the text, a condition outside the sum."""

    text: Text
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An input as it was understood."""

    label: Text
    value: Value
    unit: str = ""


def understood(values: Mapping[str, Value], labels: Mapping[str, Text], units: Mapping[str, str]) -> dict[str, Known]:
    """The inputs that were given, as understood; those that are None are left out."""
    return {
        name: Known(labels[name], value, units.get(name, "")) for name, value in values.items() if value is not None
    }


@dataclass(frozen=True, slots=True)
class Calculation:
    """A result with its working. `headline` is the result in a sentence; `locators` are the clauses to cite, best first."""

    name: str
    agreement: str
    inputs: Mapping[str, Known]
    headline: Text
    result: Value
    unit: str
    steps: tuple[Step, ...]
    assumptions: tuple[Text, ...] = ()
    readings: tuple[Reading, ...] = ()
    notes: tuple[Remark, ...] = ()
    locators: tuple[str, ...] = ()
    timeline: Mapping[str, datetime.date] = field(default_factory=dict)  # label id → day, for the desk's picture

    @property
    def text(self) -> Text:
        """`sentence` in both languages."""
        return Text(self.sentence("ja"), self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The result in the first sentence, then the working: text that can be copied into a mail."""
        ja = language != "en"
        inputs = [
            f"{known.label.say(language)} {show(known.value, known.unit, language)}" for known in self.inputs.values()
        ]
        lines = [self.headline.say(language), ("入力: " if ja else "Inputs: ") + ("、" if ja else "; ").join(inputs)]
        lines += ["計算:" if ja else "Working:", *(f"- {step.line(language)}" for step in self.steps)]
        if self.assumptions:
            lines += ["前提:" if ja else "Assumptions:", *(f"- {text.say(language)}" for text in self.assumptions)]
        if self.readings:
            lines += [
                "別の読み方:" if ja else "Another reading:",
                *(f"- {_reading(r, language)}" for r in self.readings),
            ]
        if self.notes:
            lines += [
                "注意:" if ja else "Note:",
                *(f"- {n.text.say(language)}{cite(n.locators, language)}" for n in self.notes),
            ]
        return "\n".join(lines)

    def to_json(self, language: str) -> dict[str, Any]:
        """DESIGN's "calculation" object; its texts are in `language`."""
        return {
            "name": self.name,
            "inputs": {name: plain(known.value) for name, known in self.inputs.items()},
            "result": plain(self.result),
            "unit": self.unit,
            "steps": [
                {"text": s.text.say(language), "value": plain(s.value), "unit": s.unit, "locator": s.locator or None}
                for s in self.steps
            ],
            "assumptions": [text.say(language) for text in self.assumptions],
            "readings": [
                {"text": r.text.say(language), "result": plain(r.result), "unit": r.unit, "locator": r.locator}
                for r in self.readings
            ],
        }


def _reading(reading: Reading, language: str) -> str:
    result = show(reading.result, reading.unit, language)
    return (
        f"{reading.text.say(language)}{': ' if language == 'en' else '：'}{result}{cite([reading.locator], language)}"
    )


@dataclass(frozen=True, slots=True)
class NoSuchRule:
    """The agreement has no rule for what was asked; `locators` are what comes nearest."""

    agreement: str
    name: str
    text: Text
    locators: tuple[str, ...]
