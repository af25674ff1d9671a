"""python -m bot: ask a question, answer JSON lines, calculate."""

import argparse
import datetime
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from ingest.command import Parser, run
from ingest.errors import InputError, terminal_language
from ingest.library import Library

from .answer import Answer
from .calculate import calculation_answer
from .calculators.registry import AGREEMENTS, NAMES, calculate
from .chain import Bot, verified
from .question import Question


def ask_command(args: argparse.Namespace) -> int:
    """Answers one question, or with --jsonl one object a line."""
    if args.jsonl is not None:
        with open_lines(args.jsonl) as lines:
            for answered in answer_lines(lines, Bot.load()):
                print(json.dumps(answered, ensure_ascii=False), flush=True)
        return 0
    if not args.question:
        raise InputError("no question; write it in quotes", "質問がありません。引用符で囲んで書いてください")
    try:
        answer = Bot.load().ask(args.question, agreement=args.agreement, language=args.language)
    except InputError as error:  # said in the question's language rather than the terminal's
        print(error.message(args.language or Question(args.question).language), file=sys.stderr)
        return 2
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if args.json else as_text(answer))
    return 0


def open_lines(path: str) -> TextIO:
    """Standard input for "-", else the file. Raises InputError if it cannot be read."""
    if path == "-":
        return sys.stdin
    try:
        return open(path, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}; check the path", f"{path}: 開けません。パスを確かめてください"
        ) from None


def as_text(answer: Answer) -> str:
    """An answer for the terminal: text, notes, then the citations with their quotes."""
    lines = [answer.answer, *(f"※ {note.text}" for note in answer.notes)]
    for citation in answer.citations:
        lines.append(
            f"\n[{citation.locator}] {citation.label} ({citation.source}, {citation.language})\n  {citation.quote}"
        )
    return "\n".join(lines)


def answer_lines(lines: Iterable[str], bot: Bot) -> Iterator[dict[str, Any]]:
    """An answer object for each line that is not blank; one of kind "error" for a line that cannot be used."""
    for line in lines:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except json.JSONDecodeError as error:
            yield _error(None, "", "en", f"not JSON: {error.msg} at column {error.colno}")
            continue
        if not isinstance(asked, dict):
            yield _error(None, "", "en", 'not a JSON object; write {"question": …}')
            continue
        yield from _answer_object(asked, bot)


def _answer_object(asked: dict[str, Any], bot: Bot) -> Iterator[dict[str, Any]]:
    turns = asked.get("turns")
    if turns is None:
        yield _answer_turn(asked, asked.get("id"), bot, asked.get("history") or [])[0]
        return
    if not isinstance(turns, list):
        yield _error(asked.get("id"), "", "en", 'turns must be a list of {"question": …}')
        return
    history: list[dict[str, str]] = list(asked.get("history") or [])
    answers = []
    for turn in turns:
        whole = {**asked, **turn} if isinstance(turn, dict) else {**asked, "question": turn}
        answer, said = _answer_turn(whole, asked.get("id"), bot, history)
        answers.append(answer)
        history.append({"question": str(whole.get("question", "")), "answer": said})
    yield {"id": asked.get("id"), "turns": answers}


def _answer_turn(asked: dict[str, Any], id: Any, bot: Bot, history: Any) -> tuple[dict[str, Any], str]:
    question, language = asked.get("question"), asked.get("language")
    if not isinstance(question, str):
        return _error(id, "", "en", 'no "question" (a string)'), ""
    try:
        if not isinstance(history, list) or not all(isinstance(turn, dict) for turn in history):
            raise InputError(
                'history must be a list of {"question", "answer"}', "history は質問と回答の一覧にしてください"
            )
        answer = bot.ask(question, agreement=asked.get("agreement"), language=language, history=history, id=id)
    except InputError as error:
        spoken = language if language in ("ja", "en") else Question(question).language
        return _error(id, question, spoken, error.message(spoken)), ""
    return answer.to_json(), answer.answer


def _error(id: Any, question: str, language: str, message: str) -> dict[str, Any]:
    return Answer(question, language, (), "error", message, reason=message, id=id).to_json()


def calculate_command(args: argparse.Namespace) -> int:
    """Computes with a calculator by name; its inputs as key=value."""
    raw = _inputs(args.inputs)
    language = args.language or terminal_language()
    result = calculate(args.name, args.agreement, raw, datetime.datetime.now(ZoneInfo("Asia/Tokyo")).date())
    asked = f"{args.name} {args.agreement} {' '.join(args.inputs)}"
    library = Library.load()
    answer = verified(calculation_answer(library, result, language, asked), library)
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if args.json else as_text(answer))
    return 0


def _inputs(words: list[str]) -> dict[str, str]:
    """Inputs given as --key value, --key=value or key=value. Raises InputError for a word that is none of these."""
    raw: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        key, equals, value = word.removeprefix("--").partition("=")
        if not equals:
            following = next(rest, None) if word.startswith("--") else None
            if following is None:
                raise InputError(
                    f"{word!r}: write inputs as --key value", f"「{word}」: 入力は --key value の形で書いてください"
                )
            value = following
        raw[key] = value
    return raw


def main() -> int:
    """Parses the command line and runs the command."""
    parser = Parser(prog="python -m bot", description="Questions over the agreements, answered with citations.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer a question")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--agreement", help="answer from this agreement alone (its id)")
    ask.add_argument("--language", choices=["ja", "en"], help="the language of the answer; else that of the question")
    ask.add_argument("--json", action="store_true", help="print the answer as a JSON object")
    ask.add_argument("--jsonl", nargs="?", const="-", metavar="FILE", help="objects in, objects out, a line each")
    ask.set_defaults(function=ask_command)
    computing = commands.add_parser(
        "calculate",
        help="compute: late-interest, monthly-fee, outage-credit, …",
        epilog="Inputs follow as --key value.",
    )
    computing.add_argument("name", choices=list(NAMES))
    computing.add_argument("--agreement", required=True, choices=list(AGREEMENTS))
    computing.add_argument("--language", choices=["ja", "en"], help="of the answer; else the terminal's")
    computing.add_argument("--json", action="store_true", help="print the answer as a JSON object")
    computing.set_defaults(function=calculate_command)
    args, rest = parser.parse_known_args()
    args.inputs = rest
    if rest and args.function is not calculate_command:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return int(args.function(args))


if __name__ == "__main__":
    run(main)
