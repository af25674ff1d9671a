"""Cases worked by hand (tests/calculations/*.toml), and what every result must carry."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.calculators import registry
from bot.calculators.calculation import Calculation, NoSuchRule
from bot.calculators.figures import figures
from bot.calculators.outage_credit import outage_credit
from bot.calculators.values import exact, money, plain
from ingest.errors import InputError
from ingest.library import Library
from ingest.locator import is_within

TODAY = datetime.date(2026, 11, 20)
FOLDER = Path(__file__).parent / "calculations"


def cases() -> list[Any]:
    out = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem not in registry.NAMES:  # questions in words
            continue
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            out.append(pytest.param({"name": path.stem} | case, id=f"{path.stem}: {case['case']}"))
    return out


def computed(name: str, agreement: str, **inputs: str) -> Calculation:
    result = registry.calculate(name, agreement, inputs, TODAY)
    assert isinstance(result, Calculation)
    return result


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    return value.isoformat() if isinstance(value, datetime.date) else value


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.mark.parametrize("case", cases())
def test_worked_by_hand(case: dict[str, Any], library: Library) -> None:
    result = computed(case["name"], case["agreement"], **case["inputs"])
    expected = as_json(case.get("expected"))
    assert plain(result.result) == expected
    assert any(is_within(locator, case["clause"]) for locator in (*result.locators, *(s.locator for s in result.steps)))
    assert [plain(r.result) for r in result.readings] == ([case["second"]] if "second" in case else other_days(case))
    for language in ("ja", "en"):
        data = result.to_json(language)
        assert data["result"] == expected
        assert set(data) >= {"name", "inputs", "result", "steps", "assumptions", "readings"}
        first = result.sentence(language).splitlines()[0]
        if isinstance(expected, int):
            assert f"{expected:,}" in first
    cited = [*result.locators, *(s.locator for s in result.steps), *(r.locator for r in result.readings)]
    cited += [locator for note in result.notes for locator in note.locators]
    for locator in filter(None, cited):
        assert locator.startswith(case["agreement"] + "/")
        assert library.entry(locator)
    if "also_next_year" in case:
        assert result.steps[-1].value is case["also_next_year"]


def other_days(case: dict[str, Any]) -> list[int]:
    """Days given directly have a second reading, where the payment day does not count: one day fewer."""
    days = int(case["inputs"].get("days", 0))
    if case["name"] != "late-interest" or case["agreement"] == "cti" or days == 0:
        return []
    rate = {"nework": 145, "partner-cloud": 146}[case["agreement"]]
    return [int(case["inputs"]["amount"]) * rate * (days - 1) // 365000]


def test_the_working_can_be_followed() -> None:
    text = computed("late-interest", "nework", amount="100000", due="2026-04-30", paid="2026-05-31").text
    assert text.en.splitlines()[0] == "The late interest is 1,191 yen, for 30 days."
    assert text.ja.splitlines()[0] == "延滞利息は1,191円です（30日分）。"
    assert "100,000 yen × 14.5% × 30 days ÷ 365 days = 1,191.78… yen (Article 18, paragraph (1))" in text.en
    assert "1円未満を切り捨て = 1,191円（料金表通則5）" in text.ja
    assert "365日として" in text.ja  # the year is silent in NeWork's text …
    assert "1 day" not in text.en
    cti = computed("late-interest", "cti", amount="100000", due="2026-04-30", paid="2026-05-31")
    assert all("365" not in assumption.ja for assumption in cti.assumptions)  # … and stated in Cloud CTI's


def test_a_changed_day_of_cancellation_is_said_to_be_assumed() -> None:
    result = computed("monthly-fee", "nework", plan="team-50", cancelled="2026-06-20")
    assert any("day of use" in assumption.en for assumption in result.assumptions)
    assert "nework/article-17/paragraph-2" in [locator for note in result.notes for locator in note.locators]


def test_partner_clouds_ceiling_is_no_credit() -> None:
    result = computed("outage-credit", "partner-cloud", fee="310000", duration="24", day="2026-05-03")
    assert "ceiling" in result.headline.en
    noted = [locator for note in result.notes for locator in note.locators]
    assert {"partner-cloud/article-20/paragraph-3", "partner-cloud/article-24/paragraph-3"} <= set(noted)


def test_intent_lifts_neworks_limit() -> None:
    result = registry.calculate(
        "outage-credit", "nework", {"plan": "team-50", "duration": "30", "day": "2026-05-03", "cause": "gross"}, TODAY
    )
    assert isinstance(result, NoSuchRule)
    assert result.locators[0] == "nework/article-24/paragraph-4"


def test_minimum_term_is_not_charged_twice() -> None:
    result = computed(
        "deadlines", "partner-cloud", what="minimum-term", start="2026-06-20", date="2026-06-25", fee="300000"
    )
    assert result.steps[-1].value == 0


def test_late_papers_are_told_to_be_late() -> None:
    late = computed("deadlines", "cti", what="cancel", month="2027-03", received="2027-02-15")
    assert "too late" in late.headline.en
    assert late.steps[-1].value == datetime.date(2027, 4, 30)
    assert (
        "too late"
        not in computed("deadlines", "cti", what="cancel", month="2027-03", received="2027-02-14").headline.en
    )


@pytest.mark.parametrize(
    ("name", "agreement", "nearest"),
    [
        ("late-interest", "zoom", "zoom/article-31/paragraph-1/item-2"),
        ("monthly-fee", "zoom", "zoom/guide-2/section-2"),
        ("outage-credit", "zoom", "zoom/article-33/paragraph-3"),
        ("surcharge", "zoom", "zoom/article-31/paragraph-1"),
        ("surcharge", "partner-cloud", "partner-cloud/article-26/paragraph-1"),
        ("damages-cap", "nework", "nework/article-24/paragraph-2"),
        ("damages-cap", "cti", "cti/article-8"),
        ("plans", "cti", "cti/article-6"),
        ("plans", "partner-cloud", "partner-cloud/article-20/paragraph-1"),
    ],
)
def test_no_such_rule_cites_its_own_agreement(name: str, agreement: str, nearest: str, library: Library) -> None:
    result = registry.calculate(name, agreement, {}, TODAY)
    assert isinstance(result, NoSuchRule)
    assert result.locators[0] == nearest
    for locator in result.locators:
        assert locator.startswith(agreement + "/")
        assert library.entry(locator)
    assert not any(
        c.isdigit() for c in result.text.en.replace("(annex 1)", "") + result.text.ja.replace("（別紙1）", "")
    )


@pytest.mark.parametrize(
    ("name", "agreement", "inputs", "named"),
    [
        ("late-interest", "nework", {"amount": "100000", "due": "2026-02-31", "paid": "2026-05-31"}, "2026-02-31"),
        ("late-interest", "nework", {"amount": "-5", "days": "30"}, "Amount"),
        ("late-interest", "nework", {"amount": "many", "days": "30"}, "Amount"),
        ("late-interest", "nework", {"amount": "100000"}, "Due date"),
        ("late-interest", "nework", {"amount": "100000", "days": "-1"}, "Days"),
        ("late-interest", "nework", {"amount": "100.5", "days": "1"}, "Amount"),
        ("late-interest", "nework", {"amount": "1", "colour": "red"}, "colour"),
        ("monthly-fee", "nework", {"plan": "team-200"}, "Plan"),
        ("monthly-fee", "nework", {"plan": "team-50", "billing_day": "29"}, "Billing day"),
        ("monthly-fee", "nework", {"plan": "team-50", "billing_day": "0"}, "Billing day"),
        (
            "monthly-fee",
            "nework",
            {"plan": "team-50", "start": "2026-06-20", "cancelled": "2026-06-10"},
            "cancelled before",
        ),
        ("monthly-fee", "nework", {"plan": "team-50", "changed": "2026-06-10"}, "New plan"),
        ("monthly-fee", "nework", {"plan": "team-50", "tax": "200"}, "Consumption tax"),
        ("monthly-fee", "nework", {"plan": "team-50", "start": "2026-07-20", "month": "2026-06"}, "does not run"),
        (
            "outage-credit",
            "nework",
            {"plan": "team-50", "known": "2026-05-04 09:00", "restored": "2026-05-03 09:00"},
            "restored before",
        ),
        ("outage-credit", "cti", {"fee": "1000", "known": "2026-05-04 25:00", "restored": "2026-05-05 09:00"}, "25:00"),
        (
            "outage-credit",
            "cti",
            {"fee": "1000", "known": "2026-05-04", "restored": "2026-05-05 09:00"},
            "Provider knew",
        ),
        ("damages-cap", "partner-cloud", {"total": "1000", "months": "13"}, "12 months"),
        ("damages-cap", "zoom", {"price": "1000", "years": "0"}, "Years"),
        ("deadlines", "cti", {"what": "marry", "month": "2027-03"}, "marry"),
        (
            "deadlines",
            "zoom",
            {"what": "added-licences", "added": "2027-02-01", "term_end": "2027-01-31"},
            "after the term",
        ),
        ("plans", "nework", {"participants": "0"}, "Participants"),
        ("plans", "zoom", {"users": "0"}, "Users"),
        (
            "plans",
            "zoom",
            {"what": "storage", "plan": "business", "licences": "20", "extension": "400"},
            "200 GB, 1 TB or 5 TB",
        ),
        ("magic", "nework", {}, "magic"),
        ("plans", "atlantis", {}, "atlantis"),
    ],
)
def test_impossible_inputs_get_one_clear_line(name: str, agreement: str, inputs: dict[str, str], named: str) -> None:
    with pytest.raises(InputError) as caught:
        registry.calculate(name, agreement, inputs, TODAY)
    assert named in caught.value.en
    assert "\n" not in caught.value.en + caught.value.ja
    assert caught.value.ja


def test_floats_are_refused() -> None:
    for value in (1.0, 100000.5, True):
        with pytest.raises(TypeError):
            money(value)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        outage_credit("cti", fee=1000.0, duration=datetime.timedelta(hours=30), day=TODAY)  # type: ignore[arg-type]
    rule = registry.RULES["late-interest", "nework"]
    with pytest.raises(TypeError):
        registry.compute(rule, {"amount": 100000.0, "days": 3})


def test_every_rule_describes_its_inputs_in_both_languages() -> None:
    for name, agreement in registry.RULES:
        for spec in registry.describe(name, agreement):
            assert spec.label.ja
            assert spec.label.en
            assert spec.kind != "choice" or spec.choices
    assert registry.describe("late-interest", "zoom") == ()


def test_figures_are_read_exactly() -> None:
    assert str(figures("nework")["late-interest-rate"].value) == "14.5"
    with pytest.raises(ValueError, match="not a whole number"):
        _ = figures("nework")["late-interest-rate"].whole


def test_exact_amounts_are_cut_for_reading() -> None:
    from fractions import Fraction

    assert exact(Fraction(435000, 365)) == "1,191.78…"
    assert exact(Fraction(5, 2)) == "2.50"
