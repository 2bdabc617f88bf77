"""The learner's desk: places, settings, decks, journal and clock, brought together once."""

from alliance_tutor.desk.desk import Desk

__all__ = ["Desk"]
