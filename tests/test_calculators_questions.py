"""Questions in natural language, in both languages and over several turns: tests/calculations/{questions,understanding,wordings}.toml."""

import datetime
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.calculators.answer import Clarification, answer_calculation
from bot.calculators.calculation import Calculation, NoSuchRule
from bot.calculators.values import plain
from ingest.errors import InputError

TODAY = datetime.date(2026, 11, 20)
CORPUS = Path(__file__).parent.parent / "corpus"
FOLDER = Path(__file__).parent / "calculations"
QUESTIONS = [
    question
    for name in ("questions", "understanding", "wordings")
    for question in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["question"]
]


def ask(case: dict[str, Any]) -> Calculation | Clarification | NoSuchRule | None:
    *earlier, last = case["turns"]
    history = [{"question": turn, "answer": "…"} for turn in earlier]
    return answer_calculation(last, agreement=case.get("chosen"), history=history, today=TODAY)


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: " | ".join(case["turns"])[:90])
def test_question(case: dict[str, Any]) -> None:
    if case["expect"] == "error":
        with pytest.raises(InputError) as caught:
            ask(case)
        assert "\n" not in caught.value.en + caught.value.ja
        return
    answer = ask(case)
    match case["expect"]:
        case "none":
            assert answer is None
        case "clarification":
            assert isinstance(answer, Clarification)
            assert ([i.name for i in answer.missing] or ["agreement"]) == case["missing"]
        case "no-rule":
            assert isinstance(answer, NoSuchRule)
            assert (answer.name, answer.agreement) == (case["name"], case["agreement"])
            assert all(locator.startswith(case["agreement"]) for locator in answer.locators)
        case _:
            assert isinstance(answer, Calculation)
            assert (answer.name, answer.agreement, plain(answer.result)) == (
                case["name"],
                case["agreement"],
                case.get("result"),
            )


def test_clause_questions_are_left_alone() -> None:
    """Of the questions that the corpus asks its clauses, hardly any is a calculation."""
    asked = taken = 0
    for path in sorted(CORPUS.glob("*/questions.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        chosen = path.parent.name if path.parent.name != "nework-privacy" else None
        for line in lines[::8]:
            entry = json.loads(line)
            for question in (*entry.get("ja", ()), *entry.get("en", ())):
                asked += 1
                try:
                    taken += answer_calculation(question, agreement=chosen, today=TODAY) is not None
                except InputError:
                    taken += 1
    assert asked == 0 or taken / asked < 0.005
