"""From a file to raw text: PDF by its text layer, text in the encodings that Japanese files come in."""

from pathlib import Path

from charset_normalizer import from_bytes
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from .errors import InputError

SUFFIXES = (".pdf", ".txt", ".md")
ENCODINGS = ["utf_8", "cp932", "euc_jp", "iso2022_jp", "utf_16"]


def read(path: Path) -> str:
    """The raw text of a file; pages of a PDF are divided by form feeds.

    Raises InputError: missing, unreadable, empty, encrypted, scanned, truncated, or in an unknown encoding.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            f"{path}: no such file; check the path", f"{path}: ファイルがありません。パスを確かめてください"
        ) from None
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise InputError(
            f"{path}: cannot be read ({reason}); check its permissions",
            f"{path}: 読めません（{reason}）。権限を確かめてください",
        ) from None
    if not data.strip():
        raise InputError(f"{path}: the file is empty", f"{path}: ファイルが空です")
    text = _read_pdf(path) if data[:1024].lstrip().startswith(b"%PDF-") else _decode(path, data)
    if not text.strip():
        raise InputError(f"{path}: the file holds no text", f"{path}: 文字がありません")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_pdf(path: Path) -> str:
    broken = InputError(
        f"{path}: the PDF is damaged or cut short; fetch it again",
        f"{path}: PDFが壊れているか途中で切れています。取り直してください",
    )
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                f"{path}: the PDF is encrypted; save a copy without a password",
                f"{path}: PDFが暗号化されています。パスワードなしで保存し直してください",
            )
        pages = [page.extract_text() for page in reader.pages]
        images = any(page.images for page in reader.pages) if not any(map(str.strip, pages)) else False
    except InputError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        AssertionError,
    ):
        raise broken from None
    if not pages:
        raise broken
    if not any(page.strip() for page in pages):
        what = "a scan" if images else "a PDF"
        raise InputError(
            f"{path}: {what} without a text layer; run OCR on it first",
            f"{path}: 文字情報のないPDF（スキャンなど）です。先にOCRにかけてください",
        )
    return "\n\f".join(page.rstrip("\n") for page in pages)


def _decode(path: Path, data: bytes) -> str:
    undecodable = InputError(
        f"{path}: neither PDF nor text in UTF-8, Shift_JIS or EUC-JP; save it as UTF-8",
        f"{path}: PDFでも、UTF-8・Shift_JIS・EUC-JPの文字列でもありません。UTF-8で保存し直してください",
    )
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise undecodable
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    best = from_bytes(data, cp_isolation=ENCODINGS, threshold=0.35).best()
    if best is None:
        raise undecodable
    text = str(best)
    readable = sum(
        "\u3040" <= c <= "\u30ff"
        or "\u4e00" <= c <= "\u9fff"
        or c.isascii()
        or "\uff00" <= c <= "\uffef"
        or "\u2000" <= c <= "\u303f"
        for c in text
    )
    if readable < 0.9 * len(text):
        raise undecodable
    return text
