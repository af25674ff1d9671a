"""The bench: copies of a small library and what they cost to search, stages, the table, the plot, the command."""

import argparse
import json
import threading
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bot.chain import Bot
from bot.question import Question
from eval.bench import command
from eval.bench.grown import grown_index, grown_library
from eval.bench.plot import plot
from eval.bench.stages import BASELINE, STAGES, WHOLE, Stopwatch, latencies, spread, throughput
from eval.bench.table import table
from index.passages import passages
from index.search import SearchIndex
from ingest.errors import InputError
from ingest.library import Library

from . import index_corpus

# ---- copies


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("corpus")
    index_corpus.write_corpus(root)
    return index_corpus.load(root)


@pytest.fixture(scope="module")
def index(library: Library) -> SearchIndex:
    return SearchIndex.build(passages(library))


def test_a_library_three_times_as_large(library: Library) -> None:
    large = grown_library(library, 3)
    assert list(large.agreements) == ["furo", "kasa", "furo-2", "kasa-2", "furo-3", "kasa-3"]
    assert len(large.entries) == 3 * len(library.entries)
    assert large.entry("kasa-3/article-3/paragraph-1").ja.startswith("傘をなくした利用者は")
    texts = [e.en for e in large.entries.values() if e.en]
    assert len(set(texts)) == len(texts)
    assert grown_library(library, 1).entries == library.entries


def test_a_copy_is_not_named_by_a_question_about_the_original(edition_library: Library) -> None:
    originals, large = edition_library.agreements, grown_library(edition_library, 2).agreements
    for agreement in originals.values():
        for name in (*agreement.names, *agreement.companies, *agreement.products):
            asked = Question(f"{name}の料金は？")
            assert asked.agreements(large.values()) == asked.agreements(originals.values())


def test_the_index_of_a_copy_has_its_provisions_and_no_questions(library: Library, index: SearchIndex) -> None:
    stated = [p for p in passages(library) if p.context]
    large = grown_index(library, index, 3)
    assert len(large.locators) == len(index.locators) + 2 * len(stated)
    assert large.locators[: len(index.locators)] == index.locators
    assert large.locators[-1] == f"{stated[-1].locator.replace('/', '-3/', 1)}"
    # a vector for each language of each provision
    assert len(large.places["passages"]) == len(index.places["passages"]) + 2 * 2 * len(stated)
    assert set(large.groups) == {"furo", "kasa", "furo-2", "kasa-2", "furo-3", "kasa-3"}


def test_a_grown_index_is_searched_like_any(library: Library, index: SearchIndex, tmp_path: Path) -> None:
    grown_index(library, index, 3).save(tmp_path)
    large = SearchIndex.load(tmp_path)
    query = "傘をなくした"
    assert large.search(query, 1, ["kasa"])[0].locator == index.search(query, 1, ["kasa"])[0].locator
    assert {hit.locator.partition("/")[0] for hit in large.search(query, 5, ["kasa-2"])} == {"kasa-2"}
    assert Bot(grown_library(library, 3), large).ask(query, agreement="kasa-2").agreement == ("kasa-2",)


def test_vectors_of_copies_differ_and_are_near_the_original(library: Library, index: SearchIndex) -> None:
    large = grown_index(library, index, 3)
    texts = passages(library)[0].wordings
    vector = np.array(index.encoder.embed_documents(texts[:1])[0], dtype=np.float32)
    cosines = large.dense.scores(vector)
    first = np.array(large.places["passages"])
    locators = np.array(large.locators)[first]
    name = index.locators[0]
    own, second, third = (
        float(cosines[locators == name.replace("/", f"{copy}/", 1)].max()) for copy in ("", "-2", "-3")
    )
    assert own > 0.99
    assert 0.8 < second < 0.97
    assert 0.8 < third < 0.97
    assert second != third


# ---- stages


