"""What a calculator returns: a derivation that a person can check, step by step, each with its clause."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ingest.locator import label

from .values import Text, Value, cut, plain, show


def cite(locators: Iterable[str], language: str) -> str:
    """Labels of several clauses in brackets; "" for none."""
    labels = [label(locator, language) for locator in dict.fromkeys(locators) if locator]
    if not labels:
        return ""
    return f" ({'; '.join(labels)})" if language == "en" else f"（{'、'.join(labels)}）"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `text` is the expression, `value` what it comes to, `locator` the clause it rests on ("" for plain arithmetic)."""

    text: Text
    value: Value
    unit: str = ""
    locator: str = ""

    def line(self, language: str) -> str:
        """The step as one line."""
        return f"{self.text.say(language)} = {show(self.value, self.unit, language)}{cite([self.locator], language)}"


def cut_off(text: Text, before: Fraction, locator: str, rounding: str = "") -> tuple[Step, ...]:
    """An amount of yen and, where it has a fraction, that this is dropped; `rounding` is the clause that says so."""
    if before.denominator == 1:
        return (Step(text, cut(before), "yen", locator),)
    return Step(text, before, "yen", locator), Step(
        Text("1円未満を切り捨て", "Cut off below 1 yen"), cut(before), "yen", rounding
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A second way to read the text, with its own result."""

    text: Text
    result: Value
    locator: str
    unit: str = "yen"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the result must not be read without: a contradiction in the text, a condition outside the sum."""

    text: Text
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An input as it was understood."""

    label: Text
    value: Value
    unit: str = ""


def understood(values: Mapping[str, Value], labels: Mapping[str, Text], units: Mapping[str, str]) -> dict[str, Known]:
    """The inputs that were given, as understood; those that are None are left out."""
    return {
        name: Known(labels[name], value, units.get(name, "")) for name, value in values.items() if value is not None
    }


@dataclass(frozen=True, slots=True)
class Calculation:
    """A result with its working. `headline` is the result in a sentence; `locators` are the clauses to cite, best first."""

    name: str
    agreement: str
    inputs: Mapping[str, Known]
    headline: Text
    result: Value
    unit: str
    steps: tuple[Step, ...]
    assumptions: tuple[Text, ...] = ()
    readings: tuple[Reading, ...] = ()
    notes: tuple[Remark, ...] = ()
    locators: tuple[str, ...] = ()
    timeline: Mapping[str, datetime.date] = field(default_factory=dict)  # label id → day, for the desk's picture

    @property
    def text(self) -> Text:
        """`sentence` in both languages."""
        return Text(self.sentence("ja"), self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The result in the first sentence, then the working: text that can be copied into a mail."""
        ja = language != "en"
        inputs = [
            f"{known.label.say(language)} {show(known.value, known.unit, language)}" for known in self.inputs.values()
        ]
        lines = [self.headline.say(language), ("入力: " if ja else "Inputs: ") + ("、" if ja else "; ").join(inputs)]
        lines += ["計算:" if ja else "Working:", *(f"- {step.line(language)}" for step in self.steps)]
        if self.assumptions:
            lines += ["前提:" if ja else "Assumptions:", *(f"- {text.say(language)}" for text in self.assumptions)]
        if self.readings:
            lines += [
                "別の読み方:" if ja else "Another reading:",
                *(f"- {_reading(r, language)}" for r in self.readings),
            ]
        if self.notes:
            lines += [
                "注意:" if ja else "Note:",
                *(f"- {n.text.say(language)}{cite(n.locators, language)}" for n in self.notes),
            ]
        return "\n".join(lines)

    def to_json(self, language: str) -> dict[str, Any]:
        """DESIGN's "calculation" object; its texts are in `language`."""
        return {
            "name": self.name,
            "inputs": {name: plain(known.value) for name, known in self.inputs.items()},
            "result": plain(self.result),
            "unit": self.unit,
            "steps": [
                {"text": s.text.say(language), "value": plain(s.value), "unit": s.unit, "locator": s.locator or None}
                for s in self.steps
            ],
            "assumptions": [text.say(language) for text in self.assumptions],
            "readings": [
                {"text": r.text.say(language), "result": plain(r.result), "unit": r.unit, "locator": r.locator}
                for r in self.readings
            ],
        }


def _reading(reading: Reading, language: str) -> str:
    result = show(reading.result, reading.unit, language)
    return (
        f"{reading.text.say(language)}{': ' if language == 'en' else '：'}{result}{cite([reading.locator], language)}"
    )


@dataclass(frozen=True, slots=True)
class NoSuchRule:
    """The agreement has no rule for what was asked; `locators` are what comes nearest."""

    agreement: str
    name: str
    text: Text
    locators: tuple[str, ...]
