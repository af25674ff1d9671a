"""What proves it: of the edition against the official texts, and of the answers against question sets."""
