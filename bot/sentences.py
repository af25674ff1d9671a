"""Sentences of a provision, and those of them that answer."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from index.tokens import tokens

_END = re.compile(r"(?<=[。！？])(?![）」』)])|(?<=[.!?])\s+(?=[A-Z(“\"'])")


def split(text: str) -> list[str]:
    """Sentences of Japanese or English text, with their punctuation; brackets are not broken."""
    out: list[str] = []
    depth, start = 0, 0
    breaks = {m.start(): m.end() for m in _END.finditer(text)}
    for at, character in enumerate(text):
        if at in breaks and depth <= 0 and at > start:
            out.append(text[start:at].strip())
            start = at
        depth += character in "（(「『"
        depth -= character in "）)」』"
    out.append(text[start:].strip())
    return [sentence for sentence in out if sentence]


def choose(question: str, sentences: Sequence[str], limit: int, keep: Collection[int] = ()) -> list[str]:
    """The sentences that share most with the question, in their own order, about `limit` characters in all.

    The first sentence says who and what, so it stays; a proviso (ただし, however) stays with the sentence before it.
    """
    if sum(map(len, sentences)) <= limit:
        return list(sentences)
    asked = Counter(tokens(question))
    scored = sorted(
        range(len(sentences)),
        key=lambda i: (-(i == 0 or i in keep), -len(asked.keys() & set(tokens(sentences[i]))), i),
    )
    kept: set[int] = set()
    for index in scored:
        group = {index} | ({index + 1} if index + 1 < len(sentences) and is_proviso(sentences[index + 1]) else set())
        size = sum(len(sentences[i]) for i in kept | group)
        if kept and size > limit:
            continue
        kept |= group
    return [sentences[i] for i in sorted(kept)]


def is_proviso(sentence: str) -> bool:
    """Whether a sentence limits the one before it."""
    return bool(re.match(r"(?:ただし|但し|なお、|However|This does not apply|Except|Provided)", sentence))
