"""The evaluation: every question asked of the bot in process, judged, and set beside the goals and the floors."""

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from bot.answer import Answer
from bot.chain import Bot
from bot.question import Question
from ingest.errors import InputError

from . import dataset, report
from .dataset import Case
from .judge import judge
from .measures import MEASURES, UNSELECTED, Figure, Record, figures

FLOORS = Path(__file__).with_name("floors.toml")
REPORT = Path(__file__).with_name("report.html")
LATENCY = {"median": (50, 25.0), "95th percentile": (95, 60.0)}  # percentile, goal in milliseconds
SLICES = ("language", "about", "style", "difficulty")

Table = Mapping[str, Mapping[str, Figure]]  # by slice ("held", "held ja", "tuned everyday", …), then by measure


def run_command(args: argparse.Namespace) -> int:
    """Asks, judges, prints the table and writes the report; status 1 if a held-out figure is under its floor."""
    cases = [c for c in dataset.read(args.set) if args.split in ("all", c.split)]
    if args.limit:
        cases = [c for name in args.set for c in [c for c in cases if c.set == name][: args.limit]]
    if not cases:
        raise InputError("no question is left to ask", "質問が残っていません")
    bot = Bot.load()
    if wrong := next(dataset.problems(cases, bot.library), None):
        raise InputError(
            f"eval/questions: {wrong.source}: {wrong.message} {wrong.locator}",
            f"eval/questions に誤りがあります: {wrong.source}: {wrong.message} {wrong.locator}",
        )
    records = list(ask(bot, tqdm(cases, disable=None, desc="questions", file=sys.stderr)))
    table, latency = tabulate(records), latencies(records)
    source = "the official texts" if bot.library.documents else "the reader's edition"
    if args.json:
        _write(args.json, json.dumps(as_json(records, table, latency), ensure_ascii=False, indent=1))
    _write(args.report, report.page(records, table, latency, source))
    print("\n".join(lines(table, latency)))
    print(f"{len(records)} asked, citing {source}; every miss: {args.report}")
    if args.limit:  # too few to judge by
        return 0
    low = list(under(table, tomllib.loads(FLOORS.read_text(encoding="utf-8"))))
    print("\n".join(low) if low else "no held-out figure is under its floor")
    return int(bool(low))


def ask(bot: Bot, cases: Sequence[Case]) -> Iterator[Record]:
    """Each case, asked and judged; a clause question that names no agreement a second time with none selected."""
    bot.ask("料金")  # reads what is read once
    for case in cases:
        yield _record(bot, case, case.set, case.agreement)
        if case.set == "clause":
            yield _record(bot, case, UNSELECTED, "")


def _record(bot: Bot, case: Case, mode: str, agreement: str) -> Record:
    history: list[dict[str, str]] = []
    answers, times = [], []
    known = bot.library.agreements.values()
    for turn in case.turns:
        # The user selects an agreement where the question does not name one; in a dialogue it stays selected.
        chosen = agreement if case.set == "dialogue" or not Question(turn.question).agreements(known) else ""
        start = time.perf_counter()
        try:
            answer = bot.ask(
                turn.question, agreement=chosen or None, history=tuple(history), today=case.today, id=case.id
            )
        except InputError as error:
            message = error.message(turn.language)
            answer = Answer(turn.question, turn.language, (), "error", message, reason=message, id=case.id)
        times.append(1000 * (time.perf_counter() - start))
        answers.append(answer)
        history.append({"question": turn.question, "answer": answer.answer})
    return Record(case, mode, tuple(answers), tuple(times), judge(case, mode, answers, bot.library))


def tabulate(records: Sequence[Record]) -> Table:
    """The figures of each half, and of each language, agreement, style and difficulty in it."""
    table = {}
    for split in ("held", "tuned"):
        half = [r for r in records if r.case.split == split]
        table[split] = figures(half)
        for name in SLICES:
            for value in sorted({getattr(r.case, name) for r in half} - {""}):
                table[f"{split} {value}"] = figures([r for r in half if getattr(r.case, name) == value])
    return {name: found for name, found in table.items() if found}


def latencies(records: Sequence[Record]) -> dict[str, float]:
    """Milliseconds of a question end to end, warm."""
    times = [t for r in records for t in r.milliseconds]
    return {name: float(np.percentile(times, percentile)) for name, (percentile, _) in LATENCY.items()}


def under(table: Table, floors: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """A line for each held-out figure under its floor (over it, where lower is better); what was not measured passes."""
    for language, named in floors.items():
        for key, floor in named.items():
            share = table.get(f"held {language}", {}).get(key)
            sign = -1 if MEASURES[key].lower else 1
            if share and sign * share.value < sign * floor:
                yield f"under the floor: {MEASURES[key].title} ({language}): {share.value:.1%}, floor {floor:.1%}"


def lines(table: Table, latency: Mapping[str, float]) -> Iterator[str]:
    """The table for the terminal: held-out figures by language with intervals, the gap between them, the tuned half."""
    yield f"{'':<56}{'goal':>7}{'held ja':>10}{'':>13}{'held en':>10}{'':>13}{'ja-en':>7}{'tuned':>8}{'cases':>7}"
    for key, measure in MEASURES.items():
        ja, en, tuned = (table.get(name, {}).get(key) for name in ("held ja", "held en", "tuned"))
        if not (ja or en or tuned):
            continue
        goal = "" if measure.goal is None else f"{'≤' if measure.lower else '≥'}{measure.goal:.0%}"
        gap = f"{100 * (ja.value - en.value):+.1f}" if ja and en else ""
        cases = sum(f.cases for f in (ja, en) if f)
        shares = "".join(_share(f) for f in (ja, en))
        yield f"{measure.title:<56}{goal:>7}{shares}{gap:>7}{f'{tuned.value:.1%}' if tuned else '':>8}{cases or '':>7}"
    for name, milliseconds in latency.items():
        yield f"{f'milliseconds a question, {name}':<56}{f'≤{LATENCY[name][1]:.0f}':>7}{milliseconds:>10.1f}"


def _share(share: Figure | None) -> str:
    return f"{share.value:>10.1%} {f'{share.low:.0%}-{share.high:.0%}':<12}" if share else " " * 23


def as_json(records: Sequence[Record], table: Table, latency: Mapping[str, float]) -> dict[str, Any]:
    """Everything measured, and every case that has a miss."""
    return {
        "figures": {name: {key: f._asdict() for key, f in found.items()} for name, found in table.items()},
        "milliseconds": dict(latency),
        "misses": [
            {
                **{"id": r.case.id, "mode": r.mode, "split": r.case.split, "misses": r.judgement.misses},
                "expected": [asdict(turn) for turn in r.case.turns],
                "answers": [answer.to_json() for answer in r.answers],
            }
            for r in records
            if r.judgement.misses
        ],
    }


def sets(text: str) -> list[str]:
    """The argument of --set: names of question sets, with commas between."""
    names = text.split(",")
    if unknown := set(names) - set(dataset.SETS):
        raise argparse.ArgumentTypeError(f"no set {', '.join(sorted(unknown))}; there are {', '.join(dataset.SETS)}")
    return names


def count(text: str) -> int:
    """The argument of --limit: a number of questions."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"no number of questions: {text!r}")
    return int(text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; choose another", f"{path}: 書き込めません") from None
