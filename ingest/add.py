"""Taking in an agreement of one's own: any text of articles, paragraphs and items."""

import json
import shutil
import tempfile
from pathlib import Path

from . import sources
from .errors import InputError
from .layout import Layout
from .library import Library, data_folder
from .locator import is_slug
from .normalise import flow, squeeze
from .outline import outline
from .provisions import Document


def add(path: Path, agreement: str, library: Library, *, title: str = "", data: Path | None = None) -> Document:
    """Parses `path` and keeps its text under the id `agreement`; the library has it from the next load on.

    Raises InputError for an id that is malformed or taken, an unusable file, or a text without articles. Nothing is
    written then; what is written appears at once and whole.
    """
    home = (data or data_folder()) / "added"
    if not is_slug(agreement):
        raise InputError(
            f"--id {agreement!r}: use lower-case letters, digits and hyphens, such as my-terms",
            f"--id {agreement!r}: 英小文字・数字・ハイフンで書いてください（例: my-terms）",
        )
    if agreement in library.agreements or (home / agreement).exists():
        raise InputError(
            f"there is an agreement {agreement!r} already; choose another --id",
            f"「{agreement}」は既にあります。別の --id にしてください",
        )
    raw = sources.read(path)
    document = outline(raw, str(path), agreement, Layout())
    if not any("/article-" in locator and p.text for locator, p in document.provisions.items()):
        raise InputError(
            f"{path}: no articles (第1条 …) were found; only agreements built of articles can be added",
            f"{path}: 条文（第1条 …）が見つかりません。条でできた規約だけを追加できます",
        )
    title = title or _title(document) or agreement
    home.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{agreement}-", dir=home))
    try:
        (draft / "official.txt").write_text(raw, encoding="utf-8")
        quoted = json.dumps(title, ensure_ascii=False)  # a JSON string is a TOML string
        (draft / "agreement.toml").write_text(
            f'id = "{agreement}"\ntitle = {{ ja = {quoted}, en = {quoted} }}\nnames = ["{agreement}", {quoted}]\n',
            encoding="utf-8",
        )
        draft.rename(home / agreement)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return document


def _title(document: Document) -> str:
    """The longest line of the title page that stands before everything else and is no date or number."""
    pages = [s for s in document.segments if s.kind == "title page"]
    lines = [flow(document.raw, [(s.start, s.end)]).strip().text for s in pages]
    return max((line for line in lines if not squeeze(line).isdecimal()), key=len, default="")[:80]
