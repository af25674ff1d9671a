"""Haystack as in its documentation of keyword retrieval: an in-memory store of split documents, ranked by BM25."""

from collections.abc import Sequence

from haystack import Document
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from .texts import AgreementText, Span


class Haystack:
    """A passage (a provision) a chunk. The default, 200 words between spaces, leaves a Japanese text nearly whole."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        """Splits and stores the texts."""
        splitter = DocumentSplitter(split_by="passage", split_length=1)
        documents = [Document(content=t.text, meta={"agreement": t.agreement}) for t in texts]
        store = InMemoryDocumentStore()
        store.write_documents(splitter.run(documents=documents)["documents"])
        self._retriever = InMemoryBM25Retriever(document_store=store)

    def search(self, query: str, k: int) -> list[Span]:
        """The provisions with the most telling words of the query; none if it shares no word with any."""
        found = self._retriever.run(query=query, top_k=k)["documents"]
        starts = [(d, d.meta["split_idx_start"]) for d in found]
        return [(d.meta["agreement"], start, start + len(d.content)) for d, start in starts]
