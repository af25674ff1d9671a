"""The glossary: terms of the agreements and of the field in both languages, with what people call them."""

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


def synonyms(known: Iterable[Term], japanese: str, english: str) -> tuple[str, ...]:
    """Everything that the terms standing in a provision's texts are called, in both languages."""
    low = english.lower()
    found = (name for term in known if term.ja in japanese or term.en.lower() in low for name in term.names)
    return tuple(dict.fromkeys(found))
