"""Is this a calculation question, which calculator, with which inputs, and what is missing?

Earlier turns are read again, in order: the state of a conversation is what its questions said, so nothing is stored.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ingest.errors import InputError

from . import cues, intent
from .absent import no_price, no_such_rule
from .calculation import NoSuchRule
from .calendar import month_end
from .fill import fill
from .fill_deadlines import cancels
from .inputs import Input
from .mention import Scan
from .registry import RULES, Rule, agreements_with
from .slots import read
from .values import Text

_EVENTS = {"month", "start", "cancelled", "changed", "fee"}
_SHORT = 100  # characters

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
    asked = ""
    for turn in history:
        earlier = str(turn.get("question", ""))
        try:
            found = _reply(earlier, asked, state, agreement, today)
        except InputError:
            found = _without_errors(earlier, state, agreement, today)
        state, asked = found or state, "" if found else earlier
    return _reply(question, asked, state, agreement, today)


def _reply(
    question: str, before: str, state: Request | None, agreement: str | None, today: datetime.date
) -> Request | None:
    """One message; `before` is the message before it, if that was no calculation question by itself."""
    found = _turn(read(question, today), state, agreement, today)
    if found is None and before and _brings_values(question):
        bare = _bare(before, agreement, today)
        return _turn(read(question, today), bare, agreement, today) if bare and not bare.complete else None
    return found


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
    if isinstance(value, datetime.timedelta):
        return value < datetime.timedelta(0)
    return isinstance(value, int | Decimal) and value < 0


def _turn(
    scan: Scan, state: Request | None, agreement: str | None, today: datetime.date, kinds: set[str] | None = None
) -> Request | None:
    kinds = kinds or _kinds(scan)
    found = intent.detect(scan.text, scan.left, kinds)
    named = _named(scan, state)
    slug = named[-1] if named else _implied(scan, agreement)
    if _refund(scan, slug or agreement):
        return Request("monthly-fee", "zoom", {}, (), no_price("zoom"))
    if found and len(named) > 1:
        return _several(found, scan, today)
    if found and state and found.name != state.name and not state.complete and _answers(scan, state, slug, today):
        found = None  # "解約は6月15日です" brings what was asked for: it does not open another question
    if found:
        request = _opened(found, scan, state, slug, agreement, today)
        if request:
            return request
    if state and (found is None or found.name == state.name):
        return _followed(scan, state, slug, agreement, today)
    return _price(scan, slug or agreement) if not found else None


def _kinds(scan: Scan) -> set[str]:
    """The kinds of mentions; "only-now" where the only day that is named is today ("45 people now")."""
    kinds = {m.kind for m in scan.found}
    days = scan.of("date", "offset", "bad-date")
    return (
        kinds | {"only-now"}
        if days and all(re.fullmatch(r"(?:right )?now|今(?:すぐ|から)|today|今日", m.raw, re.I) for m in days)
        else kinds
    )


def _named(scan: Scan, state: Request | None) -> list[str]:
    """The agreements that a message names, apart from the one that it turns away from."""
    names = list(dict.fromkeys(m.value for m in scan.of("agreement")))
    return [name for name in names if len(names) == 1 or not state or name != state.agreement]


_REFUND = re.compile(r"返金|返って|返還|戻って|払い戻|refund|(?:get|money|paid)\s+back|reimburs", re.I)


def _refund(scan: Scan, slug: str | None) -> bool:
    """Whether it asks how much of Zoom's price comes back: none does, and no clause makes a sum of it."""
    return (
        slug == "zoom"
        and bool(_REFUND.search(scan.text) and scan.of("yen", "date", "month"))
        and not intent.outage(scan.text)
        and bool(
            re.search(
                r"いくら|何円|金額|額は|円[^。]{0,8}[?]|how\s+(?:much|many\s+yen)|amount|in\s+yen|\byen\b[^.]*\?",
                scan.text,
                re.I,
            )
        )
    )


def _several(found: intent.Intent, scan: Scan, today: datetime.date) -> Request | None:
    """A calculation for two services at once: it is asked which one first, as each has its own rule and inputs."""
    request = _made(found.name, None, {}, scan, today, follow_up=False)
    return request if request.inputs else None


def _implied(scan: Scan, chosen: str | None) -> str | None:
    """The agreement that a plan belongs to; Business or Pro say so only where no other is chosen."""
    for mention in scan.of("plan"):
        if mention.value.id.startswith("team"):
            return "nework"
        if mention.value.id != "free" and chosen is None:
            return "zoom"
    return None


def _bare(question: str, agreement: str | None, today: datetime.date) -> Request | None:
    """A question that names a calculator but no values: no calculation yet, unless the very next message brings them."""
    scan = read(question, today)
    found = intent.detect(scan.text, scan.left, {m.kind for m in scan.found}, bare=True)
    named = _named(scan, None)
    if found is None or found.rate or not found.asks:
        return None
    slug = named[-1] if named else _implied(scan, agreement) or agreement
    return _made(found.name, slug, {}, scan, today, follow_up=False)


