"""Is this a calculation question, which calculator, with which inputs, and what is missing?

Earlier turns are read again, in order: the state of a conversation is what its questions said, so nothing is stored.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import InputError

from . import intent
from .absent import no_price, no_such_rule
from .calculation import NoSuchRule, Text
from .calendar import month_end
from .fill import fill
from .inputs import Input
from .mention import Scan
from .registry import RULES, Rule, agreements_with
from .slots import read

# Giving one of these takes the place of the others.
_INSTEAD = {
    "days": ("due", "paid", "elapsed"), "elapsed": ("paid", "days"), "paid": ("days", "elapsed"), "due": ("days", "elapsed"),
    "duration": ("known", "restored"), "known": ("duration", "day"), "restored": ("duration", "day"), "fee": ("plan", "fees", "total"),
    "plan": ("fee",), "fees": ("fee", "total", "months", "days"), "total": ("fee", "fees"), "month": ("date",), "date": ("month",),
}  # fmt: skip


@dataclass(frozen=True)
class Request:
    """A calculation that was asked for. `agreement` is None until it is known; `absent` says that it has no such rule."""

    name: str
    agreement: str | None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    said: tuple[Text, ...] = ()
    absent: NoSuchRule | None = None

    @property
    def rule(self) -> Rule | None:
        """The calculator, once the agreement is known."""
        return RULES.get((self.name, self.agreement)) if self.agreement else None

    @property
    def missing(self) -> tuple[Input, ...]:
        """What must still be asked for, apart from the agreement."""
        return self.rule.missing(self.inputs) if self.rule else ()

    @property
    def complete(self) -> bool:
        """Whether it can be computed, or answered by saying that there is no rule."""
        return self.absent is not None or (self.rule is not None and not self.missing)


def calculation_request(
    question: str,
    agreement: str | None = None,
    language: str = "ja",
    history: Iterable[Mapping[str, Any]] = (),
    *,
    today: datetime.date,
) -> Request | None:
    """The request in a question, given earlier {"question", "answer"} turns; None if it is no calculation question.

    Raises InputError for an input that cannot be.
    """
    state: Request | None = None
    for turn in history:
        earlier = str(turn.get("question", ""))
        try:
            state = _turn(read(earlier, today), state, agreement, today) or state
        except InputError:
            state = _without_errors(earlier, state, agreement, today) or state
    return _turn(read(question, today), state, agreement, today)


def _without_errors(
    question: str, state: Request | None, agreement: str | None, today: datetime.date
) -> Request | None:
    """What an earlier question said apart from the impossible in it, so that the next message can mend that."""
    scan = read(question, today)
    kinds = {m.kind for m in scan.found}
    scan.found = [
        m for m in scan.found if m.kind not in ("bad-date", "foreign", "unknown-plan") and not _negative(m.value)
    ]
    try:
        return _turn(scan, state, agreement, today, kinds)
    except InputError:
        return None


def _negative(value: object) -> bool:
    try:
        return value < type(value)(0)  # type: ignore[operator, call-arg]
    except TypeError:
        return False


def _turn(
    scan: Scan, state: Request | None, agreement: str | None, today: datetime.date, kinds: set[str] | None = None
) -> Request | None:
    kinds = kinds or {m.kind for m in scan.found}
    found = intent.detect(scan.text, kinds)
    named = scan.of("agreement")
    slug = named[-1].value if named else _implied(scan)
    if found and state and found.name != state.name and not state.complete and _answers(scan, state, slug, today):
        found = None  # "解約は6月15日です" brings what was asked for: it does not open another question
    if found:
        request = _opened(found, scan, state, slug, agreement, today)
        if request:
            return request
    if state and (found is None or found.name == state.name):
        return _followed(scan, state, slug, agreement, today)
    return _price(scan, slug or agreement) if not found else None


def _implied(scan: Scan) -> str | None:
    """The agreement that a plan belongs to."""
    for mention in scan.of("plan"):
        return "nework" if mention.value.id.startswith("team") else "zoom" if mention.value.id != "free" else None
    return None


def _opened(
    found: intent.Intent,
    scan: Scan,
    state: Request | None,
    slug: str | None,
    agreement: str | None,
    today: datetime.date,
) -> Request | None:
    """A question that names a calculator. The agreement stays that of the conversation unless another is named."""
    same = state is not None and state.name == found.name
    slug = slug or (state.agreement if state else None) or agreement
    kept = dict(state.inputs) if state and same and (intent.hypothetical(scan.text) or not state.complete) else {}
    request = _made(found.name, slug, kept, scan, today, follow_up=bool(kept))
    new = [key for key in request.inputs if key not in ("what", "cause", "ask")]
    if request.absent:
        return request if new or found.computes or found.name == "deadlines" else None
    if request.complete and (new or found.computes):
        rate_only = found.rate and not found.asks
        return None if rate_only else request
    if found.rate and not found.computes:
        return None
    if found.computes:
        return request
    if found.yes_no and not _asks_value(found, scan):
        return None
    return request if new and (found.asks or intent.hypothetical(scan.text)) else None


def _asks_value(found: intent.Intent, scan: Scan) -> bool:
    return found.asks and bool(
        intent.COMPUTE.search(scan.text) or intent.wants_price(scan.text) or found.name in ("deadlines", "plans")
    )


def _followed(
    scan: Scan, state: Request, slug: str | None, agreement: str | None, today: datetime.date
) -> Request | None:
    """A message that completes a request, or changes one of its inputs."""
    target = slug or state.agreement or agreement
    changed = slug is not None and slug != state.agreement
    pending = not state.complete
    if not pending and not intent.hypothetical(scan.text):
        return None
    request = _made(state.name, target, dict(state.inputs), scan, today, follow_up=True)
    if request.inputs == state.inputs and not changed:
        return None
    return request


def _answers(scan: Scan, state: Request, slug: str | None, today: datetime.date) -> bool:
    """Whether a message brings something that the state was missing."""
    if state.agreement is None and slug:
        return True
    before = {i.name for i in state.missing}
    try:
        request = _made(state.name, slug or state.agreement, dict(state.inputs), scan, today, follow_up=True)
    except InputError:
        return False
    return bool(before - {i.name for i in request.missing})


def _made(
    name: str, slug: str | None, kept: dict[str, Any], scan: Scan, today: datetime.date, *, follow_up: bool
) -> Request:
    given, said = fill(name, scan, slug, kept, today, follow_up=follow_up)
    for key in given:
        for other in _INSTEAD.get(key, ()):
            if other not in given:
                kept.pop(other, None)
    merged = {**kept, **given}
    if slug is None:
        return Request(name, None, merged, said)
    rule = RULES.get((name, slug))
    if rule:
        _carry_over(merged, rule)
        names = {i.name for i in rule.inputs}
        merged = {key: rule.input(key).check(value) for key, value in merged.items() if key in names}
        if name == "deadlines" and slug == "zoom" and "what" not in merged:
            return Request(name, slug, merged, said, no_such_rule(name, slug))
        return Request(name, slug, merged, said)
    return Request(name, slug, merged, said, no_such_rule(name, slug) if slug not in agreements_with(name) else None)


def _carry_over(merged: dict[str, Any], rule: Rule) -> None:
    """Inputs kept from another agreement's rule, where this one writes them otherwise."""
    names = {i.name: i for i in rule.inputs}
    if "what" in merged and "what" in names and merged["what"] not in names["what"].choices:
        del merged["what"]
    if "month" in merged and "month" not in names and "date" not in merged:
        merged["date"] = month_end(merged["month"])


def _price(scan: Scan, slug: str | None) -> Request | None:
    """What does it cost? NeWork's tariff says; for the others no clause does."""
    if slug is None or not intent.wants_price(scan.text) or scan.of("yen"):
        return None
    absent = no_price(slug)
    return Request("monthly-fee", slug, {}, (), absent) if absent and _about_price(scan.text) else None


def _about_price(text: str) -> bool:
    import re

    return bool(
        re.search(
            r"(?:料金|価格|値段|月額|年額|費用|単価|ライセンス(?:料|代)?)[^。]{0,14}(?:いくら|何円|教え|幾ら)|(?:いくら|何円)(?:です|ですか|かか|し|\?|$)",
            text,
        )
        or re.search(
            r"how\s+much\s+(?:is|are|does|do|would|will)\b[^?]*(?:cost|licen|month|year|plan|service|cloud cti|user|seat|price)|what\s+(?:is|are|does)\b[^?]*(?:price|cost|monthly\s+(?:fee|charge))|price\s+of",
            text,
            re.I,
        )
    )
