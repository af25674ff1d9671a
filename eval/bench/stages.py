"""Warm latency by stage, beside the bare encoder and FAISS; and how many questions a second are answered."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np
from tqdm import tqdm

from bot.chain import Bot
from bot.turn import understand

WHOLE, BASELINE, REST, COMPOSE = "whole", "encoder + FAISS alone", "classifier, fusion", "compose, verify"
STAGES = ("understand", "encode the query", "lexical", "dense", REST, COMPOSE)

Asked = tuple[str, str | None]  # a question, and the agreement that the user selected
Spread = dict[str, float]  # median and p95, in milliseconds


class Stopwatch:
    """Seconds spent in watched methods, by name; one in the other counts for both."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def watching(self, methods: Mapping[str, tuple[object, str]]) -> Iterator[None]:
        """Times methods of objects, (object, method's name) by the name to count under, until the block ends."""
        for name, (owner, method) in methods.items():
            setattr(owner, method, self._timed(name, getattr(owner, method)))
        try:
            yield
        finally:
            for owner, method in methods.values():
                delattr(owner, method)

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **named)
            finally:
                self.seconds[name] += time.perf_counter() - start

        return timed


def latencies(bot: Bot, asked: Sequence[Asked], budget: float) -> dict[str, list[float]]:
    """Seconds of each question by stage, of the whole, and of encoder and FAISS alone, question by question in turn.

    Stops asking after `budget` seconds. A question that searches for several agreements has their sum in each stage.
    """
    index, watch = bot.index, Stopwatch()
    encode, cosines = index.encoder.embed_query, index.dense.scores
    times: dict[str, list[float]] = {name: [] for name in (*STAGES, WHOLE, BASELINE)}
    parts = {
        "encode the query": (index.encoder, "embed_query"),
        "lexical": (index.lexical, "scores"),
        "dense": (index.dense, "scores"),
    }
    end = time.perf_counter() + budget
    with watch.watching({**parts, "search": (index, "search")}):
        for text, agreement in tqdm(asked, disable=None, leave=False, desc="latency"):
            watch.seconds.clear()
            start = time.perf_counter()
            turn = understand(bot.library, text, agreement, None, (), None, None, bot.index.spelling.mended)
            understood = time.perf_counter()
            bot.chain.invoke(turn)
            answered = time.perf_counter()
            cosines(np.asarray(encode(text), dtype=np.float32))
            spent, search = watch.seconds, watch.seconds["search"]
            found = {name: spent[name] for name in parts}
            found |= {"understand": understood - start, REST: search - sum(found.values())}
            found |= {COMPOSE: answered - understood - search, WHOLE: answered - start}
            found[BASELINE] = time.perf_counter() - answered
            for name, seconds in found.items():
                times[name].append(seconds)
            if time.perf_counter() > end:
                break
    return times


def spread(seconds: Sequence[float]) -> Spread:
    """Median and 95th percentile in milliseconds."""
    median, p95 = 1000 * np.percentile(seconds, [50, 95])
    return {"median": float(median), "p95": float(p95)}


def throughput(bot: Bot, asked: Sequence[Asked], askers: int, budget: float) -> float:
    """Questions a second that so many threads get answered by one bot; none is asked after `budget` seconds."""
    start = time.perf_counter()

    def ask(question: str, agreement: str | None) -> bool:
        if time.perf_counter() - start > budget:
            return False
        bot.ask(question, agreement=agreement)
        return True

    with ThreadPoolExecutor(askers) as pool:
        answered = sum(pool.map(ask, *zip(*asked, strict=True)))
    return answered / (time.perf_counter() - start)
