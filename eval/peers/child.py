"""The process that one system is measured in: `python -m eval.peers.child NAME`, the task as JSON in, the outcome as JSON out."""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from typing import Any, NamedTuple

from .texts import AgreementText, Peer, Span

RESULTS = 10


class Outcome(NamedTuple):
    """What one system did: seconds of indexing everything, then places and milliseconds for each question."""

    seconds: float
    found: Sequence[Sequence[Span]]
    milliseconds: Sequence[float]
    megabytes: float = 0.0  # resident, when all questions are answered


def measure(
    system: Callable[[], Peer], scopes: Mapping[str, Sequence[AgreementText]], questions: Sequence[tuple[str, str]]
) -> Outcome:
    """One peer for each scope, indexed; then the questions, each a scope and a text, asked of warm peers."""
    peers = {scope: system() for scope in scopes}
    start = time.perf_counter()
    for scope, peer in peers.items():
        peer.build(scopes[scope])
    seconds = time.perf_counter() - start
    for peer in peers.values():  # reads what is read once
        peer.search("料金 charge", RESULTS)
    found, milliseconds = [], []
    for scope, question in questions:
        start = time.perf_counter()
        found.append(peers[scope].search(question, RESULTS))
        milliseconds.append(1000 * (time.perf_counter() - start))
    return Outcome(seconds, found, milliseconds)


def _run(name: str, task: Any) -> dict[str, Any]:
    try:
        import psutil

        system = getattr(import_module(f".{name.lower()}", __package__), name)
    except ModuleNotFoundError as error:
        return {"missing": error.name}
    scopes = {scope: [AgreementText(*text) for text in texts] for scope, texts in task["scopes"].items()}
    outcome = measure(system, scopes, task["questions"])
    return outcome._replace(megabytes=psutil.Process().memory_info().rss / 2**20)._asdict()


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):  # the libraries print there
        result = _run(sys.argv[1], json.load(sys.stdin))
    print(json.dumps(result))
