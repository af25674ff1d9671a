"""The glossary: terms of the agreements and of the field in both languages, with what people call them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Term:
    """A term in both languages; `names` are both with all their synonyms."""

    ja: str
    en: str
    names: tuple[str, ...]


def terms(corpus: Path) -> tuple[Term, ...]:
    """All terms of a corpus's glossary.toml; none if it has none."""
    return _read(corpus / "glossary.toml")


@cache
def _read(path: Path) -> tuple[Term, ...]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["term"] if path.exists() else []
    return tuple(
        Term(r["ja"], r["en"], (r["ja"], r["en"], *r.get("synonyms_ja", ()), *r.get("synonyms_en", ()))) for r in rows
    )


def translated(known: Iterable[Term], question: str) -> tuple[str, ...]:
    """The Japanese of the English terms and synonyms that stand in a normalised question of both languages.

    >>> translated([Term("返金", "refund", ("返金", "refund"))], "neworkのrefund")
    ('返金',)
    """
    latin = {" ".join(words.split()) for words in re.findall(r"[a-z][a-z' -]*[a-z]", question)}
    found = (t.ja for t in known if any(name.lower() in latin for name in t.names if name.isascii()))
    return tuple(dict.fromkeys(found))
