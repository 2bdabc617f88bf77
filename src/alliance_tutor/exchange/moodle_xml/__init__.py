"""Moodle XML: the file of a question bank that Moodle exports, read and written."""

from alliance_tutor.exchange.moodle_xml.reading import read
from alliance_tutor.exchange.moodle_xml.writing import write

__all__ = ["read", "write"]
