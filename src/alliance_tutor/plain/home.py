"""Line mode's numbered home: everything the first screen offers."""

from collections.abc import Sequence
from datetime import date

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.overview import Load, Waiting
from alliance_tutor.insight.wording import number, percent, single
from alliance_tutor.memory.offers import Offer
from alliance_tutor.plain import care, timeline, upgrade
from alliance_tutor.plain.commands import Command
from alliance_tutor.plain.menu import Entry, choose, nothing, visit
from alliance_tutor.plain.sitting import Sitting
from alliance_tutor.plain.talk import Talk
from alliance_tutor.text import plain


def run(desk: Desk, talk: Talk) -> None:
    """Show home until the learner quits. Raises EndOfInput when the input ends."""
    asked = {Command.UNDO: undo, Command.STATS: stats, Command.BROWSE: browse}
    while True:
        heading, entries = _home(desk, talk)
        chosen = choose(talk, heading, entries, also=asked)
        if chosen is Command.QUIT or chosen == entries[-1]:
            return
        try:
            if isinstance(chosen, Entry):
                chosen.act()
            else:
                asked[chosen](desk, talk)
        except TutorError as fault:
            talk.complain(fault)
        desk.shelf.reload()


def study(desk: Desk, talk: Talk, decks: Sequence[str] = (), topic: str = "") -> None:
    """Study what today's queue asks of some decks (all if none is named); offer more where it is empty."""
    session = desk.sitting(decks, topic)
    if session.current:
        Sitting(desk, session, talk).run()
        return
    offers = _offers(desk, talk, decks, topic)
    if not offers:
        talk.say("Nothing is due here now, and nothing new is left for today.")
        return
    visit(talk, ["Nothing is due now. You can still study:", ""], offers)


def quiz(desk: Desk, talk: Talk, decks: Sequence[str] = (), topic: str = "") -> None:
    """Set a quiz up and hold it, on some decks (all if none is named) or on one of their topics."""
    from alliance_tutor.plain.quiz import hold  # 10 ms: only where a quiz is wanted
    from alliance_tutor.study.drawing import Wanted
    from alliance_tutor.study.wish import QuizWish

    wanted = Wanted(decks=tuple(decks), topics=(topic,) if topic else ())
    hold(desk, talk, QuizWish(wanted, setup=True))


def exam(desk: Desk, talk: Talk, decks: Sequence[str] = (), topic: str = "") -> None:
    """Set an exam up and sit it; on all decks, also look at those taken."""
    from alliance_tutor.plain import exams  # only where an exam is wanted

    if decks:
        exams.begin(desk, talk, decks, topic)
    else:
        exams.visit_exams(desk, talk)


def browse(desk: Desk, talk: Talk) -> None:
    """All questions, to be searched."""
    from alliance_tutor.plain import browse as page  # only where they are wanted

    page.browse(desk, talk)


def stats(desk: Desk, talk: Talk) -> None:
    """The statistics."""
    from alliance_tutor.plain.stats import show  # only where they are wanted

    show(desk, talk)


def _check(desk: Desk, talk: Talk) -> None:
    from alliance_tutor.plain.checking import visit_findings  # 0.1 s: only where it is wanted

    visit_findings(desk, talk)


def undo(desk: Desk, talk: Talk) -> None:
    """Take back the latest answer, also an earlier sitting's, and ask its question again."""
    session = desk.session(())
    session.undo()
    talk.say(session.notice)
    session.notice = ""
    if session.current:
        Sitting(desk, session, talk).run()


def _home(desk: Desk, talk: Talk) -> tuple[list[str], list[Entry]]:
    seen = desk.overview()
    load = seen.load
    heading = [f"Alliance Tutor. {_today(desk)}.", *_figures(load, seen.streak)]
    figures, marks, planning = _plan(desk, talk)
    heading += [*figures, *care.notes(desk), ""]
    entries = _running(desk, talk)
    if load.due or load.new:
        all_decks = "today's plan" if seen.plan and seen.plan.ahead else "all decks"
        waits = f"Study {all_decks}: {_waits(load.due, load.new)}, about {load.minutes} min"
        entries.append(Entry(waits, lambda: study(desk, talk)))
    else:
        entries += _offers(desk, talk)
    entries += marks
    entries.append(Entry("Quiz: choose what is asked", lambda: quiz(desk, talk)))
    entries.append(Entry("Exam: timed, marked at the end", lambda: exam(desk, talk)))
    entries += [_deck(desk, talk, each) for each in seen.decks]
    entries += care.broken_decks(desk, talk)
    entries += upgrade.entries(desk, talk)
    entries += _relinks(desk, talk)
    entries += timeline.entries(desk, talk)
    entries += [
        planning,
        Entry("Stats: what you have learnt", lambda: stats(desk, talk)),
        Entry("Browse: all questions", lambda: browse(desk, talk)),
        Entry("Import a deck from a file", lambda: _import(desk, talk)),
        Entry("Check the decks", lambda: _check(desk, talk)),
        Entry("Backups of your history", lambda: _backups(desk, talk)),
        Entry("Settings", lambda: _settings(desk, talk)),
        Entry("Guide", lambda: care.guide(talk)),
        Entry("Quit", nothing),
    ]
    return heading, entries


