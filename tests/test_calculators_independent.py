"""A second implementation, day by day and hour by hour, that shares no code with the calculators; and what must hold for all inputs."""

import calendar
import datetime
import random
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calculators import registry
from bot.calculators.calculation import Calculation
from bot.calculators.values import Period, plain

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
PRICES = {"free": 0, "team-50": 25000, "team-100": 50000, "team-300": 100000}
RATES = {"nework": Decimal("0.145"), "cti": Decimal("0.146"), "partner-cloud": Decimal("0.146")}
PAYERS = sorted(RATES)
ROUNDS = 1500


def computed(name: str, agreement: str, **inputs: Any) -> Calculation:
    rule = registry.RULES[name, agreement]
    named = {i.name: {choice.id: choice for choice in i.choices} for i in rule.inputs}
    typed = {
        key: named[key].get(value, value) if isinstance(value, str) else value
        for key, value in inputs.items()
        if value is not None
    }
    result = registry.compute(rule, typed)
    assert isinstance(result, Calculation)
    return result


def floor(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_FLOOR))


def days_of_interest(agreement: str, due: datetime.date, paid: datetime.date) -> int:
    count, day = 0, due + DAY
    while day < paid or (agreement == "cti" and day == paid):
        count, day = count + 1, day + DAY
    return count


@pytest.mark.parametrize("agreement", PAYERS)
def test_late_interest_day_by_day(agreement: str) -> None:
    rng = random.Random(agreement)  # noqa: S311
    for _ in range(ROUNDS):
        amount = rng.choice([rng.randrange(1000), rng.randrange(10**7), rng.randrange(10**10)])
        due = datetime.date(2020, 1, 1) + rng.randrange(4000) * DAY
        paid = due + rng.randrange(-5, 800) * DAY
        with localcontext() as context:
            context.prec = 50
            expected = floor(amount * RATES[agreement] * days_of_interest(agreement, due, paid) / 365)
        assert computed("late-interest", agreement, amount=amount, due=due, paid=paid).result == expected


def last_day(first: datetime.date) -> datetime.date:
    """The day before the next billing month begins."""
    day = first + DAY
    while day.day != first.day:
        day += DAY
    return day - DAY


