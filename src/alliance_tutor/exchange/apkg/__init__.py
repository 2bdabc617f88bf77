"""Anki's packages, .apkg and .colpkg: notes as cards and back, and the learner's reviews."""

from alliance_tutor.exchange.apkg.reading import read
from alliance_tutor.exchange.apkg.writing import write

__all__ = ["read", "write"]
