"""Mentions in a question → the inputs of a calculator."""

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ingest.errors import InputError

from .catalogue import PLANS
from .fill_claims import damages_cap, outage, surcharge
from .fill_deadlines import deadline
from .fill_fees import late_interest, monthly_fee
from .fill_plans import plan
from .filling import Filling
from .inputs import no_such_date
from .mention import Scan
from .values import Text
from .years import Calendar


def fill(
    name: str, scan: Scan, agreement: str | None, known: Mapping[str, Any], today: datetime.date, *, follow_up: bool
) -> tuple[dict[str, Any], tuple[Text, ...]]:
    """The inputs of calculator `name` in a question, with how they were read. Raises InputError for what cannot be."""
    _refuse(scan, name, agreement)
    years = {m.value.year for m in scan.of("date", "month") if m.value.year} - {today.year, today.year + 1}
    written = {
        m.value.year for m in scan.of("date", "month") if m.value.year and re.search(r"\d{4}|令和|平成|[RH]\d", m.raw)
    }
    written |= {m.value for m in scan.of("year")}
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
    chosen = scan.of("date", "month", "duration", "time", "people", "licences")  # otherwise it only speaks of a plan
    if chosen and agreement in PLANS and name in ("monthly-fee", "outage-credit", "plans"):
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


_FILLERS: dict[str, Callable[[Filling], None]] = {
    "late-interest": late_interest,
    "monthly-fee": monthly_fee,
    "outage-credit": outage,
    "surcharge": surcharge,
    "damages-cap": damages_cap,
    "deadlines": deadline,
    "plans": plan,
}