def nework_month(
    plan: str, new: str | None, first: datetime.date, start: Any, changed: Any, cancelled: Any, tax: int
) -> int:
    """Every day of the billing month gets a plan or none; a month is prorated if one of the four cases holds."""
    last = last_day(first)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    inside = [day for day in (start, changed, cancelled) if day and first < day <= last]
    one_day = start == cancelled == first
    if cancelled == first and not one_day:
        cancelled = None  # cancelled on the first: none of the four cases
    used: dict[str, int] = {}
    for day in days:
        if (start and day < start) or (cancelled and day > cancelled):
            continue
        name = new if new and changed and day >= changed else plan
        used[name] = used.get(name, 0) + 1
    if not inside and not one_day:
        net = sum(PRICES[name] for name in used)
    else:
        net = sum(PRICES[name] * count // len(days) for name, count in used.items())
    return net + net * tax // 100


def test_nework_fee_day_by_day() -> None:
    rng = random.Random(1)  # noqa: S311
    for _ in range(2 * ROUNDS):
        billing_day = rng.choice([1, 1, 1, 15, 28, rng.randrange(1, 29)])
        first = datetime.date(rng.randrange(2024, 2029), rng.randrange(1, 13), billing_day)
        length = (last_day(first) - first).days + 1
        start, changed, cancelled = sorted(
            first + rng.choice([0, length - 1, rng.randrange(length)]) * DAY for _ in range(3)
        )
        plan, new = rng.sample(sorted(PRICES), 2)
        given_start = start if rng.random() < 0.6 else None
        given_end = cancelled if rng.random() < 0.6 else None
        changes = rng.random() < 0.5
        if changes and given_end == first and given_start != first:
            changes = False  # cancelled on the first in an older contract: which plan is not in question
        tax = rng.choice([10, 10, 8, 0])
        result = computed(
            "monthly-fee", "nework", plan=plan, month=first, billing_day=billing_day, start=given_start, cancelled=given_end,
            changed=changed if changes else None, new_plan=new if changes else None, tax=Decimal(tax),
        )  # fmt: skip
        expected = nework_month(
            plan, new if changes else None, first, given_start, changed if changes else None, given_end, tax
        )
        assert result.result == expected, (plan, new, first, given_start, changed, changes, given_end)


@pytest.mark.parametrize("agreement", PAYERS)
def test_outage_hour_by_hour(agreement: str) -> None:
    rng = random.Random(agreement)  # noqa: S311
    threshold = 8 if agreement == "cti" else 24
    for _ in range(ROUNDS):
        fee = rng.choice([25000, 50000, 100000]) if agreement == "nework" else rng.randrange(10**6)
        known = datetime.datetime(2027, 1, 1) + rng.randrange(365 * 24 * 60) * datetime.timedelta(minutes=1)
        restored = known + rng.choice([rng.randrange(0, 200 * 60), 60 * rng.choice([8, 24, 48])]) * datetime.timedelta(
            minutes=1
        )
        whole = hours = 0
        clock = known
        while clock + HOUR <= restored:
            clock, hours = clock + HOUR, hours + 1
            whole += hours % 24 == 0
        begun = whole + (restored > known + whole * 24 * HOUR)
        if hours < threshold:
            whole = begun = 0
        length = calendar.monthrange(known.year, known.month)[1]
        plan = {price: name for name, price in PRICES.items()}.get(fee) if agreement == "nework" else None
        result = computed(
            "outage-credit", agreement, plan=plan, fee=None if plan else fee, known=known, restored=restored
        )
        assert result.result == fee * whole // length
        if agreement == "cti" and hours >= threshold:
            assert result.readings[0].result == fee * begun // length


# Japan's holidays of 2026 and 2027 as the Cabinet Office lists them, by hand.
HOLIDAYS = {
    (2026, 1, 1), (2026, 1, 12), (2026, 2, 11), (2026, 2, 23), (2026, 3, 20), (2026, 4, 29), (2026, 5, 3), (2026, 5, 4), (2026, 5, 5),
    (2026, 5, 6), (2026, 7, 20), (2026, 8, 11), (2026, 9, 21), (2026, 9, 22), (2026, 9, 23), (2026, 10, 12), (2026, 11, 3), (2026, 11, 23),
    (2027, 1, 1), (2027, 1, 11), (2027, 2, 11), (2027, 2, 23), (2027, 3, 21), (2027, 3, 22), (2027, 4, 29), (2027, 5, 3), (2027, 5, 4),
    (2027, 5, 5), (2027, 7, 19), (2027, 8, 11), (2027, 9, 20), (2027, 9, 23), (2027, 10, 11), (2027, 11, 3), (2027, 11, 23),
}  # fmt: skip


def test_business_days_from_a_list_made_by_hand() -> None:
    open_days = []
    day = datetime.date(2026, 1, 1)
    while day.year < 2028:
        if day.weekday() < 5 and (day.year, day.month, day.day) not in HOLIDAYS:
            open_days.append(day)
        day += DAY
    for offset in range(60, 700):
        wanted = datetime.date(2026, 1, 1) + offset * DAY
        earlier = [day for day in open_days if day < wanted]
        later = [day for day in open_days if day > wanted]
        assert computed("deadlines", "partner-cloud", what="cancel", date=wanted).result == earlier[-20]
        assert computed("deadlines", "partner-cloud", what="stop-renewal", term_end=wanted).result == earlier[-20]
        assert computed("deadlines", "partner-cloud", what="details-change", date=wanted).result == earlier[-5]
        if len(later) >= 20:
            assert computed("deadlines", "partner-cloud", what="cancel", received=wanted).result == later[19]


def test_cloud_cti_deadlines_day_by_day() -> None:
    for offset in range(1200):
        received = datetime.date(2026, 1, 1) + offset * DAY
        day = received + DAY
        while (day - received).days < 45 or (day + DAY).day != 1:
            day += DAY
        assert computed("deadlines", "cti", what="cancel", received=received).result == day
        back = day
        for _ in range(45):
            back -= DAY
        assert computed("deadlines", "cti", what="cancel", month=day.replace(day=1)).result == back
        assert back >= received


def test_zoom_window_day_by_day() -> None:
    for offset in range(1500):
        end = datetime.date(2026, 1, 1) + offset * DAY
        month, year = (end.month - 6, end.year) if end.month > 6 else (end.month + 6, end.year - 1)
        opens = datetime.date(year, month, min(end.day, calendar.monthrange(year, month)[1]))
        closes = end
        for _ in range(60):
            closes -= DAY
        assert computed("deadlines", "zoom", what="renewal", term_end=end).result == Period(opens, closes)


def test_plans_by_trying_each() -> None:
    for people in range(1, 320):
        fits = [
            name
            for name, most in (("free", 20), ("team-50", 50), ("team-100", 100), ("team-300", 300))
            if people <= most
        ]
        assert plain(computed("plans", "nework", participants=people).result) == (fits[0] if fits else None)
    for users in [*range(1, 120), 25048, 25049, 25050]:
        expected = "pro" if users < 10 else "business" if users < 50 else "enterprise" if users <= 25049 else None
        assert plain(computed("plans", "zoom", users=users).result) == expected


amounts = st.integers(0, 10**10)
spans = st.integers(0, 4000)
dates = st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 12, 31))
hours = st.integers(0, 24 * 60).map(lambda n: n * datetime.timedelta(minutes=30))
payers = st.sampled_from(PAYERS)
quick = settings(max_examples=150, deadline=None, derandomize=True)