def test_a_stopwatch_counts_while_it_watches_and_leaves_no_trace() -> None:
    class Sleeper:
        def rest(self) -> str:
            return "rested"

    sleeper, watch = Sleeper(), Stopwatch()
    with watch.watching({"resting": (sleeper, "rest")}):
        assert sleeper.rest() == "rested"
        once = watch.seconds["resting"]
        sleeper.rest()
    assert 0 < once < watch.seconds["resting"]
    assert vars(sleeper) == {}
    total = watch.seconds["resting"]
    sleeper.rest()
    assert watch.seconds["resting"] == total


def test_the_stages_of_a_question_add_up_to_the_whole(library: Library, index: SearchIndex) -> None:
    asked = [("傘をなくしたら？", "kasa"), ("May I use soap in the tub?", None)]
    times = latencies(Bot(library, index), asked, budget=60)
    for n in range(len(asked)):
        assert all(times[stage][n] > 0 for stage in (*STAGES, BASELINE))
        assert sum(times[stage][n] for stage in STAGES) == pytest.approx(times[WHOLE][n])


def test_no_question_is_asked_after_the_budget(library: Library, index: SearchIndex) -> None:
    times = latencies(Bot(library, index), [("傘", "kasa")] * 5, budget=0)
    assert {len(seconds) for seconds in times.values()} == {1}


def test_median_and_95th_percentile_in_milliseconds() -> None:
    # of 21 values 0 … 20 s, the 11th and the 20th
    assert spread(range(21)) == {"median": 10_000.0, "p95": 19_000.0}


def test_each_question_is_asked_once_by_so_many_threads() -> None:
    met = threading.Barrier(2, timeout=10)  # two askers meet; one alone would wait for ever
    asked: list[tuple[str, str]] = []

    def ask(text: str, *, agreement: str) -> None:
        met.wait()
        asked.append((text, agreement))

    bot: Any = SimpleNamespace(ask=ask)
    assert throughput(bot, [(str(n), "cti") for n in range(4)], askers=2, budget=60) > 0
    assert sorted(asked) == [(str(n), "cti") for n in range(4)]


# ---- what is printed and drawn


def size(times: int, **fields: Any) -> dict[str, Any]:
    milliseconds = {name: {"median": 2.0 * times, "p95": 5.0 * times} for name in (*STAGES, BASELINE)}
    milliseconds[WHOLE] = {"median": 12.0 * times, "p95": 31.0 * times}
    return {
        "size": times,
        "source": "the reader's edition",
        "agreements": 5 * times,
        "provisions": 1000 * times,
        "passages": 3000 * times,
        "vectors": 4000 * times,
        "load_s": 0.5 * times,
        "asked": 200,
        "milliseconds": milliseconds,
        "ratio": {"median": 6.0, "p95": 6.2},
        "across": {"median": 40.0, "p95": 90.0, "asked": 50},
        "questions_per_second": {"1": 80.0, "2": 90.5, "8": 88.25},
        "peak_mb": 600.0 * times,
        **fields,
    }


FIGURES: dict[str, Any] = {
    "cores": 2,
    "load_average": 0.25,
    "build_s": 50.0,
    "copy_s": 30.0,
    "ask_s": {"ja": 2.25, "en": 2.5},
    "start": {"import": 0.75, "load": 1.0},
    "sizes": [size(1), size(10, across=None)],
    "skipped": ["× 1000 is left out"],
}


def test_the_table() -> None:
    lines = table(FIGURES).splitlines()
    assert lines[0].endswith("citing the reader's edition.")
    assert "| `python -m bot ask`, index stored, Japanese question (median) | 2.25 |" in lines
    assert "| corpus | × 1 | × 10 |" in lines
    assert "| provisions | 1,000 | 10,000 |" in lines
    assert "| build the index, s | 50 | ≈ 320 |" in lines  # 50 + 9 copies of 30
    assert "| **whole, ms** (goal at × 1: ≤ 25 / ≤ 60) | **12.0 / 31.0** | **120.0 / 310.0** |" in lines
    assert "| no agreement selected, ms | 40.0 / 90.0 (n = 50) | left out |" in lines
    assert "| questions a second, 8 at once | 88.2 | 88.2 |" in lines
    assert lines[-1] == "× 1000 is left out"
    rows = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in rows} == {3, 4}


