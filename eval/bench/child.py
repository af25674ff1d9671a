"""What runs in a process of its own, so that memory and imports are its own: prints its figures as one JSON object.

`python -m eval.bench.child start | copy | grow SIZE FOLDER | measure SIZE FOLDER QUESTIONS`
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

ASKERS = (1, 2, 8)
LATENCY_BUDGET = 30.0  # seconds; a size that needs more is asked fewer questions
THROUGHPUT_BUDGET = 10.0  # likewise, for each number of askers
MOST = (
    100  # agreements: a question over all of them ranks and answers for each, and over more is not what a desk is asked
)


def start() -> dict[str, float]:
    """Seconds to import the bot, and to load it with its index stored."""
    begin = time.perf_counter()
    from bot.chain import Bot

    imported = time.perf_counter()
    Bot.load()
    return {"import": imported - begin, "load": time.perf_counter() - imported}


def copy() -> dict[str, float]:
    """Seconds to index one copy of the agreements whose English no file has vectors of."""
    from index.passages import passages
    from index.search import SearchIndex
    from ingest.library import Library

    from .grown import grown_library

    library = Library.load()
    known = library.agreements.keys()
    new = [p for p in passages(grown_library(library, 2)) if p.context and p.locator.partition("/")[0] not in known]
    begin = time.perf_counter()
    SearchIndex.build(new)
    return {"seconds": time.perf_counter() - begin}


def grow(size: int, folder: Path) -> dict[str, float]:
    """Writes the index of a corpus `size` times as large; seconds."""
    from index.store import open_index
    from ingest.library import Library

    from .grown import grown_index

    library = Library.load()
    index = open_index(library)
    begin = time.perf_counter()
    grown_index(library, index, size).save(folder)
    return {"seconds": time.perf_counter() - begin, "peak_mb": peak()}


def measure(size: int, folder: Path, questions: int) -> dict[str, Any]:
    """Latency, throughput and memory at a size; `folder` has the index (that of size 1 is the stored one)."""
    import random

    from bot.chain import Bot
    from bot.question import Question
    from index.search import SearchIndex
    from index.store import describe
    from ingest.library import Library

    from .. import dataset
    from .grown import grown_library
    from .stages import BASELINE, WHOLE, latencies, spread, throughput

    library = Library.load()
    if size == 1:
        folder = Path((describe(library) or {})["folder"])
    known, library = library.agreements, grown_library(library, size)
    begin = time.perf_counter()
    index = SearchIndex.load(folder)
    loaded = time.perf_counter() - begin
    bot = Bot(library, index)
    cases = dataset.read(["clause"])
    cases = tuple(random.Random(0).sample(cases, min(questions, len(cases))))  # noqa: S311
    texts = [(case.turns[0].question, case.agreement) for case in cases]
    unnamed = {text for text, _ in texts if not Question(text).agreements(known.values())}
    asked = [(text, agreement if text in unnamed else None) for text, agreement in texts]
    for text in ("料金", "fee"):  # reads what is read once
        bot.ask(text, agreement=next(iter(known)))
    times = latencies(bot, asked, LATENCY_BUDGET)
    whole, baseline = spread(times[WHOLE]), spread(times[BASELINE])
    rates = {str(askers): throughput(bot, asked, askers, THROUGHPUT_BUDGET) for askers in ASKERS}
    memory = peak()
    across: dict[str, float] | None = None
    if len(library.agreements) <= MOST:
        all_of = latencies(bot, [(text, None) for text, _ in texts if text in unnamed][:50], LATENCY_BUDGET / 2)[WHOLE]
        across = {**spread(all_of), "asked": len(all_of)}
    return {
        "size": size,
        "source": "the official texts" if library.documents else "the reader's edition",
        "agreements": len(library.agreements),
        "provisions": len(library.entries),
        "passages": len(index.locators),
        "vectors": len(index.places["passages"]),
        "load_s": loaded,
        "asked": len(times[WHOLE]),
        "milliseconds": {name: spread(seconds) for name, seconds in times.items()},
        "ratio": {name: whole[name] / baseline[name] for name in whole},
        "across": across,
        "questions_per_second": rates,
        "peak_mb": memory,
    }


def peak() -> float:
    """The most memory that this process has had resident, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> None:
    """Runs one of them; its name and arguments are those of the process."""
    match sys.argv[1:]:
        case ["start"]:
            figures: Any = start()
        case ["copy"]:
            figures = copy()
        case ["grow", size, folder]:
            figures = grow(int(size), Path(folder))
        case ["measure", size, folder, questions]:
            figures = measure(int(size), Path(folder), int(questions))
        case unknown:
            sys.exit(f"no such measurement: {unknown}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
