"""`python -m eval peers`: the held-out questions asked of every system, each in a process of its own, side by side."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from ingest.errors import InputError, terminal_language
from ingest.library import LANGUAGES, Library
from ingest.locator import unit

from .. import dataset
from ..dataset import Case
from .child import Outcome
from .texts import AgreementText, Span, covered, scopes

SYSTEMS = ("Yakkan", "LangChain", "LlamaIndex", "Haystack", "Txtai")
FIRST = 5
CHILD = {  # no hub, no telemetry, and one thread: a shared machine makes the figures of several threads a matter of chance
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "OMP_NUM_THREADS": "1",
}


class Row(NamedTuple):
    """A system's figures. Shares are of the answerable questions of a language, but `caught` of the unanswerable ones;
    `refused` and `caught` are those that nothing was found for. `articles` is how many a first result counts for.
    """

    system: str
    first: Mapping[str, float]
    five: Mapping[str, float]
    refused: float
    caught: float
    articles: float
    median: float  # milliseconds
    p95: float
    seconds: float
    megabytes: float


def peers_command(args: argparse.Namespace) -> int:
    """Measures what is installed and prints the table; what is not is skipped with a line; status 1 if all are."""
    library = Library.load()
    cases = [c for c in dataset.read(("clause", "unanswerable")) if c.split == "held" and c.agreement]
    texts = {head: found for head, found in scopes(library).items() if head in {c.agreement for c in cases}}
    rows = []
    for name in (bar := tqdm(SYSTEMS, disable=None, file=sys.stderr)):
        bar.set_description(name)
        try:
            rows.append(row(name, cases, texts, ask(name, cases, texts)))
        except InputError as error:
            bar.write(f"{name}: {error.message(terminal_language())}", file=sys.stderr)
    if not rows:
        return 1
    page = f"{heading(library, cases)}\n\n{table(rows)}\n"
    print(page, end="")
    if args.markdown:
        try:
            args.markdown.write_text(page, encoding="utf-8")
        except OSError as error:
            raise InputError(f"{args.markdown}: {error.strerror}", f"{args.markdown}: 書き込めません") from None
    return 0


def ask(name: str, cases: Sequence[Case], texts: Mapping[str, Sequence[AgreementText]]) -> Outcome:
    """What a system answers, in a process of its own. Raises InputError if it is not installed or fails."""
    task = {"scopes": texts, "questions": [(c.agreement, c.turns[0].question) for c in cases]}
    with TemporaryDirectory() as data:  # where Yakkan builds its index anew
        ran = subprocess.run(
            [sys.executable, "-m", "eval.peers.child", name],
            input=json.dumps(task),
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **CHILD, "YAKKAN_DATA": data},
            check=False,
        )
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["it ended"])[-1]
        raise InputError(f"it failed: {last}", f"失敗しました: {last}")
    outcome = json.loads(ran.stdout)
    if missing := outcome.get("missing"):
        raise InputError(
            f"skipped, as {missing} is not installed: pip install '.[peers]'",
            f"{missing} がないため省きます: pip install '.[peers]'",
        )
    return Outcome(**outcome)


def row(name: str, cases: Sequence[Case], texts: Mapping[str, Sequence[AgreementText]], outcome: Outcome) -> Row:
    """The figures of what was found for each case."""
    by_name = {t.agreement: t for group in texts.values() for t in group}
    ranks = [distinct(by_name, found) for found in outcome.found]
    asked = [(c, {unit(x) for x in c.locators}, ranked) for c, ranked in zip(cases, ranks, strict=True)]
    clause = [a for a in asked if a[0].set == "clause"]

    def share(language: str, n: int) -> float:
        return _mean(any(gold & result for result in r[:n]) for c, gold, r in clause if c.language == language)

    return Row(
        name,
        {language: share(language, 1) for language in LANGUAGES},
        {language: share(language, FIRST) for language in LANGUAGES},
        _mean(not r for *_, r in clause),
        _mean(not r for c, _, r in asked if c.set == "unanswerable"),
        _mean(len(r[0]) for *_, r in clause if r),
        float(np.percentile(outcome.milliseconds, 50)),
        float(np.percentile(outcome.milliseconds, 95)),
        outcome.seconds,
        outcome.megabytes,
    )


def distinct(texts: Mapping[str, AgreementText], found: Sequence[Span]) -> list[frozenset[str]]:
    """The articles of each place, best first, without the places that bring no article that is not there yet."""
    seen: set[str] = set()
    ranked = []
    for span in found:
        articles = covered(texts, span)
        if articles - seen:
            ranked.append(articles)
            seen |= articles
    return ranked


def heading(library: Library, cases: Sequence[Case]) -> str:
    """What was asked, and of which texts."""
    clause = sum(c.set == "clause" for c in cases)
    source = "the official texts" if library.documents else "the reader's edition in both languages"
    return f"{clause} held-out questions, and {len(cases) - clause} unanswerable ones, over {source}."


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown."""
    columns = (
        "first ja", "first en", "five ja", "five en", "refused", "caught", "articles", "median ms", "p95 ms", "build s", "MB"
    )  # fmt: skip
    lines = ["| system | " + " | ".join(columns) + " |", "| --- |" + " ---: |" * len(columns)]
    for r in rows:
        shares = [f"{x:.1%}" for x in (*r.first.values(), *r.five.values(), r.refused, r.caught)]
        rest = [f"{r.articles:.1f}", f"{r.median:.1f}", f"{r.p95:.1f}", f"{r.seconds:.1f}", f"{r.megabytes:.0f}"]
        lines.append(f"| {r.system} | " + " | ".join([*shares, *rest]) + " |")
    return "\n".join(lines)


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else float("nan")
