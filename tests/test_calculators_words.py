"""How words are read: causes that are ruled out, billing periods, amounts in a list, which date is which."""

import datetime
from decimal import Decimal

import pytest

from bot.calculators.causes import cause
from bot.calculators.mention import Scan
from bot.calculators.slots import read
from bot.calculators.words import uniform

TODAY = datetime.date(2026, 11, 20)


def scanned(text: str) -> Scan:
    return read(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "こちらの落ち度も回線の故障もなし",
        "契約者・回線に原因なし",
        "当社のミスではなく、アクセス回線の障害でもない",
        "利用回線は正常でした",
        "not our fault and not our line",
        "neither our mistake nor the access line's",
        "subscriber and access line not at fault",
        "the access line was fine",
        "It wasn't our fault.",
    ],
)
def test_a_cause_that_is_ruled_out_is_none(text: str) -> None:
    assert cause(uniform(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("原因＝サービス利用回線の故障", "access-line"),
        ("回線の故障で2日間使えなかった", "access-line"),
        ("アクセス回線の障害により利用できない", "access-line"),
        ("could not be used because our access line failed", "access-line"),
        ("It was not the provider but our own mistake", "customer"),
        ("当社の設定ミスで止まりました", "customer"),
        ("原因は当社の操作ミス", "customer"),
        ("NTTの重大な過失", "gross"),
        ("not by intent but gross negligence", "gross"),
    ],
)
def test_a_cause_that_is_named_counts(text: str, expected: str) -> None:
    assert cause(uniform(text)) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026年4月15日から5月14日までの料金月", (2026, 4, 15)),
        ("the billing month 20 December to 19 January 2027", (2026, 12, 20)),
    ],
)
def test_a_billing_period_is_no_event(text: str, first: tuple[int, int, int]) -> None:
    scan = scanned(text)
    assert scan.of("date") == []
    assert (scan.of("month")[0].value.year, scan.of("month")[0].value.month) == first[:2]
    assert scan.of("billing-day")[0].value == first[2]


def test_other_periods_stay_dates() -> None:
    assert len(scanned("2026年4月15日から5月14日まで使いました").of("date")) == 2


def test_amounts_in_a_list_share_their_unit() -> None:
    values = [m.value for m in scanned("100,000 / 120,000 / 150,000 yen").of("yen")]
    assert values == [Decimal(100000), Decimal(120000), Decimal(150000)]
    assert [m.value for m in scanned("since 25 May 2026, 120,000 yen").of("yen")] == [Decimal(120000)]


def test_a_time_before_a_monthly_fee_is_no_date() -> None:
    scan = scanned("覚知2026年6月3日9:00 復旧同日17:00 月額30万円")
    assert scan.of("bad-date", "month") == []
    assert [(m.value.month, m.value.day) for m in scan.of("date")] == [(6, 3), (6, 3)]
    assert [m.value for m in scan.of("time")] == [9 * 60, 17 * 60]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Nov fee 45,000", "yen", Decimal(45000)),
        ("the invoice (250,000)", "yen", Decimal(250000)),
        ("月額 62000", "yen", Decimal(62000)),
        ("down for three whole days", "days", Decimal(3)),
        ("over five full months", "months", 5),
        ("a fortnight late", "days", Decimal(14)),
        ("fewer than 50 users", "people", Decimal(49)),
        ("50人を下回ったら", "people", Decimal(49)),
        ("should the number of users fall to 42", "people", Decimal(42)),
        ("ユーザー数が42に減ったら", "people", Decimal(42)),
        ("ライセンスを250契約した場合", "licences", Decimal(250)),
        ("a team of 80", "people", Decimal(80)),
    ],
)
def test_numbers_without_a_unit_of_their_own(text: str, kind: str, value: object) -> None:
    assert [m.value for m in scanned(text).of(kind)] == [value]


@pytest.mark.parametrize(
    "text",
    ["participants 5000", "the fee of 2027", "5000 tickets, what fee?", "note 2 app licence", "ライセンス数は4社"],
)
def test_other_numbers_are_neither_money_nor_licences(text: str) -> None:
    assert scanned(text).of("yen", "licences") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("we start on the 3rd", (2026, 11, 3)),
        ("it ends on the 31st", (2026, 12, 31)),  # November has none
        ("due on 31 October 2026, paid on the 15th", (2026, 11, 15)),
        ("来年の3月いっぱい", (2027, 3, 0)),
        ("until the end of next February 2027", (2027, 2, 0)),
    ],
)
def test_days_of_a_month_that_is_not_written(text: str, day: tuple[int, int, int]) -> None:
    value = scanned(text).of("date")[-1].value
    assert (value.year, value.month, value.day) == day


def test_a_short_month_is_one_and_a_weekday_of_no_week_is_none() -> None:
    assert [m.value.month for m in scanned("cti outage, nov").of("month")] == [11]
    assert scanned("if that day is a Sunday").of("date") == []
