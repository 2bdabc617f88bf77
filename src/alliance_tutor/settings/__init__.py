"""Where things live, and what the learner chose."""

from alliance_tutor.settings.chosen import AUTO_THEME, Exam, ExamPart, Settings
from alliance_tutor.settings.file import load, save
from alliance_tutor.settings.places import APP, Places, places

__all__ = ["APP", "AUTO_THEME", "Exam", "ExamPart", "Places", "Settings", "load", "places", "save"]
