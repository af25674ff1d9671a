"""The calculators' form: which calculator and agreement, the fields that they ask for, and what comes of them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from bot.answer import Note
from bot.calculators.calculation import Calculation, NoSuchRule
from bot.calculators.inputs import Input
from bot.calculators.registry import AGREEMENTS, NAMES, Rule, agreements_with, compute, find
from bot.calculators.values import Name, Text
from ingest.errors import InputError

from .results import working
from .timeline import timeline
from .view import View
from .words import say

LONGEST_FIELD = 200  # characters
_PICKERS = {"date": "date", "dates": "date", "month": "month", "datetime": "datetime-local"}
_SAMPLES = {
    "yen": Text("100,000 や 10万円", "100,000"), "yen-list": Text("30,000、30,000、28,000", "30,000, 30,000, 28,000"),
    "date": Text("2026-04-30", "2026-04-30"), "dates": Text("2026-12-29、2026-12-30", "2026-12-29, 2026-12-30"),
    "month": Text("2026-04", "2026-04"), "datetime": Text("2026-04-30 09:00", "2026-04-30 09:00"),
    "duration": Text("30時間、2日と3時間", "30 hours, 2 days and 3 hours"),
}  # fmt: skip
_SUFFIXES = {"yen": Text("円", "yen"), "days": Text("日", "days"), "percent": Text("%", "%"), "gb": Text("GB", "GB")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it was filled in; `sent` once a result was asked for."""

    name: str = "late-interest"
    agreement: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One line on what keeps a form from its result, and the fields to mend."""

    message: InputError
    fields: tuple[str, ...] = ()


Outcome = Calculation | NoSuchRule | Problem


def offered(view: View) -> list[str]:
    """The agreements of the library that calculators know."""
    return [agreement for agreement in AGREEMENTS if agreement in view.library.agreements]


def blank(view: View, name: str = "late-interest", agreement: str = "") -> Sheet:
    """An empty form, for the first agreement that has the rule unless one is named."""
    known = offered(view)
    ruled = [one for one in known if one in agreements_with(name)]
    return Sheet(name, agreement or next(iter(ruled or known), ""))


def form(sheet: Sheet, view: View) -> str:
    """The form; "" where the library has no agreement to calculate for. Fields hold what the page's script remembers."""
    if sheet.agreement not in offered(view) or sheet.name not in NAMES:
        return ""
    calculators = "".join(_radio("calculator", key, text.say(view.language), sheet.name) for key, text in NAMES.items())
    found = find(sheet.name, sheet.agreement)
    fields = absent(found, view) if isinstance(found, NoSuchRule) else _fields(found, sheet, view)
    return (
        f'<form class="sheet" novalidate autocomplete="off"><fieldset class="pick"><legend>{view.say("calculator")}</legend>'
        f'<div>{calculators}</div></fieldset><fieldset class="pick"><legend>{view.say("agreement")}</legend>'
        f"<div>{_agreements(sheet, view)}</div></fieldset>{fields}</form>"
    )


def outcome(sheet: Sheet, today: datetime.date) -> Outcome:
    """What a form that was sent comes to."""
    try:
        rule = find(sheet.name, sheet.agreement)
    except InputError as error:
        return Problem(error)
    if isinstance(rule, NoSuchRule):
        return rule
    given, at = {}, ""
    try:
        for at, raw in ((i.name, sheet.values.get(i.name, "").strip()) for i in rule.inputs):
            if raw:
                given[at] = rule.input(at).parse(raw, today)
        at = ""
        if missing := rule.missing(given):
            return Problem(_missing(missing), tuple(i.name for i in missing))
        return compute(rule, given)
    except InputError as error:
        return Problem(error, (at,) if at else ())


def result(found: Outcome, view: View) -> str:
    """What stands under the form: a result with its working, that there is no rule, or one line to mend."""
    if isinstance(found, Problem):
        fields = escape(" ".join(found.fields))
        message = escape(found.message.message(view.language))
        return f'<p class="problem" id="sheet-problem" role="alert" data-fields="{fields}">{message}</p>'
    if isinstance(found, NoSuchRule):
        return absent(found, view)
    language = view.language
    remarks = [Note("calculation", note.text.say(language), note.locators) for note in found.notes]
    picture = timeline(found.name, found.timeline, view)
    drawn = working(found.sentence(language), found.to_json(language), language, view, picture)
    return f'<section class="answer calculated" role="status">{drawn}{view.notes(remarks)}</section>'


def absent(found: NoSuchRule, view: View) -> str:
    """That an agreement has no such rule, with the clauses that come nearest."""
    chips = [view.chip(locator) for locator in found.locators if locator in view.library.entries]
    return (
        f'<div class="answer no-answer" role="status"><b class="verdict">{view.say("no-answer")}</b>'
        f"<p>{escape(found.text.say(view.language))}</p>{view.chips(chips, 'nearest')}</div>"
    )


