"""From provisions to a searchable index: passages, tokens, vectors, BM25 and FAISS, and the store on disk."""
