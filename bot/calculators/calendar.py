"""Civil days in Japan: months that start on any day, month ends, business days."""

import calendar
import datetime
from collections.abc import Collection
from functools import cache

import holidays

from .values import Period

ONE_DAY = datetime.timedelta(days=1)


def month_end(day: datetime.date) -> datetime.date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later (or earlier); a day that the month lacks becomes its last day.

    >>> add_months(datetime.date(2026, 8, 31), -6), add_months(datetime.date(2027, 1, 31), -6)
    (datetime.date(2026, 2, 28), datetime.date(2026, 7, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: datetime.date, last: datetime.date) -> int:
    """How many calendar months two days touch, both months counted."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def month_containing(day: datetime.date, billing_day: int = 1) -> Period:
    """The month that a day lies in, where months begin on `billing_day` (1 to 28).

    >>> month_containing(datetime.date(2026, 6, 10), 15)
    Period(first=datetime.date(2026, 5, 15), last=datetime.date(2026, 6, 14))
    """
    first = day.replace(day=billing_day)
    if first > day:
        first = add_months(first, -1)
    return Period(first, add_months(first, 1) - ONE_DAY)


def is_business_day(day: datetime.date, closed: Collection[datetime.date] = ()) -> bool:
    """Monday to Friday, no national holiday of Japan (substitute holidays included), not among the closing days given."""
    return day.weekday() < 5 and day not in _holidays() and day not in closed


def business_days_before(day: datetime.date, count: int, closed: Collection[datetime.date] = ()) -> datetime.date:
    """The `count`-th business day before `day`; `day` itself is not counted."""
    return _walk(day, count, -ONE_DAY, closed)


def business_days_after(day: datetime.date, count: int, closed: Collection[datetime.date] = ()) -> datetime.date:
    """The `count`-th business day after `day`; `day` itself is not counted."""
    return _walk(day, count, ONE_DAY, closed)


def _walk(day: datetime.date, count: int, step: datetime.timedelta, closed: Collection[datetime.date]) -> datetime.date:
    while count:
        day += step
        count -= is_business_day(day, closed)
    return day


@cache
def _holidays() -> "holidays.HolidayBase":
    return holidays.country_holidays("JP")