def _missing(missing: Iterable[Input]) -> InputError:
    names = {language: say(language, "and").join(i.label.say(language) for i in missing) for language in ("ja", "en")}
    return InputError(*(say(language, "missing", names=names[language]) for language in ("en", "ja")))


def _agreements(sheet: Sheet, view: View) -> str:
    """The agreements that have the rule, then those that have none, marked."""
    out = {True: "", False: ""}
    for agreement in offered(view):
        ruled = agreement in agreements_with(sheet.name)
        short = view.library.agreements[agreement].short[view.language]
        mark = "" if ruled else f"<small>{view.say('no-rule')}</small>"
        out[ruled] += _radio("agreement", agreement, short, sheet.agreement, mark)
    return out[True] + out[False]


def _radio(group: str, value: str, text: str, chosen: str, mark: str = "") -> str:
    checked = " checked" if value == chosen else ""
    return (
        f'<label><input type="radio" name="{group}" value="{escape(value)}"{checked}>'
        f"<span>{escape(_capital(text))}{mark}</span></label>"
    )


def _fields(rule: Rule, sheet: Sheet, view: View) -> str:
    """First the fields that the result needs, in their shortest form; the others folded if there are enough before them."""
    chosen = {i.name: _chosen(i, sheet.values) for i in rule.inputs if i.kind == "choice"}
    needed = {name for alternatives in rule.needs(chosen) for name in alternatives[0]}
    first = [i for i in rule.inputs if i.name in needed or (i.kind == "choice" and i.default is not None)]
    rest = [i for i in rule.inputs if i not in first]
    fields = "".join(_field(i, chosen, i.required, view) for i in first)
    folded = "".join(_field(i, chosen, False, view) for i in rest)
    if folded:
        unfolded = " open" if len(first) < 2 else ""
        folded = (
            f'<details{unfolded}><summary>{view.say("optional")}</summary><div class="fields">{folded}</div></details>'
        )
    hint = f'<p class="hint">{view.say("dates-hint")}</p>' if any(i.kind in _PICKERS for i in rule.inputs) else ""
    run = f'<button type="submit" class="run">{view.say("run")}</button>'
    return f'<div class="fields">{fields}</div>{folded}{hint}{run}'


def _chosen(spec: Input, values: Mapping[str, str]) -> Name | None:
    value: Name | None = next((c for c in spec.choices if c.id == values.get(spec.name)), spec.default)
    return value or (spec.choices[0] if spec.required else None)


def _field(spec: Input, chosen: Mapping[str, Name | None], required: bool, view: View) -> str:
    label = escape(spec.label.say(view.language))
    if spec.kind == "flag":
        inner = f'<input type="checkbox" id="field-{spec.name}" name="{spec.name}" value="yes">'
        return f'<div class="field flag">{inner}<label for="field-{spec.name}">{label}</label></div>'
    inner = _select(spec, chosen[spec.name], view) if spec.kind == "choice" else _text(spec, required, label, view)
    return f'<div class="field {spec.kind}"><label for="field-{spec.name}">{label}</label>{inner}</div>'


def _select(spec: Input, chosen: Name | None, view: View) -> str:
    free = not spec.required and spec.default is None
    options = f'<option value="">{view.say("unset")}</option>' if free else ""
    for choice in spec.choices:
        selected = " selected" if choice is chosen else ""
        options += (
            f'<option value="{escape(choice.id)}"{selected}>{escape(_capital(choice.text.say(view.language)))}</option>'
        )
    return f'<select id="field-{spec.name}" name="{spec.name}">{options}</select>'


def _text(spec: Input, required: bool, label: str, view: View) -> str:
    sample = _SAMPLES.get(spec.kind, Text("", "")).say(view.language)
    mode = "decimal" if spec.kind in ("days", "count", "percent", "gb") else "text"
    must = ' aria-required="true"' if required else ""
    value = escape("" if spec.default is None else str(spec.default))
    box = (
        f'<input type="text" id="field-{spec.name}" name="{spec.name}" value="{value}" inputmode="{mode}"'
        f' placeholder="{escape(sample)}" maxlength="{LONGEST_FIELD}"{must}>'
    )
    if spec.kind in _PICKERS:
        title = f"{label}: {view.say('pick')}"
        box += (
            f'<button type="button" data-pick title="{view.say("pick")}" aria-label="{title}"></button>'
            f'<input type="{_PICKERS[spec.kind]}" class="picker" tabindex="-1" aria-hidden="true">'
        )
    elif suffix := _SUFFIXES.get(spec.kind):
        box += f"<i>{suffix.say(view.language)}</i>"
    return f'<span class="box">{box}</span>'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
