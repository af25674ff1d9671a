"""`python -m index build | info | search "…" | vectors | train | words`: the index from the command line."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from ingest.command import Parser, run
from ingest.errors import InputError, terminal_language
from ingest.library import Library
from ingest.locator import label

from . import words
from .passages import passages
from .search import Progress, SearchIndex, agreement_groups
from .store import describe, incorporated, open_index
from .vectors import FILE, Sentences


def main() -> int:
    """Runs one subcommand; the exit status."""
    parser = Parser(prog="python -m index", description="Build the search index, look at it, or search it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="build|info|search|vectors|train|words")
    commands.add_parser("build", help="build the index, unless it is built and its inputs are unchanged")
    info = commands.add_parser("info", help="what the stored index was built from, its counts and its size")
    search = commands.add_parser("search", help="the provisions that a question finds, best first")
    search.add_argument("query")
    search.add_argument("--agreement", metavar="SLUG", help="search this agreement alone")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="how many provisions (default: 10)")
    for command in (info, search):
        command.add_argument("--json", action="store_true", help="print one JSON value")
    commands.add_parser(
        "vectors", help="encode the edition's English for index/vectors.npz, which is part of the project"
    )
    commands.add_parser("train", help="train the reader for index/reader.npz, which is part of the project (minutes)")
    commands.add_parser("words", help="cut ja-ginza's word vectors for index/words.npz, which is part of the project")
    arguments = parser.parse_args()
    if arguments.command == "words":
        print(f"{words.FILE.name}: {words.keep_words()} words, {words.FILE.stat().st_size / 1e6:.1f} MB")
        return 0
    library = Library.load()
    if arguments.command == "vectors":
        return _keep_vectors(library)
    if arguments.command == "train":
        return _train(library)
    if arguments.command == "search":
        return _search(library, arguments)
    if arguments.command == "build":
        _open(library)
        if describe(library) is None:  # it could not be stored, and that has been said
            return 2
    return _info(library, as_json=arguments.command == "info" and arguments.json)


@contextmanager
def _bar() -> Iterator[Progress]:
    from tqdm import tqdm

    with tqdm(total=100, disable=None, leave=False, bar_format="{desc} {bar} {n:.0f}% {elapsed}") as bar:

        def show(share: float, what: str) -> None:
            bar.n = 100 * share
            bar.set_description(what)

        yield show


def _open(library: Library) -> SearchIndex:
    with _bar() as show:
        return open_index(library, progress=show)


def _keep_vectors(library: Library) -> int:
    texts = {passage.plain["en"] for passage in passages(library) if passage.plain.get("en")}
    with _bar() as show:
        kept = Sentences().keep(texts, lambda share: show(share, FILE.name))
    print(f"{FILE.name}: {kept} texts, {FILE.stat().st_size / 1e6:.1f} MB")
    return 0


def _train(library: Library) -> int:
    from . import reader, training  # torch takes seconds to import

    found = passages(library)
    groups = agreement_groups((passage.locator for passage in found), incorporated(library))
    with _bar() as show:
        trained = training.train(found, groups, show)
    print(f"{reader.FILE.name}: {trained} texts, {reader.FILE.stat().st_size / 1e6:.1f} MB")
    return 0


def _info(library: Library, *, as_json: bool) -> int:
    manifest = describe(library)
    if manifest is None:
        raise InputError(
            "no index is stored for the texts as they are now; run: python -m index build",
            "今の本文の索引は保存されていません。python -m index build で作ってください",
        )
    if as_json:
        print(json.dumps(manifest, ensure_ascii=False))
        return 0
    counts, inputs = manifest["counts"], manifest["inputs"]
    rows: dict[str, Any] = {
        "folder": manifest["folder"],
        "built": manifest["built"],
        "encoder": inputs["encoder"],
        "provisions": f"{counts['provisions']} ({', '.join(f'{a} {n}' for a, n in counts['agreements'].items())})",
        "questions": counts["questions"],
        "passages": counts["passages"],
        "size": f"{manifest['bytes'] / 1e6:.1f} MB",
        "library": inputs["library"][:16],
        "packages": ", ".join(f"{name} {version}" for name, version in inputs["packages"].items()),
    }
    for name, value in rows.items():
        print(f"{name:<11}{value}")
    return 0


def _search(library: Library, arguments: argparse.Namespace) -> int:
    agreements = [library.agreement(arguments.agreement).id] if arguments.agreement else None
    index = _open(library)
    hits = index.search(index.spelling.mended(arguments.query), arguments.k, agreements)
    if arguments.json:
        print(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False))
        return 0
    language = terminal_language()
    for hit in hits:
        heading = library.heading(hit.locator, language)
        print(f"{hit.score:.3f}  {hit.locator}  {label(hit.locator, language)} {heading}".rstrip())
    if not hits:
        print("何も見つかりません" if language == "ja" else "nothing found", file=sys.stderr)
    return 0


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number")
    return int(text)


if __name__ == "__main__":
    run(main)
