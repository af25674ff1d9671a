"""Yakkan's own Bot. Its places are the articles that it cites, then those of its further passages; none if it refuses."""

from collections.abc import Sequence
from functools import cache

from bot.chain import Bot
from ingest.locator import unit

from .texts import AgreementText, Span

_bot = cache(Bot.load)  # one index serves all agreements


class Yakkan:
    """The whole way of a question, with composing the answer and verifying it."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        """Builds the index of the whole library, the first time."""
        self._agreement = texts[0].agreement
        self._places = {locator: (t.agreement, start, end) for t in texts for locator, start, end in t.articles}
        _bot()

    def search(self, query: str, k: int) -> list[Span]:
        """The articles of the answer."""
        answer = _bot().ask(query, agreement=self._agreement)
        if answer.kind == "no-answer":
            return []
        found = [*(c.locator for c in answer.citations), *(p.locator for p in answer.passages)]
        articles = dict.fromkeys(map(unit, found))
        return [self._places[article] for article in articles if article in self._places][:k]
