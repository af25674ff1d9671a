"""A period that is named as the billing month (4月15日から5月14日までの料金月): no event, whatever its dates."""

import re
from dataclasses import replace
from itertools import pairwise

from .dates import Day
from .mention import Mention, Scan

_NAMED_AFTER = re.compile(
    r"(?:まで)?\s*\)?\s*の?(?:料金月|請求月|請求期間|課金期間|期間の(?:料金|請求)|\s*billing\s+(?:month|period)|\s*period\b)",
    re.I,
)
_NAMED_BEFORE = re.compile(
    r"(?:料金月|請求月|請求期間|課金期間|billing\s+(?:month|period|cycle)|invoice\s+period)\s*(?:[はがを:=(]|is|of|from|running(?:\s+from)?)?\s*(?:the\s+)?$", re.I
)  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:から|より|~|-|to|until|through|till)\s*(?:the\s+)?", re.I)


def take_billing_months(scan: Scan) -> None:
    """Two dates of such a period become one mention "month", flagged "period", and a "billing-day" where none was read."""
    dates = scan.of("date")
    for first, last in pairwise(dates):
        between = scan.text[first.end : last.start]
        named = _NAMED_BEFORE.search(scan.text[: first.start]) or _NAMED_AFTER.match(scan.text[last.end :])
        if not named or not _BETWEEN.fullmatch(between):
            continue
        day: Day = first.value
        scan.found = [m for m in scan.found if m is not first and m is not last]
        raw = scan.text[first.start : last.end]
        year = day.year or last.value.year
        if year and not day.year and day.month > last.value.month:
            year -= 1
        month = Mention("month", Day(year, day.month, 1), first.start, last.end, raw, flags=frozenset({"period"}))
        scan.found.append(month)
        if not scan.of("billing-day"):
            scan.found.append(replace(month, kind="billing-day", value=day.day))
