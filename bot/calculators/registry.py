"""Every calculator by name and agreement: what it asks for, and the function that computes."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from ingest.errors import InputError

from . import claims, deadlines, late_interest, monthly_fee, outage_credit, plans
from .absent import no_such_rule
from .calculation import Calculation, NoSuchRule
from .catalogue import NEWORK, PLANS
from .deadlines_cti import cti_deadline
from .deadlines_partner_cloud import partner_cloud_deadline
from .deadlines_zoom import zoom_deadline
from .figures import figures
from .inputs import Input
from .values import Text
from .whole_months import whole_month_fee

AGREEMENTS = ("nework", "cti", "partner-cloud", "zoom")
NAMES = {
    "late-interest": Text("延滞利息", "late interest"),
    "monthly-fee": Text("月額料金", "monthly fee"),
    "outage-credit": Text("障害時の減額・賠償", "outage credit"),
    "surcharge": Text("割増金", "surcharge"),
    "damages-cap": Text("損害賠償の上限", "ceiling of damages"),
    "deadlines": Text("期限", "deadlines"),
    "plans": Text("プラン・ライセンス", "plans and licences"),
}
LAST_BILLING_DAY = 28  # a day that every month has

Inputs = Mapping[str, Any]
Needs = tuple[tuple[tuple[str, ...], ...], ...]  # all of these; each of them by any one of its alternatives


@dataclass(frozen=True)
class Rule:
    """A calculator of one agreement. `needs` says, for the inputs so far, what the result cannot do without."""

    name: str
    agreement: str
    inputs: tuple[Input, ...]
    needs: Callable[[Inputs], Needs]
    run: Callable[..., Calculation | NoSuchRule]

    def input(self, name: str) -> Input:
        """The input of that name. Raises KeyError if there is none."""
        return next(i for i in self.inputs if i.name == name)

    def missing(self, given: Inputs) -> tuple[Input, ...]:
        """What must still be asked for: of each need, the rest of the alternative that is nearest to complete."""
        out: list[str] = []
        for alternatives in self.needs(given):
            left = [[name for name in names if given.get(name) is None] for names in alternatives]
            if all(left):
                shares = [len(rest) / len(names) for rest, names in zip(left, alternatives, strict=True)]
                out += left[shares.index(min(shares))]
        return tuple(self.input(name) for name in dict.fromkeys(out))


def _i(labels: Mapping[str, Text], name: str, kind: str, **more: Any) -> Input:
    return Input(name, labels[name], kind, **more)


def _always(*names: str) -> Callable[[Inputs], Needs]:
    return lambda given: tuple(((name,),) for name in names)


def _late(agreement: str) -> Rule:
    i = partial(_i, late_interest.LABELS)
    inputs = (
        i("amount", "yen", required=True),
        i("due", "date"),
        i("paid", "date"),
        i("days", "days"),
        i("elapsed", "days"),
    )
    needs: Needs = ((("amount",),), (("due", "paid"), ("elapsed",), ("days",)))
    return Rule(
        "late-interest", agreement, inputs, lambda given: needs, partial(late_interest.late_interest, agreement)
    )


def _nework_fee() -> Rule:
    i = partial(_i, monthly_fee.LABELS)
    chosen = tuple(NEWORK.values())
    inputs = (
        i("plan", "choice", required=True, choices=chosen), i("month", "month"),
        i("billing_day", "count", default=1, least=1, most=LAST_BILLING_DAY), i("start", "date"), i("cancelled", "date"),
        i("changed", "date"), i("new_plan", "choice", choices=chosen), i("tax", "percent", default=Decimal(10)),
    )  # fmt: skip

    def needs(given: Inputs) -> Needs:
        change = given.get("changed") is not None or given.get("new_plan") is not None
        return ((("plan",),), *(((("changed", "new_plan"),),) if change else ()))

    return Rule("monthly-fee", "nework", inputs, needs, monthly_fee.nework_fee)


def _whole_fee(agreement: str) -> Rule:
    i = partial(_i, monthly_fee.LABELS)
    inputs = (
        i("fee", "yen", required=True),
        i("month", "month"),
        i("start", "date"),
        i("cancelled", "date"),
        i("tax", "percent"),
    )
    return Rule("monthly-fee", agreement, inputs, _always("fee"), partial(whole_month_fee, agreement))


def _outage(agreement: str) -> Rule:
    i = partial(_i, outage_credit.LABELS)
    causes = tuple(outage_credit.CAUSES.values())
    paid = (
        (
            i("plan", "choice", choices=tuple(NEWORK.values())),
            i("fee", "yen"),
            i("billing_day", "count", default=1, least=1, most=LAST_BILLING_DAY),
        )
        if agreement == "nework"
        else (i("fee", "yen", required=True),)
    )
    inputs = (*paid, i("known", "datetime"), i("restored", "datetime"), i("duration", "duration"), i("day", "date"),
              i("cause", "choice", choices=causes, default=causes[0]))  # fmt: skip

    def needs(given: Inputs) -> Needs:
        cause, plan, duration = given.get("cause") or causes[0], given.get("plan"), given.get("duration")
        if given.get("known") and given.get("restored"):
            duration = given["restored"] - given["known"]
        threshold = figures(agreement)["outage-threshold"].whole * outage_credit.HOUR
        nothing = cause.id not in outage_credit.RELIEVED[agreement] or (plan and plan.id == "free")
        price: tuple[tuple[str, ...], ...] = (("plan",), ("fee",)) if agreement == "nework" else (("fee",),)
        if duration is not None and (nothing or duration < threshold):
            return ()  # nothing is due, whatever the fee
        return (price, (("known", "restored"), ("duration", "day")))

    return Rule("outage-credit", agreement, inputs, needs, partial(outage_credit.outage_credit, agreement))


def _surcharge(agreement: str) -> Rule:
    i = partial(_i, claims.LABELS)
    asks = tuple(claims.ASKS.values())
    inputs = (
        i("amount", "yen", required=True),
        i("tax", "percent", default=Decimal(10)),
        i("ask", "choice", choices=asks, default=asks[0]),
    )
    return Rule("surcharge", agreement, inputs, _always("amount"), partial(claims.surcharge, agreement))


def _caps() -> Iterable[Rule]:
    i = partial(_i, claims.LABELS)
    inputs = (
        i("fee", "yen"),
        i("fees", "yen-list"),
        i("total", "yen"),
        i("months", "count", least=1),
        i("days", "days", least=1),
    )
    needs: Needs = ((("fee",), ("fees",), ("total", "months"), ("total", "days")),)
    yield Rule("damages-cap", "partner-cloud", inputs, lambda given: needs, claims.partner_cloud_cap)
    zoom = (i("price", "yen", required=True), i("years", "count", default=1, least=1))
    yield Rule("damages-cap", "zoom", zoom, _always("price"), claims.zoom_cap)


def _deadlines() -> Iterable[Rule]:
    i = partial(_i, deadlines.LABELS)

    def what(agreement: str) -> Input:
        return i("what", "choice", required=True, choices=tuple(deadlines.WHAT[agreement].values()))

    def rule(
        agreement: str, inputs: tuple[Input, ...], each: dict[str, Needs], run: Callable[..., Calculation | NoSuchRule]
    ) -> Rule:
        def needs(given: Inputs) -> Needs:
            chosen = given.get("what")
            return ((("what",),), *(each.get(chosen.id, ()) if chosen else ()))

        return Rule("deadlines", agreement, (what(agreement), *inputs), needs, run)

    by_month: Needs = ((("month",), ("date",), ("received",)),)
    by_day: Needs = ((("date",), ("received",)),)
    yield rule("nework", (i("date", "date"),), {}, deadlines.nework_deadline)
    yield rule(
        "cti", (i("date", "date"), i("month", "month"), i("received", "date")),
        {"cancel": by_month, "option-cancel": by_month, "option-start": by_day, "line-change": by_day}, cti_deadline,
    )  # fmt: skip
    yield rule(
        "partner-cloud",
        (
            i("date", "date"),
            i("received", "date"),
            i("term_end", "date"),
            i("start", "date"),
            i("fee", "yen"),
            i("closed", "dates"),
        ),
        {
            "cancel": by_day,
            "stop-renewal": ((("term_end",),),),
            "details-change": ((("date",),),),
            "minimum-term": ((("start",),),),
            "minimum-term-end": ((("start",),),),
        },
        partner_cloud_deadline,
    )
    yield rule(
        "zoom", (i("term_end", "date"), i("received", "date"), i("added", "date"), i("month", "month"), i("new_pro", "flag", default=False)),
        {"renewal": ((("term_end",),),), "added-licences": ((("added",),), (("term_end",),)), "service-start": ((("month",),),)}, zoom_deadline,
    )  # fmt: skip


def _plans() -> Iterable[Rule]:
    i = partial(_i, plans.LABELS)
    nework = (i("participants", "count", required=True, least=1), i("guests", "count"))
    yield Rule("plans", "nework", nework, _always("participants"), plans.nework_plan)
    licences, whats = tuple(PLANS["zoom"].values()), tuple(plans.WHAT.values())
    inputs = (
        i("what", "choice", choices=whats, default=whats[0]), i("users", "count", least=1), i("added", "count", least=1),
        i("current", "choice", choices=licences), i("plan", "choice", choices=licences), i("licences", "count", least=1),
        i("extension", "gb", least=1), i("needed", "gb", least=1),
    )  # fmt: skip

    def needs(given: Inputs) -> Needs:
        what = (given.get("what") or whats[0]).id
        if what == "storage":
            unlimited = given.get("plan") and given["plan"].id == "enterprise"
            return ((("plan",),), *(() if unlimited else ((("licences",),),)))
        if what == "rooms":
            return ((("licences",),),)
        return ((("users",),),)

    yield Rule("plans", "zoom", inputs, needs, plans.zoom_plan)


def _all() -> Iterable[Rule]:
    yield from (_late(agreement) for agreement in ("nework", "cti", "partner-cloud"))
    yield _nework_fee()
    yield from (_whole_fee(agreement) for agreement in ("cti", "partner-cloud"))
    yield from (_outage(agreement) for agreement in ("nework", "cti", "partner-cloud"))
    yield from (_surcharge(agreement) for agreement in ("nework", "cti"))
    yield from _caps()
    yield from _deadlines()
    yield from _plans()


RULES: Mapping[tuple[str, str], Rule] = {(rule.name, rule.agreement): rule for rule in _all()}


def agreements_with(name: str) -> tuple[str, ...]:
    """The agreements that have a calculator of that name."""
    return tuple(agreement for agreement in AGREEMENTS if (name, agreement) in RULES)


def find(name: str, agreement: str) -> Rule | NoSuchRule:
    """The calculator, or what to say where the agreement has none. Raises InputError for a name or agreement that is not known."""
    if name not in NAMES:
        raise InputError(
            f"no calculator {name!r}; there are: {', '.join(NAMES)}",
            f"「{name}」という計算はありません。あるもの: {', '.join(NAMES)}",
        )
    if rule := RULES.get((name, agreement)):
        return rule
    if absent := no_such_rule(name, agreement):
        return absent
    known = ", ".join(AGREEMENTS)
    raise InputError(
        f"no calculators for {agreement!r}; there are some for: {known}",
        f"「{agreement}」の計算はありません。あるもの: {known}",
    )


def describe(name: str, agreement: str) -> tuple[Input, ...]:
    """The inputs of a calculator, for a form; () where the agreement has no such rule."""
    found = find(name, agreement)
    return found.inputs if isinstance(found, Rule) else ()


def calculate(
    name: str, agreement: str, raw_inputs: Mapping[str, str], today: datetime.date
) -> Calculation | NoSuchRule:
    """Compute from strings. Raises InputError, one clear line, for an input that is unknown, impossible or missing."""
    rule = find(name, agreement)
    if isinstance(rule, NoSuchRule):
        return rule
    known = {i.name: i for i in rule.inputs}
    for key in raw_inputs:
        if key not in known:
            raise InputError(
                f"no input {key!r}; there are: {', '.join(known)}",
                f"「{key}」という入力はありません。あるもの: {', '.join(known)}",
            )
    return compute(rule, {key: known[key].parse(raw, today) for key, raw in raw_inputs.items() if raw.strip()})


def compute(rule: Rule, given: Inputs, said: tuple[Text, ...] = ()) -> Calculation | NoSuchRule:
    """Run a rule on typed inputs; `said` are readings of the question that join the assumptions. Raises InputError."""
    if missing := rule.missing(given):
        names = ", ".join(i.label.en for i in missing), "、".join(i.label.ja for i in missing)
        raise InputError(
            f"missing: {names[0]} ({' '.join(i.name + '=…' for i in missing)})",
            f"{names[1]}が必要です（{' '.join(i.name + '=…' for i in missing)}）。",
        )
    values = {key: rule.input(key).check(value) for key, value in given.items() if value is not None}
    result = rule.run(**values)
    return replace(result, assumptions=(*said, *result.assumptions)) if isinstance(result, Calculation) else result
