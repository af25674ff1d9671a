"""Links to provisions: real links (`?clause=…`), which the page's script opens in the panel without a reload."""

from html import escape
from urllib.parse import urlencode


def link(locator: str, language: str, inner: str, *, style: str = "", quote: str = "", text: str = "") -> str:
    """A link to a locator, "" for the list of agreements. `inner` is HTML; `quote` is what to mark, in which `text`."""
    query = urlencode({"clause": locator, "lang": language}, safe="/")
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in (("quote", quote), ("text", text)) if value)
    return f'<a class="{style}" href="?{escape(query)}" data-locator="{escape(locator)}"{data}>{inner}</a>'
