"""What a learner may choose. Each field's metadata holds its limits and its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field

AUTO_THEME = "auto"
FULL_MOTION, REDUCED_MOTION = "full", "reduced"
MOST_ITEMS = 1000  # what decks may ask for, too

_PERCENT = {"ge": 0, "le": 100}
_SHARE = {"ge": 0, "le": 1}
_RETENTION = {"ge": 0.7, "le": 0.99}


@dataclass(frozen=True, slots=True)
class ExamPart:
    """So many questions of a deck, topic, level and type; an empty one stands for any."""

    items: int = field(metadata={"ge": 1, "le": MOST_ITEMS, "description": "how many questions"})
    deck: str = field(default="", metadata={"description": "the id of the deck, left out for any"})
    topic: str = field(default="", metadata={"description": "the id of the topic, left out for any"})
    level: str = field(
        default="",
        metadata={
            "pattern": "^(recall|understanding|application)?$",
            "description": "recall, understanding or application, left out for any",
        },
    )
    type: str = field(
        default="",
        metadata={"description": "the type of card, left out for all that the program can mark"},
    )


@dataclass(frozen=True, slots=True)
class Exam:
    """The exam that the learner proposes to themself: of all decks, unless its parts name some."""

    title: str = field(default="My exam", metadata={"min_length": 1, "description": "its name"})
    items: int | None = field(
        default=None,
        metadata={
            "ge": 1,
            "le": MOST_ITEMS,
            "description": "how many questions, those of the parts included",
        },
    )
    minutes: int | None = field(
        default=None, metadata={"ge": 1, "le": 1440, "description": "the time for all, left out for no limit"}
    )
    item_seconds: int | None = field(
        default=None,
        metadata={"ge": 1, "le": 86_400, "description": "the time for each question, left out for no limit"},
    )
    cut_score: float | None = field(
        default=None, metadata={**_PERCENT, "description": "the pass mark as a percentage, left out for none"}
    )
    pause: bool = field(default=False, metadata={"description": "whether the clock may be stopped"})
    certainty: bool = field(
        default=False, metadata={"description": "whether to ask how sure you are, and to mark by it"}
    )
    negative: float = field(
        default=0.0, metadata={**_SHARE, "description": "what a wrong answer costs, as a share of its points"}
    )
    extra_time: float = field(
        default=1.0,
        metadata={"ge": 1, "le": 2, "description": "by what the time of every exam is multiplied"},
    )
    part: tuple[ExamPart, ...] = field(
        default=(), metadata={"description": "what is asked of which deck, topic, level and type"}
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner chose; each field's metadata holds its limits and its meaning."""

    new_per_day: int = field(
        default=10, metadata={"ge": 0, "le": 1000, "description": "new questions a day, all decks together"}
    )
    reviews_per_day: int = field(
        default=100, metadata={"ge": 0, "le": 10_000, "description": "reviews a day, all decks together"}
    )
    desired_retention: float = field(
        default=0.9,
        metadata={**_RETENTION, "description": "share to be recalled when a review is due"},
    )
    rollover_hour: int = field(
        default=4, metadata={"ge": 0, "le": 23, "description": "local hour at which a study day ends"}
    )
    theme: str = field(
        default=AUTO_THEME, metadata={"min_length": 1, "description": "auto, or the name of a theme"}
    )
    plain: bool = field(default=False, metadata={"description": "line mode everywhere"})
    editor: str = field(
        default="", metadata={"description": "command that edits a deck; else $VISUAL, $EDITOR, the system's"}
    )
    motion: str = field(
        default=FULL_MOTION,
        metadata={
            "pattern": "^(full|reduced)$",
            "description": "full, or reduced for a screen that never slides",
        },
    )
    sync_folder: str = field(
        default="", metadata={"description": "the folder that carries your answers to other devices"}
    )
    sync_decks: bool = field(default=False, metadata={"description": "carry your own decks there too"})
    exam: Exam | None = field(default=None, metadata={"description": "the table of an exam of your own"})
    retention: Mapping[str, float] = field(
        default_factory=dict,
        metadata={**_RETENTION, "description": "the desired retention of single decks, by their ids"},
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"min_length": 1, "description": 'keys of your own, such as "study.undo" = "x"'},
    )

    def retention_of(self, deck: str) -> float:
        """The desired retention of a deck, 0.70–0.99."""
        return self.retention.get(deck, self.desired_retention)
