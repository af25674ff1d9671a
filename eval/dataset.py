"""The question sets of `eval/questions`: read, checked against the library, split into a tuned and a held-out half."""

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import InputError
from ingest.library import LANGUAGES, Library
from ingest.locator import unit
from ingest.provisions import Problem

FOLDER = Path(__file__).with_name("questions")
TODAY = datetime.date(2026, 11, 20)  # the day that the questions were written for
SETS = ("clause", "unanswerable", "comparison", "dialogue", "calculation")


@dataclass(frozen=True)
class Cell:
    """What a comparison must say of one agreement: a provision with facts, or that the agreement is silent."""

    locators: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    silent: bool = False


@dataclass(frozen=True)
class Asked:
    """One question and what a right answer to it holds; what its set does not speak of is left empty.

    `locators` are equally right places. Each fact is a tuple of strings of which the answer must hold one. `refusal` is
    why nothing answers ("silent", "false-premise", …), `locators` then the nearest. `cells` are those of a comparison
    by agreement, `calculation` what a calculation must come to. A question that only leads to the next is not `judged`.
    """

    question: str
    language: str
    agreements: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    refusal: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    calculation: Mapping[str, Any] | None = None
    judged: bool = True


@dataclass(frozen=True)
class Case:
    """A line of a question set. `agreement` is the one that the user selected, "" for none; `today` the day it is asked."""

    id: str
    set: str
    language: str
    agreement: str
    style: str
    difficulty: str
    turns: tuple[Asked, ...]
    today: datetime.date = TODAY
    recorded: str = ""  # the side that a case was put on when it was written

    @property
    def locators(self) -> Iterator[str]:
        """All locators that the case names, in its order."""
        for turn in self.turns:
            yield from turn.locators
            for cell in turn.cells.values():
                yield from cell.locators

    @property
    def about(self) -> str:
        """The agreement that it is about: the selected one, else that of its first locator; "" if there is neither."""
        return self.agreement or next(self.locators, "").partition("/")[0]

    @property
    def split(self) -> str:
        """ "held" or "tuned": as recorded, else by the parity of the MD5 of the article of the first locator, or of the id if there is none.

        So all questions on one article, in both languages and all sets, lie on one side.
        """
        if self.recorded:
            return self.recorded
        first = next(self.locators, None)
        key = unit(first) if first else self.id
        return "held" if hashlib.md5(key.encode(), usedforsecurity=False).digest()[-1] % 2 else "tuned"


def read(names: Sequence[str] = SETS, folder: Path = FOLDER) -> tuple[Case, ...]:
    """The cases of the named sets. Raises InputError for a file or a line that cannot be read."""
    return tuple(case for name in names for case in _read(name, folder / f"{name}.jsonl"))


def problems(cases: Sequence[Case], library: Library) -> Iterator[Problem]:
    """What is wrong with the cases: an id twice, no question, an unknown language, agreement or locator, an empty fact."""
    for id, count in Counter(case.id for case in cases).items():
        if count > 1:
            yield Problem(id, "", f"{count} cases have this id")
    for case in cases:
        for locator in case.locators:
            if locator not in library.entries:
                yield Problem(case.id, locator, "no such provision")
        named = {case.agreement} - {""} | {a for turn in case.turns for a in (*turn.agreements, *turn.cells)}
        for agreement in sorted(named - library.agreements.keys()):
            yield Problem(case.id, agreement, "no such agreement")
        for turn in case.turns:
            if not turn.question.strip() or turn.language not in LANGUAGES:
                yield Problem(case.id, "", "no question, or neither in ja nor in en")
            cells = [Cell(turn.locators, turn.facts, silent=True), *turn.cells.values()]
            if any(not fact or not all(word.strip() for word in fact) for cell in cells for fact in cell.facts):
                yield Problem(case.id, "", "an empty fact")
            due = case.set == "clause" or (case.set == "dialogue" and not turn.refusal)
            if (due and not turn.facts) or any(not cell.facts and not cell.silent for cell in cells):
                yield Problem(case.id, "", "no facts")
            if due and not turn.locators:
                yield Problem(case.id, "", "no locators")


def _read(name: str, path: Path) -> Iterator[Case]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", f"{path}: 開けません") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _case(name, json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{path.name}, line {number}: not a case of this set ({error})",
                    f"{path.name} {number}行目: この質問集の形式ではありません（{error}）",
                ) from None


def _case(name: str, data: dict[str, Any]) -> Case:
    return Case(
        id=data["id"],
        set=name,
        language=data["language"],
        agreement=data.get("agreement") or "",
        style=data.get("style", ""),
        difficulty=data.get("difficulty", ""),
        turns=tuple(_turns(name, data)),
        today=datetime.date.fromisoformat(data["today"]) if "today" in data else TODAY,
        recorded=data.get("split", ""),
    )


def _turns(name: str, data: dict[str, Any]) -> Iterator[Asked]:
    language = data["language"]
    match name:
        case "comparison":
            cells = {agreement: _cell(cell) for agreement, cell in data["cells"].items()}
            yield Asked(data["question"], language, tuple(data["agreements"]), cells=cells)
        case "unanswerable":
            yield Asked(data["question"], language, locators=tuple(data["nearest"]), refusal=data["kind"])
        case "calculation":
            *before, last = data.get("turns") or [data["question"]]
            for turn in before:
                yield Asked(_question(turn), language, judged=False)
            yield Asked(
                _question(last),
                language,
                locators=tuple(data["expect"].get("locators") or ()),
                calculation=data["expect"],
            )
        case _:
            for turn in data.get("turns", [data]):
                cell = _cell(turn)
                agreements = turn["agreement"] if isinstance(turn["agreement"], list) else [turn["agreement"]]
                yield Asked(
                    turn["question"],
                    turn.get("language", language),
                    tuple(agreements),
                    cell.locators,
                    cell.facts,
                    refusal="silent" if turn.get("unanswerable") else "",
                )


def _question(turn: str | dict[str, str]) -> str:
    return turn if isinstance(turn, str) else turn["question"]


def _cell(data: dict[str, Any]) -> Cell:
    facts = tuple(tuple(fact) for fact in data.get("facts", ()))
    return Cell(tuple(data.get("locators", ())), facts, bool(data.get("silent")))
