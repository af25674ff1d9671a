"""The index as a LangChain retriever."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import SearchIndex
from ingest.library import Library


class ProvisionRetriever(BaseRetriever):
    """Provisions that a query is about, best first: one document each, with its `locator` and `score` as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    index: SearchIndex
    k: int = 10
    agreements: tuple[str, ...] = ()  # () is all of them
    before: str = ""  # what a follow-up goes on from, which counts `weight` as much as the query
    weight: float = 0.0

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        hits = self.index.search(query, self.k, self.agreements or None, before=self.before, weight=self.weight)
        return [
            Document(
                page_content=self._text(hit.locator),
                metadata={"locator": hit.locator, "score": hit.score},
            )
            for hit in hits
        ]

    def _text(self, locator: str) -> str:
        if silence := self.library.silences.get(locator):
            return silence.ja
        return self.library.official(locator) or self.library.edition(locator, "ja") or ""
