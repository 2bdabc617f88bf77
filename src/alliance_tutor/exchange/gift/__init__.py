"""GIFT, Moodle's plain-text format: what Moodle's own reader accepts, and what it reads as it was written."""

from alliance_tutor.exchange.gift.reading import read
from alliance_tutor.exchange.gift.writing import write

__all__ = ["read", "write"]
