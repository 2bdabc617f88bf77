"""Where things live, and what the learner chose."""

from alliance_tutor.settings.chosen import AUTO_THEME, FULL_MOTION, REDUCED_MOTION, Exam, ExamPart, Settings
from alliance_tutor.settings.file import load, place, save
from alliance_tutor.settings.places import APP, Places, places

__all__ = [
    "APP",
    "AUTO_THEME",
    "FULL_MOTION",
    "REDUCED_MOTION",
    "Exam",
    "ExamPart",
    "Places",
    "Settings",
    "load",
    "place",
    "places",
    "save",
]
