"""Files: what is read, and what is refused with one clear line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from ingest import sources
from ingest.errors import InputError
from ingest.layout import Layout
from ingest.library import Library
from ingest.outline import outline

from .conftest import REAL, needs_official_texts

TEXT = "貸会議室利用規約\n第1条（目的）\n当社は会議室を貸します。\n2 利用者は、前もって申し込み、料金を払います。\n"
pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


def typeset(text: str, path: Path, lines_a_page: int = 45) -> Path:
    """A PDF of a text, line by line, in a Japanese font."""
    page = canvas.Canvas(str(path))
    for number, line in enumerate(text.split("\n")):
        if number % lines_a_page == 0:
            if number:
                page.showPage()
            page.setFont("HeiseiMin-W3", 9)
        page.drawString(40, 800 - 15 * (number % lines_a_page), line)
    page.save()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_text_is_read_in_the_encodings_that_japanese_files_come_in(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "規約.txt"
    path.write_bytes((TEXT * 3).encode(encoding))
    assert sources.read(path) == TEXT * 3


def test_line_ends_of_windows_are_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert sources.read(path) == TEXT


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    document = outline(sources.read(typeset(TEXT, tmp_path / "a.pdf")), "a.pdf", "sample", Layout())
    assert document.provisions["sample/article-1/paragraph-1"].text == "当社は会議室を貸します。"


def encrypted(path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(typeset(TEXT, path)))
    writer.encrypt("secret")
    writer.write(path)


def scanned(path: Path) -> None:
    page = canvas.Canvas(str(path))
    page.rect(10, 10, 100, 100, fill=1)
    page.save()


def truncated(path: Path) -> None:
    path.write_bytes(typeset(TEXT * 40, path).read_bytes()[:900])


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "no such file"),
    "a folder": (lambda path: path.mkdir(), "cannot be read"),
    "empty": (lambda path: path.write_bytes(b""), "empty"),
    "blank": (lambda path: path.write_text(" \n\n"), "empty"),
    "encrypted": (encrypted, "encrypted"),
    "scanned": (scanned, "text layer"),
    "truncated": (truncated, "damaged"),
    "undecodable": (lambda path: path.write_bytes(bytes(range(128, 256)) * 8), "UTF-8"),
    "binary": (lambda path: path.write_bytes(b"\x7fELF\0\0\1\2\3" * 50), "UTF-8"),
}


@pytest.mark.parametrize(("make", "says"), BROKEN.values(), ids=BROKEN)
def test_unusable_files_are_refused_with_one_line(make: Callable[[Path], object], says: str, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    make(path)
    with pytest.raises(InputError) as refused:
        sources.read(path)
    for language in ("ja", "en"):
        assert "\n" not in refused.value.message(language)
        assert "file.pdf" in refused.value.message(language)
    assert says in refused.value.en


@needs_official_texts
@pytest.mark.parametrize("agreement", REAL)
def test_a_pdf_of_an_agreement_gives_the_same_provisions_as_its_text(
    agreement: str, official_library: Library, layouts: dict[str, Layout], tmp_path: Path
) -> None:
    document = official_library.documents[agreement]
    raw = sources.read(typeset(document.raw, tmp_path / "any name.pdf"))
    again = outline(raw, "pdf", agreement, layouts[agreement])
    assert "".join(raw[s.start : s.end] for s in again.segments) == raw

    def squeezed(text: str) -> str:
        return "".join(text.split())

    expected = {k: (p.caption, squeezed(p.text)) for k, p in document.provisions.items()}
    assert {k: (p.caption, squeezed(p.text)) for k, p in again.provisions.items()} == expected


@needs_official_texts
def test_agreements_are_recognised_by_content_whatever_the_file_is_called(
    official_library: Library, tmp_path: Path
) -> None:
    names = dict(zip(REAL, ("zoom.txt", "1.txt", "規約.txt", "nework.txt", "x.txt"), strict=True))
    for agreement, name in names.items():
        (tmp_path / name).write_text(official_library.documents[agreement].raw, encoding="cp932", errors="ignore")
    library = Library.load(official=tmp_path, data=tmp_path)
    assert {a: Path(d.source).name for a, d in library.documents.items()} == names
    assert library.problems == ()
