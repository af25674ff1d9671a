"""Interest on money paid late."""

import datetime
from fractions import Fraction

from .calculation import Calculation, Reading, Remark, Step, cut_off, understood
from .calendar import ONE_DAY
from .figures import figures
from .values import Period, Text, Value, cut, money, show

ASSUMED_YEAR = 365  # days, where the text does not say
FRACTIONS = {"nework": "nework/tariff/rule-5", "partner-cloud": "partner-cloud/article-27/paragraph-1"}  # cti is silent
UNITS = {"amount": "yen", "days": "day", "elapsed": "day"}
LABELS = {
    "amount": Text("金額", "Amount"), "due": Text("支払期日", "Due date"), "paid": Text("支払日", "Payment date"),
    "days": Text("利息のつく日数", "Days that bear interest"), "elapsed": Text("支払期日から支払日まで", "From the due date to payment"),
}  # fmt: skip


def late_interest(
    agreement: str,
    *,
    amount: int,
    due: datetime.date | None = None,
    paid: datetime.date | None = None,
    days: int | None = None,
    elapsed: int | None = None,
) -> Calculation:
    """Late interest in yen. Days come from the two dates, or as `days` that bear interest, or as `elapsed` = paid − due."""
    amount = money(amount)
    rate = figures(agreement)["late-interest-rate"]
    counted, step, first = _days(agreement, due, paid, days, elapsed)
    steps, assumptions = [step], []

    # nework 18, partner-cloud 26(1): a year's rate on the overdue amount, for the days counted; the length of the year is not given.
    # cti 29: likewise, and the year has the same number of days even when a leap day falls in the period.
    stated = figures(agreement).get("year-days")
    year = stated.whole if stated else ASSUMED_YEAR
    before = Fraction(amount) * rate.share * counted / year
    result = cut(before)

    percent, yen = show(rate.value, "percent", "ja"), f"{amount:,}"
    text = Text(
        f"{yen}円 × {percent} × {counted:,}日 ÷ {year}日",
        f"{yen} yen × {percent} × {show(counted, 'day', 'en')} ÷ {year} days",
    )
    steps += cut_off(text, before, rate.locator, FRACTIONS.get(agreement, ""))
    if not stated:
        assumptions.append(
            Text(
                "1年は365日として計算しました（規約に定めがありません）。",
                "A year is taken as 365 days (the text does not say).",
            )
        )
    if agreement not in FRACTIONS:
        assumptions.append(
            Text(
                "1円未満は切り捨てました（規約に定めがありません）。",
                "Fractions of a yen are cut off (the text does not say).",
            )
        )
    readings, more = _given_days(agreement, amount, days, year, rate.share, rate.locator)
    inputs: dict[str, Value] = {"amount": amount, "due": due, "paid": paid, "days": days, "elapsed": elapsed}
    in_time = due is not None and paid is not None and paid <= due
    return Calculation(
        "late-interest",
        agreement,
        understood(inputs, LABELS, UNITS),
        _headline(result, counted, in_time),
        result,
        "yen",
        tuple(steps),
        (*assumptions, *more),
        readings,
        _notes(agreement),
        tuple(dict.fromkeys(filter(None, (rate.locator, FRACTIONS.get(agreement))))),
        {"due": due, "first": first, "paid": paid} if due and paid and first and counted else {},
    )


def _days(
    agreement: str, due: datetime.date | None, paid: datetime.date | None, days: int | None, elapsed: int | None
) -> tuple[int, Step, datetime.date | None]:
    """How many days bear interest, with the step that says why, and the first of them where dates are known."""
    locator = figures(agreement)["late-interest-rate"].locator
    # cti 29: from the day after the due date until the payment is made; the payment day counts.
    # nework 18, partner-cloud 26(1): from the day after the due date to the day before the payment.
    without_payment_day = 0 if agreement == "cti" else 1
    if days is not None:
        return days, Step(LABELS["days"], days, "day", locator), None
    if due is None or paid is None:
        counted = max(0, (elapsed or 0) - without_payment_day)
        text = (
            Text("支払期日の翌日から支払日まで", "From the day after the due date to the payment day")
            if agreement == "cti"
            else Text("支払期日の翌日から支払日の前日まで", "From the day after the due date to the day before payment")
        )
        return counted, Step(text, counted, "day", locator), None
    period = Period(due + ONE_DAY, paid - without_payment_day * ONE_DAY)
    if not period.days:
        return 0, Step(Text("利息のつく日はない", "No day bears interest"), 0, "day", locator), None
    spoken = [show(period, "", language) for language in ("ja", "en")]
    counted_as = (
        Text(
            f"支払期日の翌日から支払日まで（{spoken[0]}、支払日を含む）",
            f"Day after the due date to payment day, included ({spoken[1]})",
        )
        if agreement == "cti"
        else Text(
            f"支払期日の翌日から支払日の前日まで（{spoken[0]}）",
            f"Day after the due date to the day before payment ({spoken[1]})",
        )
    )
    return period.days, Step(counted_as, period.days, "day", locator), period.first


def _headline(result: int, counted: int, in_time: bool) -> Text:
    if in_time:
        return Text(
            "延滞利息は0円です（支払期日までに支払われています）。",
            "The late interest is 0 yen: it was paid on or before the due date.",
        )
    return Text(
        f"延滞利息は{result:,}円です（{counted:,}日分）。",
        f"The late interest is {result:,} yen, for {show(counted, 'day', 'en')}.",
    )


def _given_days(
    agreement: str, amount: int, days: int | None, year: int, share: Fraction, locator: str
) -> tuple[tuple[Reading, ...], tuple[Text, ...]]:
    """Days given without dates are read as days that bear interest; the other reading is the time until payment."""
    if days is None:
        return (), ()
    said = Text(
        f"{days:,}日は、利息のつく日数と読みました。",
        f"{show(days, 'day', 'en')}: read as the days that bear interest.",
    )
    if agreement == "cti" or days == 0:
        return (), (said,)
    other = cut(Fraction(amount) * share * (days - 1) / year)
    text = Text(
        f"支払期日の{days:,}日後に支払った場合（支払日は数えないため{days - 1:,}日分）",
        f"If it was paid {show(days, 'day', 'en')} after the due date (the payment day does not count: {show(days - 1, 'day', 'en')})",
    )
    return (Reading(text, other, locator),), (said,)


def _notes(agreement: str) -> tuple[Remark, ...]:
    if agreement == "nework":
        text = Text(
            "延滞利息は有料プランの料金などの債務につき、延滞利息そのものには延滞利息はつきません。",
            "It falls on charges and other debts of the paid plans; late interest itself bears no late interest.",
        )
        return (Remark(text, ("nework/article-18/paragraph-1",)),)
    if agreement == "cti":
        text = Text("延滞利息そのものには延滞利息はつきません。", "Late interest itself bears no late interest.")
        return (Remark(text, ("cti/article-29/paragraph-1",)),)
    text = Text(
        "延滞利息は料金などと一括して、支払先の指定する期日までに支払います。振込手数料なども契約者の負担です。",
        "It is paid together with the fee by the date set by the provider, and the customer also bears bank transfer fees.",
    )
    return (Remark(text, ("partner-cloud/article-26/paragraph-1", "partner-cloud/article-26/paragraph-2")),)
