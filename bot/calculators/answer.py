"""A question in, a computed answer out: the one entry point of the calculators for the bot."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .absent import SERVICES
from .calculation import Calculation, NoSuchRule, Remark
from .inputs import Input
from .registry import AGREEMENTS, NAMES, agreements_with, compute
from .understand import Request, calculation_request
from .values import Text, show


@dataclass(frozen=True)
class Clarification:
    """Exactly what is missing, asked for; what was understood is kept in `inputs`. `missing` is () if only the agreement is."""

    name: str
    agreement: str | None
    inputs: Mapping[str, Any]
    missing: tuple[Input, ...]
    text: Text
    locators: tuple[str, ...] = ()


def answer_calculation(
    question: str,
    *,
    agreement: str | None = None,
    language: str = "ja",
    history: Iterable[Mapping[str, Any]] = (),
    today: datetime.date,
) -> Calculation | Clarification | NoSuchRule | None:
    """The answer to a calculation question; None for any other question. Earlier turns are {"question", "answer"}.

    Raises InputError, one clear line, for an input that cannot be (31 February, 0 users, an unknown plan).
    """
    request = calculation_request(question, agreement, language, history, today=today)
    if request is None:
        return None
    if request.absent:
        return request.absent
    if request.rule is None or request.missing:
        return _ask(request)
    result = compute(request.rule, request.inputs, request.said)
    return _past(result, today) if isinstance(result, Calculation) else result


def _past(result: Calculation, today: datetime.date) -> Calculation:
    """A deadline that is over is said to be over."""
    due = result.timeline.get("due") or result.timeline.get("closes")
    if result.name != "deadlines" or due is None or due >= today or "received" in result.inputs:
        return result
    text = Text(
        f"この期限は、今日（{show(today, '', 'ja')}）にはもう過ぎています。",
        f"Today, {show(today, '', 'en')}, that deadline has passed.",
    )
    return replace(result, notes=(Remark(text, ()), *result.notes))


_UNITS = {"yen": "yen", "yen-list": "yen", "days": "day", "percent": "percent", "month": "calendar-month", "gb": "GB"}


def _ask(request: Request) -> Clarification:
    missing = request.missing
    rule = request.rule
    if rule is None:
        services = [SERVICES[slug] for slug in AGREEMENTS if slug in agreements_with(request.name)]
        asked = Text(
            f"どのサービスについての{NAMES[request.name].ja}ですか（{'、'.join(s.ja for s in services)}）。",
            f"Which service is it for ({', '.join(s.en for s in services)})?",
        )
        return Clarification(request.name, None, request.inputs, (), asked)
    names = Text("と".join(i.label.ja for i in missing), " and ".join(_lower(i.label.en) for i in missing))
    kept = [(rule.input(key), value) for key, value in request.inputs.items() if value is not None]
    so_far = Text(
        "、".join(f"{i.label.ja} {show(value, _UNITS.get(i.kind, ''), 'ja')}" for i, value in kept),
        "; ".join(f"{_lower(i.label.en)} {show(value, _UNITS.get(i.kind, ''), 'en')}" for i, value in kept),
    )
    choices = Text(_choices(missing, "ja"), _choices(missing, "en"))
    ask = Text(
        f"{names.ja}を教えてください{choices.ja}。" + (f"（ここまでの内容: {so_far.ja}）" if kept else ""),
        f"Please give the {names.en}{choices.en}." + (f" (So far: {so_far.en}.)" if kept else ""),
    )
    return Clarification(request.name, request.agreement, request.inputs, missing, ask)


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _choices(missing: tuple[Input, ...], language: str) -> str:
    if len(missing) != 1 or not missing[0].choices:
        return ""
    names = (", " if language == "en" else "、").join(choice.text.say(language) for choice in missing[0].choices)
    return f" ({names})" if language == "en" else f"（{names}）"
