"""The keys of home."""

from textual.binding import Binding, BindingType

from alliance_tutor.tui.widgets.by_rows import leaps

BINDINGS: list[BindingType] = [
    Binding("enter", "study", "Study", id="home.study", tooltip="What is due and new today, all decks mixed"),
    Binding("d", "study_deck", "Study this deck", id="home.deck", tooltip="Only the deck that is marked"),
    Binding(
        "right,tab",
        "topics",
        "Topics",
        id="home.topics",
        tooltip="Go to the topics of the marked deck",
        system=True,
    ),
    Binding("left,shift+tab", "decks", "Decks", id="home.decks", tooltip="Back to the decks", system=True),
    Binding("up,k", "move(-1)", "Up", id="home.up", tooltip="The row above", system=True),
    Binding("down,j", "move(1)", "Down", id="home.down", tooltip="The row below", system=True),
    *leaps("home"),
    Binding("r", "read", "Read the topic", id="home.read", tooltip="The passage to read before being asked"),
    Binding(
        "q",
        "quiz",
        "Quiz",
        id="home.quiz",
        tooltip="Be asked what you choose, marked and summed up; of the marked topic if one is",
    ),
    Binding(
        "e",
        "exam",
        "Exam",
        id="home.exam",
        tooltip="Sit a mock exam against the clock, or go on with the one that runs",
    ),
    Binding(
        "E", "exams", "Exams taken", id="home.exams", tooltip="Earlier exams, and their scores over time"
    ),
    Binding(
        "p",
        "plan",
        "Plan",
        id="home.plan",
        tooltip="Plan the days to an exam, and see where you stand; after it, keep your mark",
    ),
    Binding(
        "t",
        "timeline",
        "Timeline",
        id="home.timeline",
        tooltip="The dated cards in order of time: those that you were asked, or all",
    ),
    Binding(
        "s",
        "stats",
        "Stats",
        id="home.stats",
        tooltip="What falls due, what was done and learnt, and how well; of the marked topic if one is",
    ),
    Binding(
        "b",
        "browse",
        "Browse",
        id="home.browse",
        tooltip="All questions: search them, see their history, suspend, bury, flag or reset them",
    ),
    Binding("u", "undo", "Undo", id="home.undo", tooltip="Take the latest answer back and ask it again"),
    Binding("c", "check", "Check", id="home.check", tooltip="What check says of all decks, line by line"),
    Binding(
        "v",
        "compare",
        "Compare decks",
        id="home.compare",
        tooltip="Where a shipped deck has changed since you copied it",
    ),
    Binding(
        "l",
        "relink",
        "Carry histories over",
        id="home.relink",
        tooltip="Cards that vanished while similar ones are new: let these go on with the history",
    ),
    Binding(
        "i",
        "import",
        "Import a deck",
        id="home.import",
        tooltip="Make a deck of a file from elsewhere, or keep one that you were sent",
    ),
    Binding(
        "B",
        "backups",
        "Backups",
        id="home.backups",
        tooltip="Copies of your history: when they were made, what they hold, and bring one back",
    ),
    Binding(
        "comma",
        "settings",
        "Settings",
        id="home.settings",
        tooltip="Retention and what it costs, limits, theme, keys, and fitting the schedule to you",
    ),
    Binding("f5", "reload", "Reload decks", id="home.reload", tooltip="Look at the deck files again"),
]
