"""The store: read if intact, else built anew; whole or not at all; several processes; nowhere to write."""

import builtins
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import store
from index.search import Hit, SearchIndex
from index.store import MANIFEST, describe, open_index
from ingest.library import PROJECT, Library

from .index_corpus import load, write_corpus

QUERY = "傘の料金を払う"


class Builds:
    """Counts how often an index was built."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        build = SearchIndex.build

        def counted(*arguments: object) -> SearchIndex:
            self.count += 1
            return build(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(SearchIndex, "build", counted)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Builds:
    return Builds(monkeypatch)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_corpus(tmp_path)
    return load(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


def versions(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir())


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_built_once_then_read(library: Library, folder: Path, builds: Builds) -> None:
    first = open_index(library, folder).search(QUERY, 50)
    second = open_index(library, folder).search(QUERY, 50)
    assert builds.count == 1
    assert first == second != []
    assert len(versions(folder)) == 1


def test_the_default_folder_is_in_the_data_folder(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YAKKAN_DATA", str(tmp_path / "elsewhere"))
    open_index(library)
    assert len(versions(tmp_path / "elsewhere" / "index")) == 1


def test_describe_says_what_is_stored(library: Library, folder: Path) -> None:
    assert describe(library, folder) is None
    open_index(library, folder)
    manifest = describe(library, folder)
    assert manifest is not None
    assert manifest["inputs"]["library"] == library.fingerprint
    assert manifest["counts"] == {"passages": 9, "questions": 2, "provisions": 7, "agreements": {"furo": 2, "kasa": 5}}
    assert (
        manifest["bytes"]
        == sum(p.stat().st_size for p in files(folder)) - (Path(manifest["folder"]) / MANIFEST).stat().st_size
    )


def _edition(root: Path) -> None:
    path = root / "corpus" / "kasa" / "ja.md"
    path.write_text(path.read_text(encoding="utf-8").replace("14日", "15日"), encoding="utf-8")


def _questions(root: Path) -> None:
    path = root / "corpus" / "furo" / "questions.jsonl"
    path.write_text('{"locator": "furo/article-1/paragraph-1", "ja": ["いくら？"], "en": []}\n', encoding="utf-8")


def _title(root: Path) -> None:
    path = root / "corpus" / "furo" / "agreement.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Bath house", "Sauna"), encoding="utf-8")


def _official(root: Path) -> None:
    (root / "official" / "furo.txt").write_text(
        "銭湯利用規約\n第1条（入浴料）\n金五百二十円とする。\n第2条（禁止）\n石けんを禁ずる。\n", encoding="utf-8"
    )


@pytest.mark.parametrize("change", [_edition, _questions, _title, _official])
def test_changed_inputs_build_a_new_version_and_remove_the_old(
    tmp_path: Path, library: Library, folder: Path, builds: Builds, change: Callable[[Path], None]
) -> None:
    open_index(library, folder)
    before = versions(folder)
    change(tmp_path)
    open_index(load(tmp_path), folder)
    assert builds.count == 2
    assert len(versions(folder)) == 1
    assert versions(folder) != before


@pytest.mark.parametrize("change", [("FORMAT", 999), ("package_version", lambda name: "0.0")])
def test_another_format_or_tokenizer_builds_anew(
    library: Library, folder: Path, builds: Builds, monkeypatch: pytest.MonkeyPatch, change: tuple[str, object]
) -> None:
    open_index(library, folder)
    monkeypatch.setattr(store, *change)
    open_index(library, folder)
    assert builds.count == 2


def _damaged(library: Library, folder: Path, builds: Builds, expected: list[Hit]) -> None:
    """Whatever was done to the store is noticed, mended, and not answered from."""
    assert describe(library, folder) is None
    assert open_index(library, folder).search(QUERY, 50) == expected
    assert builds.count == 2
    assert describe(library, folder) is not None
    assert open_index(library, folder).search(QUERY, 50) == expected
    assert builds.count == 2


def test_one_flipped_bit_in_any_file_is_noticed(library: Library, folder: Path, builds: Builds) -> None:
    expected = open_index(library, folder).search(QUERY, 50)
    names = [path.name for path in files(folder) if path.name != MANIFEST]
    assert len(names) > 5
    for path in (path for path in files(folder) if path.name != MANIFEST):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        builds.count = 1
        _damaged(library, folder, builds, expected)


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("name", [MANIFEST, "vectors.npy", "space.npz", "places.json"])
def test_a_truncated_file_is_noticed(library: Library, folder: Path, builds: Builds, name: str, keep: float) -> None:
    expected = open_index(library, folder).search(QUERY, 50)
    path = versions(folder)[0] / name
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    _damaged(library, folder, builds, expected)


@pytest.mark.parametrize("manifest", ["{}", "[]", "null", '{"inputs": 1, "files": {}}', "\x00"])
def test_a_manifest_of_another_form_is_noticed(library: Library, folder: Path, builds: Builds, manifest: str) -> None:
    expected = open_index(library, folder).search(QUERY, 50)
    (versions(folder)[0] / MANIFEST).write_text(manifest, encoding="utf-8")
    _damaged(library, folder, builds, expected)


@pytest.mark.parametrize("name", [MANIFEST, "vectors.npy", "vocabulary.json"])
def test_a_missing_file_is_noticed(library: Library, folder: Path, builds: Builds, name: str) -> None:
    expected = open_index(library, folder).search(QUERY, 50)
    (versions(folder)[0] / name).unlink()
    _damaged(library, folder, builds, expected)


def test_a_build_that_is_broken_off_leaves_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: SearchIndex, place: Path) -> None:
        (place / "places.json").write_text("[", encoding="utf-8")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SearchIndex, "save", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_index(library, folder)
    assert versions(folder) == []
    assert open_index(library, folder).search(QUERY)


def test_the_manifest_comes_last_and_the_folder_appears_whole(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []
    rename = os.rename

    def watched(source: Path, target: Path) -> None:
        seen.append(((Path(source) / MANIFEST).exists(), Path(target).exists()))
        rename(source, target)

    monkeypatch.setattr(store.os, "rename", watched)
    open_index(library, folder)
    assert seen == [(True, False)]


def test_folders_of_killed_builds_are_removed_and_running_ones_kept(library: Library, folder: Path) -> None:
    for name in (".building-killed", ".building-running", "0123456789abcdef", "notes"):
        (folder / name).mkdir(parents=True)
        (folder / name / "half").write_text("x", encoding="utf-8")
    long_ago = time.time() - 2 * store.STALE_SECONDS
    os.utime(folder / ".building-killed", (long_ago, long_ago))
    open_index(library, folder)
    assert {p.name for p in versions(folder)} >= {".building-running", "notes"}
    assert not (folder / ".building-killed").exists()
    assert not (folder / "0123456789abcdef").exists()


def test_the_second_of_two_equal_builds_gives_way(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save = SearchIndex.save

    def overtaken(self: SearchIndex, place: Path) -> None:
        save(self, place)
        monkeypatch.setattr(SearchIndex, "save", save)
        open_index(library, folder)  # another process builds the same meanwhile

    monkeypatch.setattr(SearchIndex, "save", overtaken)
    index = open_index(library, folder)
    assert index.search(QUERY)
    assert len(versions(folder)) == 1
    assert describe(library, folder) is not None
    assert capsys.readouterr().err == ""


SCRIPT = """
import sys
from pathlib import Path
from index.store import open_index
from tests.index_corpus import load
root = Path(sys.argv[1])
print([(h.locator, round(h.score, 4)) for h in open_index(load(root), root / "data" / "index").search(sys.argv[2], 50)])
"""


def run(root: Path, script: str = SCRIPT) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", script, str(root), QUERY]
    return subprocess.Popen(arguments, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_that_open_at_once(tmp_path: Path, library: Library, folder: Path) -> None:
    results = [(process, *process.communicate()) for process in [run(tmp_path) for _ in range(3)]]
    assert [(process.returncode, err) for process, _, err in results] == [(0, "")] * 3
    outputs = {out for _, out, _ in results}
    assert len(outputs) == 1
    assert "kasa/article-1/paragraph-1" in outputs.pop()
    assert len(versions(folder)) == 1
    assert describe(library, folder) is not None


def test_a_built_store_is_queried_without_torch_and_sklearn(tmp_path: Path, library: Library, folder: Path) -> None:
    open_index(library, folder)
    script = SCRIPT + "\nprint([name for name in ('torch', 'sklearn', 'sentence_transformers') if name in sys.modules])"
    out, err = run(tmp_path, script).communicate()
    assert err == ""
    assert out.splitlines()[-1] == "[]"


def test_an_unwritable_folder_is_said_in_one_line(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    index = open_index(library, tmp_path / "file" / "index")
    assert index.search(QUERY)
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "memory" in err
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    open_index(library, tmp_path / "file" / "index")
    assert "メモリー" in capsys.readouterr().err


def test_a_full_disk_is_said_in_one_line(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: SearchIndex, place: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SearchIndex, "save", full)
    assert open_index(library, folder).search(QUERY)
    assert capsys.readouterr().err.count("\n") == 1
    assert versions(folder) == []


class Bomb:
    """What a pickle could do."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return exec, ("import builtins; builtins.bomb = True",)


@pytest.mark.parametrize("suffix", [".npy", ".npz"])
def test_a_pickle_put_into_the_store_is_never_run(library: Library, folder: Path, builds: Builds, suffix: str) -> None:
    expected = open_index(library, folder).search(QUERY, 50)
    place = versions(folder)[0]
    manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    bomb = np.array([Bomb()], dtype=object)
    for path in (path for path in files(place) if path.suffix == suffix):
        if suffix == ".npy":
            np.save(path, bomb, allow_pickle=True)
        else:
            np.savez(path, idf=bomb, components=bomb)
        manifest["files"][path.relative_to(place).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    (place / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert describe(library, folder) is not None  # the hashes do not tell
    assert open_index(library, folder).search(QUERY, 50) == expected
    assert builds.count == 2
    assert not hasattr(builtins, "bomb")
