"""The desk: a question on the left, the provision that answers it on the right."""

from .page import LOOK, build

__all__ = ["LOOK", "build"]
