"""`python -m eval bench`: starts each measurement as a process of its own, and prints and draws what they say."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ingest.errors import InputError
from ingest.library import PROJECT

from .plot import plot
from .table import table

QUESTIONS = 200  # of eval/questions/clause.jsonl
STARTS = 5
ASKED = {"ja": "NeWorkの料金を延滞したら？", "en": "What interest does Cloud CTI charge on late payment?"}
MEGABYTES = 17  # that making the index of one copy takes at its height, all agreements together
SHARE = 0.8  # of the machine's memory that a size may take
# The goal is one core; and on a busy machine two threads wait for each other.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def bench_command(args: argparse.Namespace) -> int:
    """Measures, prints the table as Markdown, and writes the figures and the plot where they are wanted."""
    figures: dict[str, Any] = {"cores": os.cpu_count(), "load_average": os.getloadavg()[0], "sizes": [], "skipped": []}
    with tempfile.TemporaryDirectory() as name, tqdm(total=2 * STARTS + 3 + len(args.sizes), disable=None) as bar:
        folder = Path(name)
        environment = {**os.environ, **ONE_THREAD, "YAKKAN_DATA": str(folder / "data")}
        bar.set_description("index build")
        figures["build_s"] = _seconds(["-m", "index", "build"], environment)
        bar.update()
        figures["copy_s"] = _child(["copy"], environment)["seconds"]
        bar.update()
        bar.set_description("cold start")
        figures["start"] = _child(["start"], environment)
        bar.update()
        figures["ask_s"] = {}
        for language, question in ASKED.items():
            times = []
            for _ in range(STARTS):
                times.append(_seconds(["-m", "bot", "ask", question], environment))
                bar.update()
            figures["ask_s"][language] = statistics.median(times)
        for size in args.sizes:
            bar.set_description(f"corpus × {size}")
            if line := too_large(size, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")):
                figures["skipped"].append(line)
            else:
                figures["sizes"].append(_size(size, folder / str(size), environment))
            bar.update()
    if args.json:
        args.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if args.plot:
        args.plot.write_text(plot(figures["sizes"]), encoding="utf-8")
    print(table(figures))
    return 0


def too_large(size: int, memory: int) -> str:
    """A line that says so if a corpus `size` times as large does not fit into `memory` bytes; else ""."""
    need = size * MEGABYTES * 1e6
    if need <= SHARE * memory:
        return ""
    return f"× {size} is left out: it takes about {need / 1e9:.0f} GB, and this machine has {memory / 1e9:.0f} GB"


def _size(size: int, folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    if size > 1:
        folder.mkdir()
        _child(["grow", str(size), str(folder)], environment)
    return _child(["measure", str(size), str(folder), str(QUESTIONS)], environment)


def _child(arguments: list[str], environment: Mapping[str, str]) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(_run(["-m", "eval.bench.child", *arguments], environment))
    return figures


def _seconds(arguments: list[str], environment: Mapping[str, str]) -> float:
    start = time.perf_counter()
    _run(arguments, environment)
    return time.perf_counter() - start


def _run(arguments: list[str], environment: Mapping[str, str]) -> str:
    """What a Python process prints. Raises InputError if it fails; what it said stands on standard error."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        command = " ".join(arguments)
        raise InputError(
            f"python {command} ended with status {done.returncode}",
            f"python {command} が終了コード {done.returncode} で終わりました",
        )
    return done.stdout


def sizes(text: str) -> list[int]:
    """The argument of --sizes: how many times as large, with commas between."""
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) for part in parts):
        raise argparse.ArgumentTypeError(f"no sizes: {text!r}; write 1,10,100")
    return sorted({int(part) for part in parts})


def writable(text: str) -> Path:
    """The argument of --json and --plot, checked before minutes of measuring."""
    path = Path(text)
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} cannot be written")
    return path
