"""`python -m index`, and how every command line here fails."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.__main__ import main
from ingest import library
from ingest.command import Parser, run
from ingest.errors import InputError
from ingest.library import PROJECT
from ingest.locator import LocatorError

from .index_corpus import write_corpus

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs `python -m index …` on the invented agreements; (exit status, standard output, standard error)."""
    write_corpus(tmp_path)
    monkeypatch.setattr(library, "corpus_folder", lambda: tmp_path / "corpus")
    monkeypatch.setenv("AGREEMENTS_DIR", str(tmp_path / "official"))
    monkeypatch.setenv("YAKKAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["index", *arguments])
        with pytest.raises(SystemExit) as ended:
            run(main)
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


def test_build_then_info(cli: Cli) -> None:
    status, out, err = cli("info")
    assert (status, out) == (2, "")
    assert "python -m index build" in err
    assert err.count("\n") == 1
    status, out, err = cli("build")
    assert (status, err) == (0, "")
    assert "kasa 5" in out
    assert cli("info") == (0, out, "")


def test_a_build_that_cannot_be_stored_is_one_line_and_status_2(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YAKKAN_DATA", str(tmp_path / "corpus" / "kasa" / "ja.md"))
    status, out, err = cli("build")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_info_as_json(cli: Cli) -> None:
    cli("build")
    status, out, _ = cli("info", "--json")
    info = json.loads(out)
    assert status == 0
    assert info["counts"]["questions"] == 2
    assert info["bytes"] > 0
    assert "fugashi" in info["inputs"]["packages"]


def test_search(cli: Cli) -> None:
    status, out, err = cli("search", "傘をなくした", "-k", "2")
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 2
    assert "kasa/article-3/paragraph-1" in out.splitlines()[0]
    assert "Article 3, paragraph (1)" in out.splitlines()[0]


def test_search_as_json(cli: Cli) -> None:
    hits = json.loads(cli("search", "円 yen", "--agreement", "furo", "--json")[1])
    assert {hit["locator"].split("/")[0] for hit in hits} == {"furo"}
    assert set(hits[0]) == {"locator", "score", "lexical", "dense"}


def test_search_that_finds_nothing(cli: Cli) -> None:
    assert cli("search", "zxqwv", "--json") == (0, "[]\n", "")
    status, out, err = cli("search", "zxqwv")
    assert (status, out, err.count("\n")) == (0, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dig"],
        ["search"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "many"],
        ["search", "x", "--agreement", "onsen"],
        ["build", "--fast"],
    ],
)
@pytest.mark.parametrize("locale", ["C.UTF-8", "ja_JP.UTF-8"])
def test_unusable_arguments_are_one_line_and_status_2(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: list[str], locale: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    status, out, err = cli(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert ("規約" in err or "引数" in err) == (locale == "ja_JP.UTF-8")


def raising(error: BaseException) -> Callable[[], int]:
    def fail() -> int:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status", "english", "japanese"),
    [
        (InputError("no such\nfile", "ありません"), 2, "no such file\n", "ありません\n"),
        (LocatorError("nothing at x"), 2, "nothing at x\n", "所在が正しくありません: nothing at x\n"),
        (KeyboardInterrupt(), 130, "", ""),
    ],
)
def test_run(error: BaseException, status: int, english: str, japanese: str, request: pytest.FixtureRequest) -> None:
    capsys, monkeypatch = request.getfixturevalue("capsys"), request.getfixturevalue("monkeypatch")
    for locale, line in (("C", english), ("ja_JP.UTF-8", japanese)):
        monkeypatch.setenv("LC_ALL", locale)
        with pytest.raises(SystemExit) as ended:
            run(raising(error))
        assert ended.value.code == status
        assert capsys.readouterr().err == line


def test_a_closed_pipe_is_quiet() -> None:
    script = "from ingest.command import run\nrun(lambda: [print('x' * 100) for _ in range(10000)] and 0)"
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_subparsers_speak_alike(capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="tool")
    parser.add_subparsers().add_parser("go").add_argument("where")
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["go"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("tool go: ")
