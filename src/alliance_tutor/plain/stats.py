"""The statistics in line mode: each picture of the screen as lines, of all decks, of one, or of a topic."""

from alliance_tutor.desk import Desk
from alliance_tutor.desk.statistics import Statistics
from alliance_tutor.insight import statistics
from alliance_tutor.insight import statistics_words as telling
from alliance_tutor.insight.statistics import Hardest, Scope
from alliance_tutor.insight.statistics_words import HEADINGS, Pane
from alliance_tutor.insight.wording import single
from alliance_tutor.plain.menu import Entry, visit
from alliance_tutor.plain.sitting import Sitting
from alliance_tutor.plain.talk import Talk
from alliance_tutor.text import one_line


def show(desk: Desk, talk: Talk, scope: Scope | None = None) -> None:
    """The statistics until the learner goes back. Raises EndOfInput."""
    scope, found = scope or Scope(), Statistics(desk)
    while visit(talk, _heading(found, scope), _entries(desk, talk, found, scope), back_first=True):
        found.forget()


def page(desk: Desk, found: Statistics, scope: Scope, pane: Pane) -> list[str]:
    """One picture in words: what it comes to, and its figures line by line."""
    if not found.begun(scope):
        return [telling.NOTHING_YET]
    figures = table(desk, found, scope, pane)
    return [summary(found, scope, pane, desk.day), *([""] if figures else []), *figures]


def summary(found: Statistics, scope: Scope, pane: Pane, day: int) -> str:
    """What one picture comes to, in a sentence."""
    match pane:
        case Pane.AHEAD:
            return telling.ahead_words(found.ahead(scope))
        case Pane.DAYS:
            return telling.days_words(statistics.recent(found.days(scope), day))
        case Pane.YEAR:
            return telling.year_words(found.days(scope), day, found.streak(scope))
        case Pane.RETENTION:
            return telling.retention_words(found.retention(scope))
        case Pane.MASTERY:
            return telling.mastery_words(found.whole(scope), found.wanted(scope))
        case Pane.CALIBRATION:
            return telling.calibration_words(found.calibration(scope))
        case Pane.HARDEST:
            return telling.hardest_words(found.hardest(scope))


def table(desk: Desk, found: Statistics, scope: Scope, pane: Pane) -> list[str]:
    """The figures of one picture, line by line."""
    match pane:
        case Pane.AHEAD:
            return telling.ahead_table(found.ahead(scope))
        case Pane.DAYS:
            return telling.days_table(statistics.recent(found.days(scope), desk.day))
        case Pane.YEAR:
            return telling.year_table(found.days(scope))
        case Pane.RETENTION:
            return telling.retention_table(found.retention(scope))
        case Pane.MASTERY:
            return telling.mastery_table(
                (found.place(part), part) for rows in found.mastered(scope) for part in rows
            )
        case Pane.CALIBRATION:
            return telling.calibration_table(found.calibration(scope))
        case Pane.HARDEST:
            return telling.hardest_table(found.hardest(scope), lambda question: _prompt(desk, question))


def _heading(found: Statistics, scope: Scope) -> list[str]:
    return [f"Stats: {found.title(scope)}", ""]


def _entries(desk: Desk, talk: Talk, found: Statistics, scope: Scope) -> list[Entry]:
    def tell(pane: Pane) -> Entry:
        def say() -> None:
            talk.say("\n".join(["", f"{HEADINGS[pane]}.", *page(desk, found, scope, pane)]))

        return Entry(HEADINGS[pane], say)

    entries = [tell(pane) for pane in Pane]
    entries.append(Entry("What these figures mean", lambda: talk.say("\n" + "\n".join(telling.explained()))))
    if found.begun(scope) and (hardest := found.hardest(scope)).questions:
        entries.append(
            Entry("Study the hardest questions now", lambda: _practise(desk, talk, found, hardest))
        )
    decks = found.decks(scope)
    if len(decks) > 1:
        entries.append(Entry("One deck alone", lambda: _choose_deck(desk, talk)))
    elif decks and not scope.topic:
        entries.append(Entry("One topic alone", lambda: _choose_topic(desk, talk, decks[0])))
    return entries


def _practise(desk: Desk, talk: Talk, found: Statistics, hardest: Hardest) -> None:
    Sitting(desk, desk.session(found.to_practise(hardest)), talk).run()


def _choose_deck(desk: Desk, talk: Talk) -> None:
    def entry(id: str, title: str) -> Entry:
        return Entry(single(title), lambda: show(desk, talk, Scope((id,))))

    visit(
        talk, ["Stats of which deck?", ""], [entry(each.id, each.title) for each in desk.shelf.library.decks]
    )


def _choose_topic(desk: Desk, talk: Talk, deck: str) -> None:
    def entry(id: str, title: str) -> Entry:
        return Entry(single(title), lambda: show(desk, talk, Scope((deck,), id)))

    topics = desk.shelf.index.topics(deck)
    visit(talk, ["Stats of which topic?", ""], [entry(topic.id, topic.title) for topic in topics])


def _prompt(desk: Desk, question: str) -> str:
    found = desk.shelf.question(question)
    return one_line(found.prompt) if found else ""