def _plan(desk: Desk, talk: Talk) -> tuple[list[str], list[Entry], Entry]:
    """What home says of the plan; the entries that ask for marks of exams that are over; the plan's own."""

    def make() -> None:
        from alliance_tutor.plain import plan  # only where a plan is wanted

        plan.show(desk, talk)

    if not desk.journal.plan().exams:
        return [], [], Entry("Plan the days to an exam", make)
    from alliance_tutor.plain import plan

    ahead = desk.journal.plan().ahead(desk.day)
    text = "Plan: change it, and see where you stand" if ahead else "Plan the days to an exam"
    return plan.figures(desk), plan.marks(desk, talk), Entry(text, make)


def _import(desk: Desk, talk: Talk) -> None:
    """Make a deck of a file."""
    from alliance_tutor.plain.importing import bring  # all formats' readers: only where a file is imported

    bring(desk, talk)


def _backups(desk: Desk, talk: Talk) -> None:
    """The backups."""
    from alliance_tutor.plain.keeping import backups  # only where they are wanted

    backups(desk, talk)


def _settings(desk: Desk, talk: Talk) -> None:
    """What the learner chooses."""
    from alliance_tutor.plain.settings import settings  # only where it is wanted

    settings(desk, talk)


def _relinks(desk: Desk, talk: Talk) -> list[Entry]:
    """What can be carried over of cards that vanished."""
    if not desk.shelf.index.gone():
        return []
    from alliance_tutor.plain import relinking  # only where a card vanished

    return relinking.entries(desk, talk)


def _running(desk: Desk, talk: Talk) -> list[Entry]:
    """The exams that are not done."""
    if not desk.journal.open_exams():
        return []
    from alliance_tutor.plain import exams

    return exams.running(desk, talk)


def _figures(load: Load, streak: int) -> list[str]:
    lines = [f"Today: {load.done} done, {_waits(load.due, load.new)}."]
    if load.held:
        lines.append(f"{number(load.held, 'more review')} wait beyond today's limit.")
    if load.paused:
        lines.append("New questions pause until the reviews that have piled up are done.")
    if streak > 1:
        lines.append(f"{streak} study days in a row.")
    return lines


def _offers(desk: Desk, talk: Talk, decks: Sequence[str] = (), topic: str = "") -> list[Entry]:
    def entry(offer: Offer) -> Entry:
        def act() -> None:
            Sitting(desk, desk.session(desk.take_up(offer)), talk).run()

        return Entry(_capital(offer.title), act)

    return [entry(offer) for offer in desk.offers(decks, topic)]


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _deck(desk: Desk, talk: Talk, waiting: Waiting) -> Entry:
    return Entry(f"{_title(waiting)}: {_state(waiting)}", lambda: _deck_page(desk, talk, waiting.id))


def _deck_page(desk: Desk, talk: Talk, id: str) -> None:
    entry = desk.shelf.deck(id)
    today = desk.today((id,))
    heading = [single(entry.title)]
    heading += [plain(entry.description)] if entry.description else []
    study_it = f"Study this deck: {_waits(len(today.due), len(today.new))}"
    entries = [
        Entry(study_it, lambda: study(desk, talk, (id,))),
        Entry("Quiz on this deck", lambda: quiz(desk, talk, (id,))),
        Entry("Exam on this deck", lambda: exam(desk, talk, (id,))),
    ]
    entries += [_topic(desk, talk, id, each) for each in desk.topics(id)]
    entries += timeline.entries(desk, talk, (id,))
    visit(talk, [*heading, ""], entries)


def _topic(desk: Desk, talk: Talk, deck: str, waiting: Waiting) -> Entry:
    return Entry(f"{_title(waiting)}: {_state(waiting)}", lambda: _topic_page(desk, talk, deck, waiting.id))


def _topic_page(desk: Desk, talk: Talk, deck: str, id: str) -> None:
    topic = next(each for each in desk.shelf.index.topics(deck) if each.id == id)
    today = desk.today((deck,), id)
    heading = [single(topic.title), ""]
    heading += [plain(topic.summary), ""] if topic.summary else []
    study_it = f"Study this topic: {_waits(len(today.due), len(today.new))}"
    entries = [
        Entry(study_it, lambda: study(desk, talk, (deck,), id)),
        Entry("Quiz on this topic", lambda: quiz(desk, talk, (deck,), id)),
        Entry("Exam on this topic", lambda: exam(desk, talk, (deck,), id)),
    ]
    visit(talk, heading, entries)


def _title(waiting: Waiting) -> str:
    return single(waiting.title)


def _state(waiting: Waiting) -> str:
    mastery = waiting.mastery
    known = f"{percent(mastery.share)} known" if mastery.unseen < mastery.total else "not begun"
    return f"{_waits(waiting.due, waiting.new)}, {known}"


def _waits(due: int, new: int) -> str:
    return f"{due} due, {new} new"


def _today(desk: Desk) -> str:
    day = date.fromordinal(desk.day)
    return f"{day:%A} {day.day} {day:%B %Y}"
