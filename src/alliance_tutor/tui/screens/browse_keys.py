"""The keys of the list of all questions."""

from textual.binding import Binding, BindingType


def _key(key: str, action: str, name: str, id: str, why: str, *, moves: bool = False) -> Binding:
    return Binding(key, action, name, id=f"browse.{id}", tooltip=why, system=moves)


CHANGES: list[BindingType] = [
    _key("z", "change('suspended')", "Suspend", "suspend", "Ask it no more; resume it where it is suspended"),
    _key(
        "b",
        "change('buried')",
        "Bury",
        "bury",
        "Set it aside until tomorrow; bring it back where it is buried",
    ),
    _key("f", "change('flagged')", "Flag", "flag", "Flag it, or take its flag off"),
    _key("R", "change('reset')", "Reset", "reset", "Let it be new again; what happened stays in the history"),
]

BINDINGS: list[BindingType] = [
    _key("slash", "search", "Search", "search", "Type what is looked for; the list follows each letter"),
    _key("enter", "open", "Open", "open", "The whole question, its memory and all that happened to it"),
    _key(
        "s",
        "order",
        "Sort",
        "order",
        "By due day, stability, difficulty, lapses, chance of recall, last answer",
    ),
    _key("r", "turn", "Turn round", "turn", "Sort the other way round"),
    _key("space", "mark", "Mark", "mark", "Mark the question, to do something with several at once"),
    _key("a", "all", "Mark all", "all", "Mark all that was found; again takes the marks off"),
    *CHANGES,
    _key("u", "undo", "Undo", "undo", "Take back what was done last here, with all its questions"),
    _key("S", "study", "Study these", "study", "Study what is marked, else all that was found"),
    _key("Q", "quiz", "Quiz on these", "quiz", "A quiz on what is marked, else on all that was found"),
    _key("e", "edit", "Edit", "edit", "Edit the card in your editor"),
    _key("up,k", "move(-1)", "Up", "up", "The row above", moves=True),
    _key("down,j", "move(1)", "Down", "down", "The row below", moves=True),
    _key("pagedown", "page(1)", "Page down", "next", "A page down", moves=True),
    _key("pageup", "page(-1)", "Page up", "previous", "A page up", moves=True),
    _key("home", "end(False)", "First", "first", "The first row", moves=True),
    _key("end", "end(True)", "Last", "last", "The last row", moves=True),
    _key("q,escape", "back", "Back", "back", "Back to where you were; from the field to the list"),
]
