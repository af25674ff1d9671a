"""What a calculator asks for: the kind of each input, how it is read from a string, and what it may be."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ingest.errors import InputError

from .amounts import take_amounts
from .dates import Day, take_dates, with_times
from .durations import take_counts
from .mention import Scan
from .values import Name, Text
from .words import uniform


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `kind` is yen, yen-list, date, dates, datetime, month, days, count, duration, percent, gb, choice or flag.

    `required` is whether the result always needs it; others may still be needed in some cases (Rule.missing).
    """

    name: str
    label: Text
    kind: str
    required: bool = False
    default: Any = None
    choices: tuple[Name, ...] = ()
    least: int = 0
    most: int | None = None

    def parse(self, raw: str, today: datetime.date) -> Any:
        """The value that a string stands for. Raises InputError with one line that names the input."""
        value = _PARSERS[self.kind](self, uniform(str(raw)).strip(), today)
        return self.check(value)

    def check(self, value: Any) -> Any:
        """The value, if it is possible. Raises InputError otherwise."""
        if self.kind == "yen-list":
            return tuple(_whole(self, one) for one in value)
        if self.kind == "choice" and value not in self.choices:
            raise self.bad(
                "one of " + ", ".join(c.id for c in self.choices), "、".join(c.id for c in self.choices) + "のいずれか"
            )
        if self.kind == "percent":
            if not 0 <= value <= 100:
                raise self.bad("0 to 100 %", "0〜100%")
            return value
        if self.kind == "duration":
            if value < datetime.timedelta(0):
                raise self.bad("not less than nothing", "0以上の時間")
            return value
        return _whole(self, value) if self.kind in ("yen", "days", "count", "gb") else value

    def bad(self, en: str, ja: str) -> InputError:
        """An error that names the input and says what it may be."""
        return InputError(f"{self.label.en}: must be {en}", f"{self.label.ja}は、{ja}で指定してください。")


def _whole(spec: Input, value: int | Decimal) -> int:
    if isinstance(value, float):
        raise TypeError(f"{spec.name}: a float is not exact")
    kind = ("whole yen", "円単位の整数") if spec.kind.startswith("yen") else ("a whole number", "整数")
    if value != int(value):
        raise spec.bad(*kind)
    if value < spec.least:
        raise spec.bad(f"{spec.least} or more", f"{spec.least}以上")
    if spec.most is not None and value > spec.most:
        raise spec.bad(f"{spec.least} to {spec.most}", f"{spec.least}〜{spec.most}")
    return int(value)


def _number(spec: Input, raw: str) -> Decimal:
    match = re.match(r"-?\d+(?:\.\d+)?", raw.replace(",", ""))
    if not match:
        raise spec.bad("a number", "数字")
    return Decimal(match[0])


def _yen(spec: Input, raw: str, today: datetime.date) -> Decimal:
    scan = Scan(raw)
    take_amounts(scan)
    if scan.of("foreign"):
        raise spec.bad("in yen", "円")
    if found := scan.of("yen"):
        return Decimal(found[0].value)
    try:
        return Decimal(raw.replace(",", ""))
    except InvalidOperation:
        raise spec.bad("an amount in yen, such as 100000", "10万円のような金額") from None


def _yen_list(spec: Input, raw: str, today: datetime.date) -> tuple[Decimal, ...]:
    return tuple(_yen(spec, part, today) for part in re.split(r"[\s、;,]+(?=[\d¥-])", raw) if part)


def _dated(spec: Input, raw: str, today: datetime.date, kinds: tuple[str, ...]) -> Scan:
    scan = Scan(raw)
    take_dates(scan, today)
    if bad := scan.of("bad-date"):
        raise no_such_date(bad[0].raw)
    if not scan.of(*kinds):
        raise spec.bad("a date, such as 2026-04-30", "2026-04-30のような日付")
    return scan


def no_such_date(raw: str) -> InputError:
    """For 31 February and 25:00."""
    return InputError(f"there is no such date or time: {raw}", f"「{raw}」という日付・時刻はありません。")


def _on(value: Day, raw: str, today: datetime.date) -> datetime.date:
    try:
        return value.on(today.year)
    except ValueError:
        raise no_such_date(raw) from None


def _date(spec: Input, raw: str, today: datetime.date) -> datetime.date:
    return _on(_dated(spec, raw, today, ("date",)).of("date")[0].value, raw, today)


def _dates(spec: Input, raw: str, today: datetime.date) -> tuple[datetime.date, ...]:
    return tuple(_on(m.value, m.raw, today) for m in _dated(spec, raw, today, ("date",)).of("date"))


def _month(spec: Input, raw: str, today: datetime.date) -> datetime.date:
    return _on(_dated(spec, raw, today, ("month", "date")).of("month", "date")[0].value, raw, today).replace(day=1)


def _datetime(spec: Input, raw: str, today: datetime.date) -> datetime.datetime:
    day, minutes = with_times(_dated(spec, raw, today, ("date",)))[0]
    if minutes is None:
        raise spec.bad("a date and a time, such as 2026-05-03 09:00", "2026-05-03 09:00のような日時")
    return at(_on(day.value, raw, today), minutes)


def at(day: datetime.date, minutes: int) -> datetime.datetime:
    """A time of day; 24:00 is the next midnight."""
    return datetime.datetime(day.year, day.month, day.day) + datetime.timedelta(minutes=minutes)


def _duration(spec: Input, raw: str, today: datetime.date) -> datetime.timedelta:
    if clock := re.fullmatch(r"(\d+):(\d{2})", raw):
        return datetime.timedelta(hours=int(clock[1]), minutes=int(clock[2]))
    if re.fullmatch(r"-?\d+(\.\d+)?", raw):
        return datetime.timedelta(minutes=int(Decimal(raw) * 60))
    scan = Scan(raw)
    take_counts(scan)
    found = scan.of("duration", "days")
    if not found:
        raise spec.bad("a length of time, such as 30 hours", "30時間のような長さ")
    value = found[0].value
    return value if isinstance(value, datetime.timedelta) else datetime.timedelta(minutes=int(value * 24 * 60))


def _choice(spec: Input, raw: str, today: datetime.date) -> Name:
    wanted = re.sub(r"[\s_-]", "", raw).lower()
    for name in spec.choices:
        if wanted in {re.sub(r"[\s_-]", "", text).lower() for text in (name.id, *name.text)}:
            return name
    known = ", ".join(name.id for name in spec.choices)
    raise InputError(
        f"{spec.label.en}: {raw!r} is not known; there are: {known}",
        f"{spec.label.ja}「{raw}」はありません。選べるもの: {known}",
    )


def _flag(spec: Input, raw: str, today: datetime.date) -> bool:
    if raw.lower() in ("yes", "true", "1", "はい", "on"):
        return True
    if raw.lower() in ("no", "false", "0", "いいえ", "off", ""):
        return False
    raise spec.bad("yes or no", "はい・いいえ")


_PARSERS: dict[str, Callable[[Input, str, datetime.date], Any]] = {
    "yen": _yen,
    "yen-list": _yen_list,
    "date": _date,
    "dates": _dates,
    "month": _month,
    "datetime": _datetime,
    "duration": _duration,
    "choice": _choice,
    "flag": _flag,
    "days": lambda spec, raw, today: _number(spec, raw),
    "count": lambda spec, raw, today: _number(spec, raw),
    "gb": lambda spec, raw, today: _number(spec, raw),
    "percent": lambda spec, raw, today: _number(spec, raw),
}
