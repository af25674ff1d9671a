"""python -m ingest, as its users type it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.library import PROJECT

TERMS = """貸会議室利用規約

第一条（目的）
　当社は会議室を貸します。
第二条（料金）
　利用者は、次の料金を払います。
一　基本料金　一時間二千円
二　延長料金
２　前項の料金は、返しません。
附則
この規約は、令和七年四月一日から実施します。
"""


@pytest.fixture
def ingest(tmp_path: Path) -> Any:
    def call(*args: str, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {
            "YAKKAN_DATA": str(tmp_path / "data"),
            "AGREEMENTS_DIR": str(tmp_path / "none"),
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *args],
            cwd=PROJECT, env={**os.environ, **settings, **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


def test_an_agreement_of_ones_own_goes_in_and_is_outlined(ingest: Any, tmp_path: Path) -> None:
    file = tmp_path / "rooms.txt"
    file.write_text(TERMS, encoding="cp932")
    ingest("add", str(file), "--id", "rooms")
    rows = json.loads(ingest("outline", "rooms", "--json").stdout)
    assert [row["locator"] for row in rows] == [
        "rooms/article-1", "rooms/article-1/paragraph-1", "rooms/article-2", "rooms/article-2/paragraph-1",
        "rooms/article-2/paragraph-1/item-1", "rooms/article-2/paragraph-1/item-2", "rooms/article-2/paragraph-2", "rooms/suppl-1",
    ]  # fmt: skip
    by_locator = {row["locator"]: row for row in rows}
    assert by_locator["rooms/article-2"]["caption"] == "料金"
    assert "基本料金" in by_locator["rooms/article-2/paragraph-1"]["official"]
    assert by_locator["rooms/article-1"]["ja"] is None


def test_show_gives_the_lead_in_and_the_references(ingest: Any, tmp_path: Path) -> None:
    (tmp_path / "rooms.txt").write_text(TERMS, encoding="utf-8")
    ingest("add", str(tmp_path / "rooms.txt"), "--id", "rooms")
    item = json.loads(ingest("show", "rooms/article-2/paragraph-1/item-1", "--json").stdout)
    assert item["label"] == {"ja": "第2条第1項第1号", "en": "Article 2, paragraph (1), item (1)"}
    assert "次の料金" in item["lead_in"][-1]["official"]
    shown = json.loads(ingest("show", "rooms/article-2/paragraph-2", "--json").stdout)
    assert shown["references"][0]["targets"] == ["rooms/article-2/paragraph-1"]
    assert "料金" in ingest("show", "rooms/article-2").stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("add", "missing.txt", "--id", "a"), "no such file"),
        (("add", "README.md", "--id", "Not A Slug"), "lower-case"),
        (("add", "pyproject.toml", "--id", "toml"), "no articles"),
        (("add", "pyproject.toml", "--id", "cti"), "already"),
        (("outline", "nowhere"), "no agreement"),
        (("show", "cti/article-999"), "nothing stands"),
        (("show", "cti/artikel-1"), "no locator"),
        (("outline",), "required"),
        (("frobnicate",), "invalid choice"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    args: tuple[str, ...], says: str, ingest: Any, tmp_path: Path
) -> None:
    error = ingest(*args, status=2).stderr
    assert says in error
    assert len(error.strip().splitlines()) == 1
    assert not list((tmp_path / "data").rglob("official.txt"))


def test_an_error_is_said_in_the_users_language(ingest: Any) -> None:
    assert "ありません" in ingest("add", "missing.txt", "--id", "a", status=2, LC_ALL="ja_JP.UTF-8").stderr


def test_an_id_that_exists_is_refused_and_what_is_there_stays(ingest: Any, tmp_path: Path) -> None:
    (tmp_path / "rooms.txt").write_text(TERMS, encoding="utf-8")
    ingest("add", str(tmp_path / "rooms.txt"), "--id", "rooms")
    kept = (tmp_path / "data" / "added" / "rooms" / "official.txt").read_text(encoding="utf-8")
    (tmp_path / "rooms.txt").write_text(TERMS.replace("二千円", "三千円"), encoding="utf-8")
    assert "already" in ingest("add", str(tmp_path / "rooms.txt"), "--id", "rooms", status=2).stderr
    assert (tmp_path / "data" / "added" / "rooms" / "official.txt").read_text(encoding="utf-8") == kept


def test_check_lists_problems_as_source_locator_message(ingest: Any, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "letter.txt").write_text("拝啓 皆様お元気ですか。", encoding="utf-8")
    found = json.loads(ingest("check", "--json").stdout)
    assert any(p["source"].endswith("letter.txt") and "not recognised" in p["message"] for p in found)
    assert all(set(p) == {"source", "locator", "message"} for p in found)
