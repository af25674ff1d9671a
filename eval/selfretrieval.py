"""Whether each question of the edition finds its own provision when it is itself left out of the index."""

from collections import defaultdict
from typing import NamedTuple

from tqdm import tqdm

from index.passages import passages
from index.store import open_index
from ingest.library import Library
from ingest.locator import unit


class Score(NamedTuple):
    """For one agreement and language: how many questions, and the shares whose provision or article came first."""

    agreement: str
    language: str
    questions: int
    first: float
    article: float


def measure(library: Library) -> list[Score]:
    """Each question asked within its agreement, its own passage taken out of the ranking."""
    index = open_index(library)
    tallies: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    questions = [
        (place, p) for place, p in enumerate(passages(library)) if not p.context and p.locator in library.entries
    ]
    for place, passage in tqdm(questions, disable=None, desc="questions"):
        agreement = passage.locator.partition("/")[0]
        [(language, question)] = passage.plain.items()
        hits = index.search(question, 1, [agreement], without=place)
        found = hits[0].locator if hits else agreement
        right = found in library.entries and unit(found) == unit(passage.locator)
        tallies[agreement, language].append((found == passage.locator, right))
    return [
        Score(agreement, language, len(t), sum(f for f, _ in t) / len(t), sum(a for _, a in t) / len(t))
        for (agreement, language), t in sorted(tallies.items())
    ]