def test_the_plot_is_an_image_with_every_figure() -> None:
    root = ET.fromstring(plot([size(1), size(10)]))  # noqa: S314
    ns = "{http://www.w3.org/2000/svg}"
    texts = [text.text for text in root.iter(f"{ns}text")]
    assert {*STAGES, WHOLE, BASELINE} <= set(texts)
    assert "12.0 / 31.0" in texts
    assert {"31", "310", "600", "6,000"} <= set(texts)
    lines = [line.get("points", "").split() for line in root.iter(f"{ns}polyline")]
    assert [len(points) for points in lines] == [2, 2, 2, 2]  # three of latency, one of memory
    # 1,000 and 10,000 provisions are the ends of the axis
    assert [float(point.partition(",")[0]) for point in lines[0]] == [0, 360]


def test_a_plot_of_nothing_and_of_one_size() -> None:
    assert len(list(ET.fromstring(plot([])).iter())) == 3  # noqa: S314
    ET.fromstring(plot([size(1)]))  # noqa: S314


# ---- the command


def test_each_measurement_is_a_process_and_what_does_not_fit_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []

    def run(arguments: list[str], environment: dict[str, str]) -> str:
        ran.append(arguments[2:4])
        assert environment["YAKKAN_DATA"]  # the user's own index stays as it is
        match arguments[2:]:
            case ["measure", times, folder, "200"]:
                assert times == "1" or Path(folder).is_dir()
                return json.dumps(size(int(times)))
            case ["start"]:
                return '{"import": 0.5, "load": 1}'
        return '{"seconds": 3}'

    monkeypatch.setattr(command, "_run", run)
    out, drawn = tmp_path / "bench.json", tmp_path / "bench.svg"
    args = argparse.Namespace(sizes=[1, 10, 1_000_000], json=out, plot=drawn)
    assert command.bench_command(args) == 0
    assert [call for call in ran if call[0] in ("grow", "measure")] == [
        ["measure", "1"],
        ["grow", "10"],
        ["measure", "10"],
    ]
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert [s["size"] for s in figures["sizes"]] == [1, 10]
    assert figures["skipped"][0].startswith("× 1000000 is left out: it takes about 17000 GB")
    assert drawn.read_text(encoding="utf-8").startswith("<svg")
    assert "| corpus | × 1 | × 10 |" in capsys.readouterr().out


def test_what_fits_into_four_fifths_of_memory_is_measured() -> None:
    assert command.too_large(100, 8 * 10**9) == ""  # 1.7 of 8 GB
    assert command.too_large(1000, 20 * 10**9) == "× 1000 is left out: it takes about 17 GB, and this machine has 20 GB"


def test_a_measurement_that_fails_is_one_line() -> None:
    with pytest.raises(InputError, match=r"python -m eval\.bench\.child nonsense ended with status 1"):
        command._child(["nonsense"], {})


def test_sizes_are_numbers_in_order() -> None:
    assert command.sizes("100,1,10,1") == [1, 10, 100]
    for wrong in ("", "0", "1,,2", "x", "-1"):
        with pytest.raises(argparse.ArgumentTypeError, match="no sizes"):
            command.sizes(wrong)


def test_a_file_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    assert command.writable(str(tmp_path / "new.json")) == tmp_path / "new.json"
    for wrong in (tmp_path, tmp_path / "missing" / "new.json"):
        with pytest.raises(argparse.ArgumentTypeError, match="cannot be written"):
            command.writable(str(wrong))
