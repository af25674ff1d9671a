"""python -m ingest: outline, show, check, changes and add."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from . import sources
from .add import add
from .agreement import Agreement, recognise
from .changes import Change, compare, fingerprints, redline
from .command import Parser, run
from .errors import InputError
from .layout import Layout
from .library import Entry, Library
from .locator import Locator, label, parent
from .outline import outline
from .provisions import Document, Problem
from .references import problems as reference_problems


def outline_command(args: argparse.Namespace) -> int:
    """Every provision of an agreement, in reading order."""
    library = Library.load()
    entries = [library.entry(locator) for locator in library.locators(args.agreement)]
    if args.json:
        _print_json([_outlined(entry, library) for entry in entries])
        return 0
    for entry in entries:
        depth = entry.locator.count("/") - 1
        print(
            f"{'  ' * depth}{entry.locator.rpartition('/')[2]:<{24 - 2 * depth}} {entry.number:<8} {entry.caption or _short(entry)}"
        )
    return 0


def _outlined(entry: Entry, library: Library) -> dict[str, str | None]:
    return {
        "locator": entry.locator,
        "caption": entry.caption or None,
        "official": library.official(entry.locator),
        "caption_en": entry.caption_en or None,
        "ja": library.edition(entry.locator, "ja"),
        "en": library.edition(entry.locator, "en"),
    }


def _short(entry: Entry) -> str:
    text = entry.official or entry.ja or entry.en
    return text if len(text) <= 40 else text[:40] + "…"


def show_command(args: argparse.Namespace) -> int:
    """One provision: its captions, the lead-in of what it stands in, its texts and its references."""
    library = Library.load()
    locator = str(Locator.parse(args.locator))
    library.agreement(locator.split("/", maxsplit=1)[0])
    entry = library.entry(locator)
    above = [library.entry(p) for p in _parents(locator) if p in library.entries]
    references = [r for inner in library.inside(locator) for r in library.references.get(inner, ())]
    if args.json:
        _print_json(
            _outlined(entry, library)
            | {
                "label": {lang: label(locator, lang) for lang in ("ja", "en")},
                "chapter": entry.chapter or None,
                "lead_in": [
                    {"locator": e.locator, "official": e.official or None, "ja": e.ja or None, "en": e.en or None}
                    for e in above
                    if e.official or e.ja
                ],
                "references": [
                    {"locator": r.source, "text": r.text, "targets": list(r.targets), "problem": r.problem or None}
                    for r in references
                ],
            }
        )
        return 0
    title = library.agreement(entry.agreement).title
    print(
        f"{title['ja']} {label(locator, 'ja')} {library.heading(locator, 'ja')}\n{title['en']}, {label(locator, 'en')}: {library.heading(locator, 'en')}\n{locator}"
    )
    for name, texts in (
        ("lead-in", [e.official or e.ja for e in above]),
        ("official", [library.official(locator)]),
        ("ja", [library.edition(locator, "ja")]),
        ("en", [library.edition(locator, "en")]),
        ("references", [f"{r.text} → {', '.join(r.targets) or r.problem}" for r in references]),
    ):
        lines = [text for text in texts if text]
        if lines:
            print(f"\n[{name}]", *lines, sep="\n")
    return 0


def _parents(locator: str) -> list[str]:
    out: list[str] = []
    while "/" in (locator := parent(locator)):
        out.insert(0, locator)
    return out


def check_command(args: argparse.Namespace) -> int:
    """Everything that a person should look at in the sources, the numbering and the references."""
    found = list(problems(Library.load()))
    if args.json:
        _print_json([{"source": p.source, "locator": p.locator or None, "message": p.message} for p in found])
        return 0
    for p in found:
        print(f"{p.source}\t{p.locator}\t{p.message}")
    print(f"{len(found)} problems", file=sys.stderr)
    return 0


def problems(library: Library) -> Iterator[Problem]:
    """All problems of a library, as values."""
    yield from library.problems
    for document in library.documents.values():
        yield from (Problem(document.source, p.locator, p.message) for p in document.problems)
        own = {k: v for k, v in library.references.items() if k in document.provisions}
        yield from reference_problems(own, document.source)
    for agreement, changes in library.changes.items():
        source = library.documents[agreement].source
        yield from (Problem(source, c.locator, f"differs from the edition's version: {told(c)}") for c in changes)
    yield from edition_problems(library)


def told(change: Change) -> str:
    """A change in a few words."""
    if change.kind == "renumbered":
        return f"renumbered, was {change.old}"
    return f"{change.kind} ({change.detail})" if change.detail else change.kind


def edition_problems(library: Library) -> Iterator[Problem]:
    """Provisions that one of the two editions restates and the other does not, or that no longer exist."""
    for agreement, editions in library.editions.items():
        ja, en = editions.get("ja", {}), editions.get("en", {})
        folder = str(library.agreements[agreement].folder)
        yield from (
            Problem(folder, locator, "restated in one language only") for locator in sorted(ja.keys() ^ en.keys())
        )


def changes_command(args: argparse.Namespace) -> int:
    """A redline of two versions of an agreement, by provision."""
    known = list(Library.load().agreements.values())
    old, new = (_version(Path(path), known) for path in (args.old, args.new))
    if old.agreement != new.agreement:
        raise InputError(
            f"{args.old} is {old.agreement} and {args.new} is {new.agreement}; compare two versions of one agreement",
            f"{args.old} は {old.agreement}、{args.new} は {new.agreement} です。同じ規約の2つの版を比べてください",
        )
    found = compare(fingerprints(old.provisions), fingerprints(new.provisions))
    rows = [
        {
            "kind": c.kind,
            "old": c.old or None,
            "new": c.new or None,
            "detail": c.detail or None,
            "redline": redline(_quote(old, c.old), _quote(new, c.new)),
        }
        for c in found
    ]
    if args.json:
        _print_json(rows)
        return 0
    for c, row in zip(found, rows, strict=True):
        print(f"{c.locator}\t{told(c)}")
        if c.kind != "renumbered" and row["redline"]:
            print(f"  {row['redline']}")
    print(f"{len(found)} provisions differ", file=sys.stderr)
    return 0


def _version(path: Path, known: list[Agreement]) -> Document:
    raw = sources.read(path)
    agreement = recognise(raw, known)
    return outline(
        raw, str(path), agreement.id if agreement else "unknown", agreement.layout if agreement else Layout()
    )


def _quote(document: Document, locator: str) -> str:
    return document.provisions[locator].quote if locator else ""


def add_command(args: argparse.Namespace) -> int:
    """Takes in a file under an id."""
    document = add(Path(args.file), args.id, Library.load(), title=args.title)
    articles = sum(locator.count("/") == 1 and "/article-" in locator for locator in document.provisions)
    print(f"{args.id}: {articles} articles, {len(document.provisions)} provisions")
    for p in document.problems:
        print(f"{p.locator}: {p.message}", file=sys.stderr)
    return 0


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def main() -> int:
    """Parses the command line and runs the command."""
    parser = Parser(prog="python -m ingest", description="From agreements to provisions.")
    commands = parser.add_subparsers(dest="command", required=True)
    outlining = commands.add_parser("outline", help="every provision of an agreement")
    outlining.add_argument("agreement")
    show = commands.add_parser("show", help="one provision with its lead-in and references")
    show.add_argument("locator")
    check = commands.add_parser("check", help="what a person should look at")
    changing = commands.add_parser("changes", help="a redline of two versions of an agreement")
    changing.add_argument("old")
    changing.add_argument("new")
    adding = commands.add_parser("add", help="take in an agreement of your own")
    adding.add_argument("file")
    adding.add_argument("--id", required=True, help="its id: lower-case letters, digits, hyphens")
    adding.add_argument("--title", default="", help="its title, if the file does not say it")
    for command, function in (
        (outlining, outline_command),
        (show, show_command),
        (check, check_command),
        (changing, changes_command),
        (adding, add_command),
    ):
        command.set_defaults(function=function)
        if command is not adding:
            command.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    return int(args.function(args))


if __name__ == "__main__":
    run(main)
