"""All questions in line mode: a search, numbered pages of what it found, and what can be done with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from alliance_tutor.desk import Desk
from alliance_tutor.desk.browsing import Batch, Row
from alliance_tutor.desk.finding import Found
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.browsing import (
    ORDERS,
    done_words,
    due_words,
    figure_name,
    figure_short,
    memory_lines,
    past_line,
)
from alliance_tutor.insight.wording import number, single
from alliance_tutor.journal.events import Kind
from alliance_tutor.plain import show
from alliance_tutor.plain.answers import Unreadable, several
from alliance_tutor.plain.commands import UnknownCommand, after_colon, named
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.search import EVERYTHING, TERMS, Order, Search
from alliance_tutor.study.search_reading import read
from alliance_tutor.text import one_line, plain

PAGE = 20
GONE = "It is in no deck any more."
_ALL = "all"
_ASK = "Type a search, :show 1, :suspend 1 3, :help or :quit; an empty line goes on:"


class BrowseCommand(StrEnum):
    """What can be asked for beside a search."""

    HELP = "help"
    NEXT = "next"
    BACK = "back"
    REPEAT = "repeat"
    SHOW = "show"
    SORT = "sort"
    TURN = "turn"
    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    UNBURY = "unbury"
    FLAG = "flag"
    UNFLAG = "unflag"
    RESET = "reset"
    UNDO = "undo"
    STUDY = "study"
    QUIZ = "quiz"
    EDIT = "edit"
    QUIT = "quit"


MEANINGS: Mapping[BrowseCommand, str] = MappingProxyType(
    {
        BrowseCommand.HELP: "this list, and how a search is written",
        BrowseCommand.NEXT: "the next page; so does an empty line",
        BrowseCommand.BACK: "the page before",
        BrowseCommand.REPEAT: "this page again",
        BrowseCommand.SHOW: "with a number: the whole question, its memory and all that happened to it",
        BrowseCommand.SORT: f"with one of {', '.join(Order)}: sort by it",
        BrowseCommand.TURN: "sort the other way round",
        BrowseCommand.SUSPEND: "with numbers or all: ask them no more",
        BrowseCommand.RESUME: "with numbers or all: ask them again",
        BrowseCommand.BURY: "with numbers or all: set them aside until tomorrow",
        BrowseCommand.UNBURY: "with numbers or all: bring them back",
        BrowseCommand.FLAG: "with numbers or all: flag them",
        BrowseCommand.UNFLAG: "with numbers or all: take their flags off",
        BrowseCommand.RESET: "with numbers or all: let them be new again; what happened stays in the history",
        BrowseCommand.UNDO: "take back what was done last here, with all its questions",
        BrowseCommand.STUDY: "study what was found, or the numbers given",
        BrowseCommand.QUIZ: "a quiz on what was found, or on the numbers given",
        BrowseCommand.EDIT: "with a number: edit the card in your editor",
        BrowseCommand.QUIT: "leave the list",
    }
)

_KINDS: Mapping[BrowseCommand, Kind] = MappingProxyType(
    {
        BrowseCommand.SUSPEND: Kind.SUSPENDED,
        BrowseCommand.RESUME: Kind.RESUMED,
        BrowseCommand.BURY: Kind.BURIED,
        BrowseCommand.UNBURY: Kind.UNBURIED,
        BrowseCommand.FLAG: Kind.FLAGGED,
        BrowseCommand.UNFLAG: Kind.UNFLAGGED,
        BrowseCommand.RESET: Kind.RESET,
    }
)


def browse(desk: Desk, talk: Talk, search: str = "") -> None:
    """Let questions be looked for until the learner leaves. Raises EndOfInput."""
    _Conversation(desk, talk).run(search)


def row_line(row: Row, order: Order, day: int) -> str:
    """A question on one line: what it asks, when it is due, the figure that it is sorted by."""
    text = one_line(row.question.prompt) if row.question else f"{row.id}. {GONE}"
    flag = ", flagged" if row.standing.flagged else ""
    figure = figure_short(order, row.standing, day, row.known)
    named_figure = f", {figure_name(order)} {figure}" if figure else ""
    return f"{text} ({due_words(row.standing, day)}{named_figure}{flag})"


class _Conversation:
    """One visit to the list."""

    def __init__(self, desk: Desk, talk: Talk) -> None:
        self._desk = desk
        self._talk = talk
        self._search: Search = EVERYTHING
        self._order = Order.DECK
        self._turned = False
        self._found = desk.browsing.everything()
        self._first = 0
        self._acts: Mapping[BrowseCommand, Callable[[str], None]] = {
            BrowseCommand.HELP: self._help,
            BrowseCommand.NEXT: lambda _: self._turn_page(1),
            BrowseCommand.BACK: lambda _: self._turn_page(-1),
            BrowseCommand.REPEAT: lambda _: self._say_page(),
            BrowseCommand.SHOW: self._show,
            BrowseCommand.SORT: self._sort,
            BrowseCommand.TURN: self._turn,
            BrowseCommand.UNDO: self._undo,
            BrowseCommand.STUDY: self._study,
            BrowseCommand.QUIZ: self._quiz,
            BrowseCommand.EDIT: self._edit,
        }

    def run(self, search: str) -> None:
        """Say what a search found, then do what each line asks for."""
        self._try(lambda: self._look(search))
        while self._heard(self._talk.ask(_ASK)):
            continue

    def _heard(self, line: str) -> bool:
        """Do what a line asks for; whether the list stays open."""
        said = after_colon(line)
        if said is None:
            self._try(lambda: self._look(line) if line.strip() else self._turn_page(1))
            return True
        word, _, rest = said.partition(" ")
        try:
            command = named(word, tuple(BrowseCommand))
        except UnknownCommand as unknown:
            self._talk.say(str(unknown))
            return True
        if command is not BrowseCommand.QUIT:
            self._try(lambda: self._do(command, rest.strip()))
        return command is not BrowseCommand.QUIT

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except TutorError as fault:
            self._talk.complain(fault)

    def _do(self, command: BrowseCommand, rest: str) -> None:
        kind = _KINDS.get(command)
        if kind is None:
            self._acts[command](rest)
        elif ids := self._chosen(rest):
            before = self._desk.browsing.latest
            _exhaust(self._desk.browsing.do(kind, ids))
            latest = self._desk.browsing.latest
            changed = latest is not None and latest is not before
            self._talk.say(_words(latest) if latest and changed else "That changes nothing.")

    # Looking

    def _look(self, search: str) -> None:
        self._search = read(search)
        self._find()

    def _find(self) -> None:
        self._found = self._desk.browsing.finder().find(
            self._search, self._order, self._desk.day, turned=self._turned
        )
        self._first = 0
        self._say_page()

    def _sort(self, rest: str) -> None:
        if rest not in list(Order):
            self._talk.say(f"Sort by what? :sort and one of {', '.join(Order)}.")
            return
        self._order, self._turned = Order(rest), False
        self._find()

    def _turn(self, _: str) -> None:
        self._turned = not self._turned
        self._find()

    def _turn_page(self, step: int) -> None:
        first = self._first + step * PAGE
        if not 0 <= first < max(1, len(self._found.numbers)):
            self._talk.say("That was the last page." if step > 0 else "This is the first page.")
            return
        self._first = first
        self._say_page()

    def _say_page(self) -> None:
        count, day = len(self._found.numbers), self._desk.day
        if not count:
            self._talk.say("No question is like that.")
            return
        rows = self._desk.browsing.rows(self._found, self._first, PAGE)
        last = self._first + len(rows)
        turned = ", turned round" if self._turned else ""
        heading = f"{number(count, 'question')}, {ORDERS[self._order]}{turned}. {self._first + 1} to {last}:"
        listed = [
            f"{place}. {row_line(row, self._order, day)}" for place, row in enumerate(rows, self._first + 1)
        ]
        self._talk.say("\n".join(["", heading, *listed, ""]))

    def _help(self, _: str) -> None:
        lines = [f":{command}: {meaning}" for command, meaning in MEANINGS.items()]
        terms = [f"{term}: {meaning}" for term, meaning in TERMS.items()]
        self._talk.say("\n".join([*lines, "", "A search is made of:", *terms]))

    def _show(self, rest: str) -> None:
        places = self._places(rest)
        for place in places or ():
            for row in self._desk.browsing.rows(self._found, place, 1):
                self._talk.say("\n".join(self._page(row)))

    def _page(self, row: Row) -> list[str]:
        lines = ["", row.id]
        if row.question is None:
            lines += [GONE, *([one_line(row.gone.prompt), one_line(row.gone.answer)] if row.gone else [])]
        else:
            ref = row.question.ref
            titles = (self._desk.shelf.deck_title(ref.deck), self._desk.shelf.topic_title(ref))
            lines += [": ".join(single(title) for title in titles if title), ""]
            lines += [*plain(row.question.prompt).split("\n"), *show.key_lines(row.question)]
            lines += ["", *plain(row.question.explanation).split("\n")] if row.question.explanation else []
            lines += show.source_lines(row.question, self._desk.shelf.checked(ref.deck))
        lines += [
            "",
            *memory_lines(row.standing, self._desk.day, row.known),
            "",
            "What happened, latest first:",
        ]
        past = [past_line(each) for each in reversed(self._desk.browsing.past(row.id))]
        return [*lines, *(past or ["Nothing yet: it was not asked."]), ""]

    # Doing

    def _undo(self, _: str) -> None:
        latest = self._desk.browsing.latest
        if latest is None:
            self._talk.say("There is nothing to undo here.")
            return
        told = f"Undone: {_words(latest)}"
        _exhaust(self._desk.browsing.undo())
        self._talk.say(told)

    def _study(self, rest: str) -> None:
        from alliance_tutor.plain.sitting import Sitting

        if asked := self._to_ask(rest):
            Sitting(self._desk, self._desk.session(asked), self._talk).run()

    def _quiz(self, rest: str) -> None:
        from alliance_tutor.plain.quiz import ask_all  # 10 ms: only where a quiz is wanted

        if asked := self._to_ask(rest):
            ask_all(self._desk, self._talk, asked)

    def _edit(self, rest: str) -> None:
        from alliance_tutor.plain.edit import edit_card

        places = self._places(rest)
        rows = self._desk.browsing.rows(self._found, places[0], 1) if places else []
        if rows:
            edit_card(self._desk, self._talk, rows[0].id)
            self._find()

    def _to_ask(self, rest: str) -> list[str]:
        ids = self._chosen(rest or _ALL)
        asked = self._desk.browsing.to_ask(ids)
        if ids and not asked:
            self._talk.say("None of them can be asked: all are set aside, or in no deck any more.")
        return asked

    def _chosen(self, rest: str) -> list[str]:
        """The ids of the numbers that a line names, or of all."""
        if rest.casefold() == _ALL:
            return self._desk.browsing.finder().ids(self._found)
        places = self._places(rest)
        chosen = Found([self._found.numbers[place] for place in places], self._found.gone)
        return self._desk.browsing.finder().ids(chosen)

    def _places(self, rest: str) -> Sequence[int]:
        """The places, from 0, that a line names; none, with a word about it, where it names none."""
        if not rest:
            self._talk.say("Which? Type the number after the command, or all.")
            return ()
        places = several(rest, len(self._found.numbers))
        if isinstance(places, Unreadable):
            self._talk.say(places.why)
            return ()
        return places


def _words(batch: Batch) -> str:
    return done_words(batch.kind, len(batch.events))


def _exhaust(steps: Iterator[int]) -> None:
    for _ in steps:
        pass
