"""python -m eval: the proofs."""

import argparse
import json
import sys
from pathlib import Path

from ingest.command import Parser, run
from ingest.errors import InputError
from ingest.library import Library

from . import dataset
from .bench.command import bench_command, sizes, writable
from .edition import check_edition
from .peers.compare import peers_command
from .retrieval import fit_fusion, measure_retrieval
from .run import REPORT, count, run_command, sets
from .selfretrieval import measure


def edition_command(args: argparse.Namespace) -> int:
    """The edition against the official texts; status 1 if anything is found."""
    library = Library.load()
    if not library.documents:
        raise InputError(
            "no official text is loaded; name their folder in AGREEMENTS_DIR",
            "原文が読み込まれていません。AGREEMENTS_DIR にフォルダを指定してください",
        )
    found = check_edition(library, lambda what: print(f"{what} …", file=sys.stderr))
    scores = [] if args.quick else measure(library)
    if args.json:
        rows = [{"source": p.source, "locator": p.locator, "message": p.message} for p in found]
        print(
            json.dumps({"problems": rows, "own_question": [s._asdict() for s in scores]}, ensure_ascii=False, indent=1)
        )
        return int(bool(found))
    for p in found:
        print(f"{p.source}\t{p.locator}\t{p.message}")
    print(
        f"{len(library.documents)} agreements, {sum(bool(e.ja) for e in library.entries.values())} restated provisions, {len(found)} problems"
    )
    for s in scores:
        print(
            f"{s.agreement:<16} {s.language}  {s.questions:>5} questions: own provision first {s.first:.1%}, its article {s.article:.1%}"
        )
    return int(bool(found))


def retrieval_command(args: argparse.Namespace) -> int:
    """How well the index ranks, by half and language; with --fit, the weights of its fusion estimated anew."""
    library = Library.load()
    weights, rows = fit_fusion(library) if args.fit else ({}, measure_retrieval(library))
    for name, values in weights.items():
        print(name, ", ".join(f"{value:.2f}" for value in values))
    for row in rows:
        print("  ".join(f"{value:.3f}" if isinstance(value, float) else f"{value!s:<10}" for value in row))
    return 0


def main() -> int:
    """Parses the command line and runs the command."""
    parser = Parser(prog="python -m eval", description="The proofs.")
    commands = parser.add_subparsers(dest="command", required=True)
    edition = commands.add_parser("edition", help="prove the reader's edition against the official texts")
    edition.add_argument("--json", action="store_true", help="print JSON")
    edition.add_argument("--quick", action="store_true", help="without measuring the questions' retrieval")
    edition.set_defaults(function=edition_command)
    asking = commands.add_parser("run", help="ask every question of eval/questions and measure the answers")
    asking.add_argument("--set", type=sets, default=list(dataset.SETS), metavar="SET,…", help=", ".join(dataset.SETS))
    asking.add_argument("--split", choices=["held", "tuned", "all"], default="all", help="one half of the questions")
    asking.add_argument("--limit", type=count, metavar="N", help="the first N of each set; floors are not checked")
    asking.add_argument("--json", type=Path, metavar="FILE", help="write the figures and the misses as JSON")
    asking.add_argument(
        "--report", type=Path, metavar="FILE", default=REPORT, help="the HTML report (eval/report.html)"
    )
    asking.set_defaults(function=run_command)
    retrieval = commands.add_parser("retrieval", help="measure the index on the question sets")
    retrieval.add_argument("--fit", action="store_true", help="estimate the fusion's weights anew")
    retrieval.set_defaults(function=retrieval_command)
    bench = commands.add_parser("bench", help="time and memory, and how both grow with the corpus: about 5 minutes")
    bench.add_argument("--sizes", type=sizes, default=[1, 10, 100], metavar="N,…", help="1,10,100; 1000 takes 17 GB")
    bench.add_argument("--json", type=writable, metavar="FILE", help="write the figures as JSON")
    bench.add_argument("--plot", type=writable, metavar="FILE", help="draw them (SVG)")
    bench.set_defaults(function=bench_command)
    peers = commands.add_parser("peers", help="measure other libraries on the same questions (pip install '.[peers]')")
    peers.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there, too")
    peers.set_defaults(function=peers_command)
    args = parser.parse_args()
    return int(args.function(args))


if __name__ == "__main__":
    run(main)
