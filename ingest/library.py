"""The library: every agreement with its official text, where it is loaded, and its reader's edition, by locator."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import sources
from .agreement import Agreement, recognise
from .annotations import GENERAL, Remark, Silence, read_remarks, read_silences
from .changes import Change, compare, fingerprints, read_fingerprints, total
from .edition import Restated, read_edition
from .errors import InputError
from .locator import LocatorError, parent
from .normalise import squeeze
from .outline import outline
from .provisions import Document, Problem, Provision
from .references import Reference, references

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ja", "en")


def corpus_folder() -> Path:
    """The reader's editions: `corpus/` of the project."""
    return PROJECT / "corpus"


def data_folder() -> Path:
    """Where agreements that were added and the index are kept: YAKKAN_DATA, or `.yakkan/` in the project."""
    return Path(os.environ.get("YAKKAN_DATA") or PROJECT / ".yakkan")


def official_folder() -> Path:
    """Where the official texts lie: AGREEMENTS_DIR, or `corpus/official/`."""
    return Path(os.environ.get("AGREEMENTS_DIR") or corpus_folder() / "official")


@dataclass(frozen=True, slots=True)
class Entry:
    """One provision with all its texts.

    `official` is its own wording in the document's characters and `text` the same normalised, both "" where no official
    text is loaded. `ja` and `en` are its restatements, "" where the edition has none.
    """

    locator: str
    agreement: str
    number: str
    caption: str
    caption_en: str
    chapter: str
    official: str
    text: str
    ja: str
    en: str

    def plain(self, language: str) -> str:
        """The restatement in a language."""
        return self.en if language == "en" else self.ja


