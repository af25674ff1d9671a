"""What is known of an agreement beside its text: corpus/<agreement>/agreement.toml."""

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .layout import Layout
from .normalise import squeeze


@dataclass(frozen=True)
class Agreement:
    """One agreement: `title`, `short` and `provider` by language ("ja", "en"); `names` that people call its
    service by and `companies` its provider; `products` of others that it resells are also words of its text.

    `recognise` are squeezed strings of which one stands at the head of its official text.
    """

    id: str
    title: dict[str, str]
    short: dict[str, str]
    provider: dict[str, str]
    names: tuple[str, ...]
    companies: tuple[str, ...]
    products: tuple[str, ...]
    recognise: tuple[str, ...]
    url: str
    version: str
    in_force: tuple[datetime.date, ...]
    incorporates: tuple[str, ...]
    official_hash: str
    layout: Layout
    folder: Path

    @classmethod
    def read(cls, folder: Path) -> "Agreement":
        """From `folder`/agreement.toml."""
        data = tomllib.loads((folder / "agreement.toml").read_text(encoding="utf-8"))
        title = data["title"]
        return cls(
            id=data["id"],
            title=title,
            short=data.get("short", title),
            provider=data.get("provider", {"ja": "", "en": ""}),
            names=tuple(data.get("names", [])),
            companies=tuple(data.get("companies", [])),
            products=tuple(data.get("products", [])),
            recognise=tuple(squeeze(text) for text in data.get("recognise", [])),
            url=data.get("url", ""),
            version=data.get("version", ""),
            in_force=tuple(data.get("in_force", [])),
            incorporates=tuple(data.get("incorporates", [])),
            official_hash=data.get("official_hash", ""),
            layout=Layout.read(data),
            folder=folder,
        )


def recognise(text: str, agreements: list[Agreement]) -> Agreement | None:
    """The agreement that a raw text is: the one of whose titles one stands first in its first 3,000 characters."""
    head = squeeze(text[:6000])[:3000]
    places = [(head.find(mark), -len(mark), a.id, a) for a in agreements for mark in a.recognise if mark in head]
    return min(places, key=lambda p: p[:3])[3] if places else None