def _brings_values(question: str) -> bool:
    """A short message that asks nothing: 来年3月末です, 100,000 yen for 30 days."""
    return len(question) < _SHORT and not re.search(
        r"[?？]|か。?$|(?:^|[.;]\s)\s*(?:what|who|which|how|where|why|can|does|is)\b", question, re.I
    )


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
    if found.name == "deadlines" and slug and "what" not in request.inputs and not cancels(scan.left):
        return None
    if request.absent:
        if found.name == "monthly-fee" and not _about_price(scan.text):
            return None
        if found.name == "plans" and not re.search(r"プラン|ライセンス|plan|licen|tier|edition", scan.text, re.I):
            return None
        return request if new or found.computes or found.name == "deadlines" else None
    if found.name in ("monthly-fee", "outage-credit") and not request.complete and not intent.value_asked(scan.text):
        return None
    if found.name == "monthly-fee" and not found.computes and not _EVENTS & set(request.inputs):
        return None  # a price that the tariff states is a figure with its clause, not a sum
    if request.complete and (new or found.computes):
        rate_only = found.rate and not found.asks
        return None if rate_only else request
    if found.rate and not found.computes:
        return None
    if found.computes or (found.name == "deadlines" and "what" in request.inputs and intent.which_day(scan.text)):
        return request
    if found.yes_no and not _asks_value(found, scan):
        return None
    return request if new and (found.asks or intent.hypothetical(scan.text)) else None


def _asks_value(found: intent.Intent, scan: Scan) -> bool:
    return found.asks and bool(
        cues.COMPUTE.search(scan.text) or intent.wants_price(scan.text) or found.name in ("deadlines", "plans")
    )


def _followed(
    scan: Scan, state: Request, slug: str | None, agreement: str | None, today: datetime.date
) -> Request | None:
    """A message that completes a request, or changes one of its inputs."""
    target = slug or state.agreement or agreement
    changed = slug is not None and slug != state.agreement
    pending = not state.complete
    named = _only_names_it(scan)
    if not pending and not named and not intent.hypothetical(scan.text):
        return None
    request = _made(state.name, target, dict(state.inputs), scan, today, follow_up=True)
    if request.inputs == state.inputs and not changed and not named:
        return None
    return request


_NAMING = re.compile(
    r"\b(?:it's|its?|is|that's|that|the|this|for|under|with|on|of|about|our|agreement|contract|service|terms|one|licen[cs]e|i|mean|we|use|have|please|sorry|ah|oh)\b"
    r"|です|のこと|について|サービス|契約|規約|約款|場合|ほう|方|ん|の|は|が|を|で|に|よ|ね|こと|使って|います|ます|お願いし|あ|えっと|すみません",
    re.I,
)


def _only_names_it(scan: Scan) -> bool:
    """ "It's the Partner Cloud agreement." 「NeWorkです」: the answer to which service it is for, which the desk may already have set."""
    return {m.kind for m in scan.found} == {"agreement"} and not re.search(
        r"\w|[?]", _NAMING.sub("", scan.left.replace("\0", " "))
    )


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
    if absent is None or _NOT_THE_FEE.search(scan.text) or not _about_price(scan.text):
        return None
    return Request("monthly-fee", slug, {}, (), absent)


# Other prices than the service's own, and questions about a price that ask for no figure.
_NOT_THE_FEE = re.compile(
    r"初期|最初に|導入|音声|オプション|付加|手数料|改定|途中|初月|日割|いくら分|ルール|見れば|誰が|通話|電話|番号|調査|撤去|転送|録[音画]|講習|磁気"
    r"|容量|サポート|キャンセル|違約|解約金|罰金|ペナルティ|差額|損害|賠償|上限|会議|ミーティング|ホワイトボード|イベント|チケット|rooms|拡張"
    r"|\d\s*[TG]B|追加料金|減[るら]|引い|設置|仕入|マージン|料金表|根拠|更新する|保険"
    r"|setup|set-up|initial|upfront|option|speech|add-on|request|revision|\bwho\b|prorat|transfer|tape|record|extension|porting|extra"
    r"|basis|dial|turned\s+up|event|ticket|penalt|fine\b|damages|liab|off\s+our",
    re.I,
)


def _about_price(text: str) -> bool:
    """Whether it asks for the fee of the service or for the price of a licence."""
    ja = r"(?:料金|価格|値段|月額|月々|年額|利用料|使用料|費用|単価|ライセンス(?:料|代)?|[1一]人)[^。]{0,14}(?:いくら|何円|教え|幾ら)|月(?:あたり)?(?:いくら|何円)|(?:cti|zoom|クラウド).{0,12}(?:いくら|何円)"
    en = (
        r"how\s+much\s+(?:is|are|does|do|would|will)\b[^?]*(?:cost|licen|month|year|plan|service|user|seat|agent|price)"
        r"|(?:what\s+(?:is|are|does)|state|tell)\b[^?]*(?:price|cost|monthly\s+(?:fee|charge)|unit\s+price)|price\s+of|how\s+much\s+(?:per|a|each)\s+(?:month|year)|(?:monthly|list|annual|yearly|unit)\s+(?:list\s+)?price"
    )
    return bool(re.search(f"{ja}|{en}", text, re.I))
