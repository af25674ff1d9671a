"""Corpora many times as large: copies of the agreements, as others of their kind that were added would be.

A copy has every provision and no questions, as an added agreement has none. Its texts end in its number. Its index is not
encoded, which would take hours: a tenth of its words are drawn from the whole vocabulary, and its vectors are those of the
original with random noise. What is found in a copy means nothing; what it costs to search is as it would be.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.dense import DenseIndex, unit_rows
from index.lexical import LexicalIndex
from index.passages import passages
from index.search import SearchIndex
from index.tokens import tokens
from index.vectors import as_bytes
from ingest.agreement import Agreement
from ingest.edition import Restated
from ingest.library import Library

EXCHANGED = 0.1  # share of a copy's words that are other words than the original's
NOISE = 0.5  # length of what is added to a vector of length 1: the cosine with the original is then about 0.9


def grown_library(library: Library, size: int) -> Library:
    """`library` with its agreements `size` times: itself, and copies numbered from 2 ("nework-2", …)."""
    agreements, editions = dict(library.agreements), dict(library.editions)
    for copy in range(2, size + 1):
        for original in library.agreements.values():
            known = _copied(original, copy)
            agreements[known.id] = known
            editions[known.id] = {
                language: {
                    _moved(locator, copy): Restated(r.caption, f"{r.text} [{copy}]" if r.text else "")
                    for locator, r in restated.items()
                }
                for language, restated in library.editions[original.id].items()
            }
    return replace(library, agreements=agreements, editions=editions)


def grown_index(library: Library, index: SearchIndex, size: int) -> SearchIndex:
    """The index of `grown_library(library, size)`, made of `index`, which is that of `library`."""
    random = np.random.default_rng(size)
    known = passages(library)
    stated = [place for place, passage in enumerate(known) if passage.context]
    words = [tokens(passage.content) for passage in known]
    places = {key: list(values) for key, values in index.places.items()}
    of_vector = np.array(places["passages"])
    rows = _rows(index)
    stated_rows = np.isin(of_vector, stated)
    vectors = unit_rows(rows[stated_rows])
    ends = np.cumsum([len(words[place]) for place in stated])[:-1]
    flat = np.array([word for place in stated for word in words[place]], dtype=object)
    vocabulary = np.array(sorted({word for passage in words for word in passage}), dtype=object)
    position = {place: n for n, place in enumerate(stated)}  # of a provision's passage, in a copy
    moved = np.array([position[place] for place in of_vector[stated_rows]])
    copied_rows = [rows]
    for copy in range(2, size + 1):
        places["passages"] += (moved + len(places["locators"])).tolist()
        places["locators"] += [_moved(known[place].locator, copy) for place in stated]
        places["asked"] += [False] * len(stated)
        places["groups"] += [[_moved(agreement, copy) for agreement in group] for group in index.groups.values()]
        changed = np.where(random.random(len(flat)) < EXCHANGED, random.choice(vocabulary, len(flat)), flat)
        words += [part.tolist() for part in np.split(changed, ends)]
        noise = random.standard_normal(vectors.shape, np.float32) * np.float32(NOISE / vectors.shape[1] ** 0.5)
        copied_rows.append(as_bytes(vectors + noise))
    places["groups"].sort(key=len, reverse=True)
    lexical = LexicalIndex.build(words)
    del words
    classifiers = {head: classifier for head, (classifier, _) in index.classifiers.items()}
    return SearchIndex(
        places, lexical, DenseIndex(np.concatenate(copied_rows)), index.encoder, classifiers, index.spelling
    )


def _rows(index: SearchIndex) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    with tempfile.TemporaryDirectory() as folder:
        index.dense.save(Path(folder) / "vectors.npy")
        rows: np.ndarray[tuple[int, int], np.dtype[np.int8]] = np.load(Path(folder) / "vectors.npy")
    return rows


def _copied(original: Agreement, copy: int) -> Agreement:
    return replace(
        original,
        id=_moved(original.id, copy),
        names=tuple(f"{name} No.{copy}" for name in original.names),
        companies=tuple(f"{name} No.{copy}" for name in original.companies),
        products=(),
        incorporates=tuple(_moved(agreement, copy) for agreement in original.incorporates),
        official_hash="",
    )


def _moved(locator: str, copy: int) -> str:
    agreement, slash, place = locator.partition("/")
    return f"{agreement}-{copy}{slash}{place}"