@dataclass(frozen=True)
class Library:
    """Agreements by id. Locators run in reading order; a locator of the edition that the official text lacks comes last."""

    agreements: dict[str, Agreement]
    documents: dict[str, Document] = field(default_factory=dict)
    editions: dict[str, dict[str, dict[str, Restated]]] = field(default_factory=dict)  # agreement → language → locator
    silences: dict[str, Silence] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Problem, ...] = ()
    corpus: Path = field(default_factory=corpus_folder)

    @classmethod
    def load(cls, *, corpus: Path | None = None, official: Path | None = None, data: Path | None = None) -> "Library":
        """Reads everything. A file that cannot be read is a problem, not an error."""
        corpus, official, data = corpus or corpus_folder(), official or official_folder(), data or data_folder()
        folders = sorted(p.parent for root in (corpus, data / "added") for p in root.glob("*/agreement.toml"))
        agreements = {a.id: a for a in map(Agreement.read, folders)}
        problems: list[Problem] = []
        documents: dict[str, Document] = {}
        for path, agreement, raw in _official_texts(official, list(agreements.values()), problems):
            if agreement.id in documents:
                problems.append(
                    Problem(
                        str(path),
                        agreement.id,
                        f"a second text of {agreement.id}; {documents[agreement.id].source} is used",
                    )
                )
                continue
            documents[agreement.id] = outline(raw, str(path), agreement.id, agreement.layout)
        editions = {
            a.id: {
                lang: read_edition(a.folder / f"{lang}.md", a.id)
                for lang in LANGUAGES
                if (a.folder / f"{lang}.md").exists()
            }
            for a in agreements.values()
        }
        kept = {a.id: a for a in agreements.values() if a.id in documents or editions[a.id]}
        silences = [s for a in kept.values() for s in read_silences(a.folder / "silences.jsonl", a.id)]
        silences += read_silences(corpus / "silences.jsonl", GENERAL)
        remarks = tuple(r for a in kept.values() for r in read_remarks(a.folder / "notes.toml"))
        return cls(kept, documents, editions, {s.locator: s for s in silences}, remarks, tuple(problems), corpus)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every provision of every agreement by its locator."""
        return {e.locator: e for agreement in self.agreements for e in self._entries(agreement)}

    def _entries(self, agreement: str) -> Iterator[Entry]:
        document = self.documents.get(agreement)
        editions = self.editions.get(agreement, {})
        official = document.provisions if document else {}
        order = list(dict.fromkeys([*official, *(locator for lang in LANGUAGES for locator in editions.get(lang, {}))]))
        for locator in order:
            own = official.get(locator) or Provision(locator, "", "", "", "", "")
            ja, en = (editions.get(lang, {}).get(locator, Restated("", "")) for lang in LANGUAGES)
            yield Entry(
                locator, agreement, own.number, own.caption or ja.caption, en.caption, own.chapter,
                own.quote, own.text, ja.text, en.text,
            )  # fmt: skip

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for locator in self.entries:
            home = parent(locator)
            while "/" in home and home not in self.entries:
                home = parent(home)
            children.setdefault(home, []).append(locator)
        return children

    def locators(self, agreement: str) -> list[str]:
        """All locators of an agreement in reading order. Raises InputError for an unknown agreement."""
        self.agreement(agreement)
        return [locator for locator, entry in self.entries.items() if entry.agreement == agreement]

    def agreement(self, agreement: str) -> Agreement:
        """Raises InputError if there is none of that id."""
        if agreement not in self.agreements:
            known = ", ".join(self.agreements) or "-"
            raise InputError(
                f"no agreement {agreement!r}; there are: {known}",
                f"「{agreement}」という規約はありません。あるもの: {known}",
            )
        return self.agreements[agreement]

    def entry(self, locator: str) -> Entry:
        """The provision at a locator. Raises LocatorError if nothing stands there."""
        if locator not in self.entries:
            raise LocatorError(f"nothing stands at {locator}")
        return self.entries[locator]

    def children(self, locator: str) -> list[str]:
        """Locators one level inside, in reading order; of an agreement's id, its articles and other units."""
        return self._children.get(locator, [])

    def inside(self, locator: str) -> list[str]:
        """A locator and everything inside it, in reading order."""
        return self._inside.get(locator, [])

    @cached_property
    def _inside(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for locator in self.entries:
            outer = locator
            while outer:
                found.setdefault(outer, []).append(locator)
                outer = parent(outer)
        return found

    def official(self, locator: str) -> str | None:
        """The official text with everything inside, a line a provision; None where it is not loaded or lacks it."""
        agreement = self.entry(locator).agreement
        document = self.documents.get(agreement)
        return document.official(locator) if document and locator in document.provisions else None

    def edition(self, locator: str, language: str) -> str | None:
        """The restatement with everything inside, a line a provision; None where there is none."""
        lines = [self.entries[inner].plain(language) for inner in self.inside(locator)]
        return "\n".join(filter(None, lines)) or None

    def heading(self, locator: str, language: str) -> str:
        """The caption of a provision or of the nearest one around it that has a caption."""
        while "/" in locator:
            entry = self.entries.get(locator)
            caption = entry and ((entry.caption_en if language == "en" else "") or entry.caption)
            if caption:
                return caption
            locator = parent(locator)
        return ""

    @cached_property
    def changes(self) -> dict[str, list[Change]]:
        """By agreement, how the loaded official text differs from the version that its edition was written from."""
        found = {}
        for name, document in self.documents.items():
            agreement, loaded = self.agreements[name], fingerprints(document.provisions)
            if agreement.official_hash and total(loaded) != agreement.official_hash:
                found[name] = compare(read_fingerprints(agreement.folder / "fingerprints.tsv"), loaded)
        return found

    @cached_property
    def outdated(self) -> frozenset[str]:
        """Locators whose restatement may no longer fit the official text that is loaded."""
        return frozenset(c.locator for changes in self.changes.values() for c in changes)

    @cached_property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """Cross-references in the official texts by the locator that they stand in."""
        out: dict[str, tuple[Reference, ...]] = {}
        for document in self.documents.values():
            out.update(references(document))
        return out

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all texts: what an index was built from."""
        digest = hashlib.sha256()
        for entry in self.entries.values():
            digest.update(
                "\x1f".join((entry.locator, entry.caption, entry.caption_en, entry.text, entry.ja, entry.en)).encode()
            )
        return digest.hexdigest()


def _official_texts(
    folder: Path, agreements: list[Agreement], problems: list[Problem]
) -> Iterator[tuple[Path, Agreement, str]]:
    paths = (
        [(path, None) for path in sorted(folder.glob("*")) if path.suffix.lower() in sources.SUFFIXES]
        if folder.is_dir()
        else []
    )
    added = [(path, a) for a in agreements for path in sorted(a.folder.glob("official.*"))]
    for path, known in [*paths, *added]:
        try:
            raw = sources.read(path)
        except InputError as error:
            problems.append(Problem(str(path), "", str(error)))
            continue
        agreement = known or recognise(raw, [a for a in agreements if not list(a.folder.glob("official.*"))])
        if agreement is None:
            title = squeeze(raw[:200])[:30]
            problems.append(
                Problem(
                    str(path),
                    "",
                    f"not recognised as one of the agreements ({title}…); add it with: python -m ingest add",
                )
            )
            continue
        yield path, agreement, raw