@quick
@given(payers, amounts, amounts, dates, spans, spans)
def test_interest_grows_with_amount_and_days_and_is_never_rounded_up(
    agreement: str, a: int, b: int, due: datetime.date, m: int, n: int
) -> None:
    less, more = sorted((a, b))
    sooner, later = sorted((m, n))

    def interest(amount: int, days: int) -> int:
        result = computed("late-interest", agreement, amount=amount, due=due, paid=due + days * DAY).result
        assert isinstance(result, int)
        return result

    small = interest(less, sooner)
    assert 0 <= small <= interest(more, sooner)
    assert small <= interest(less, later)
    with localcontext() as context:
        context.prec = 50
        assert small <= less * RATES[agreement] * sooner / 365


@quick
@given(
    st.sampled_from(["team-50", "team-100", "team-300"]),
    st.dates(datetime.date(2024, 1, 1), datetime.date(2029, 12, 31)),
    st.integers(1, 28),
)
def test_the_shares_of_a_month_sum_up(plan: str, split: datetime.date, billing_day: int) -> None:
    before = computed(
        "monthly-fee", "nework", plan=plan, cancelled=split - DAY, month=None, billing_day=billing_day, tax=Decimal(0)
    ).result
    after = computed("monthly-fee", "nework", plan=plan, start=split, billing_day=billing_day, tax=Decimal(0)).result
    assert isinstance(before, int)
    assert isinstance(after, int)
    if split.day == billing_day:  # both lie in whole months
        assert after == PRICES[plan]
    elif (split - DAY).day == billing_day:  # a cancellation on the first day prorates nothing
        assert before == PRICES[plan]
    else:
        assert PRICES[plan] - 1 <= before + after <= PRICES[plan]


@quick
@given(payers, st.integers(0, 10**8), hours, hours, dates)
def test_an_outage_earns_more_the_longer_it_lasts(
    agreement: str, fee: int, a: datetime.timedelta, b: datetime.timedelta, day: datetime.date
) -> None:
    shorter, longer = sorted((a, b))
    results = [computed("outage-credit", agreement, fee=fee, duration=span, day=day) for span in (shorter, longer)]
    first, second = (result.result for result in results)
    assert isinstance(first, int)
    assert isinstance(second, int)
    assert 0 <= first <= second
    for result in results:
        for reading in result.readings:
            assert isinstance(reading.result, int)
            assert isinstance(result.result, int)
            assert result.result <= reading.result  # the primary reading is the smaller


@quick
@given(st.sampled_from(["nework", "cti"]), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 20))
def test_surcharges_grow_and_are_never_rounded_up(agreement: str, a: int, b: int, tax: int) -> None:
    less, more = sorted((a, b))
    small, large = (computed("surcharge", agreement, amount=amount, tax=Decimal(tax)).result for amount in (less, more))
    assert isinstance(small, int)
    assert isinstance(large, int)
    assert 2 * less <= small <= large
    assert small <= Decimal(2 * less) * (100 + tax) / 100


@quick
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=15))
def test_a_ceiling_lies_between_the_least_and_the_most_of_the_fees(fees: list[int]) -> None:
    cap = computed("damages-cap", "partner-cloud", fees=tuple(fees)).result
    counted = fees[-12:]
    assert isinstance(cap, int)
    assert min(counted) <= cap <= max(counted)
    assert cap == sum(counted) // len(counted)


@quick
@given(st.integers(0, 10**9), st.integers(1, 5))
def test_zooms_ceiling_is_a_twelfth(price: int, years: int) -> None:
    cap = computed("damages-cap", "zoom", price=price, years=years).result
    assert isinstance(cap, int)
    assert cap * 12 * years <= price < (cap + 1) * 12 * years
