"""The settings in line mode: each with its value and what it is for, what retention costs, and the fit."""

from alliance_tutor.desk import Desk
from alliance_tutor.desk.choices import BASIS, FIT, KEYS, PLAN, Choices, Kind, Row, allowed, cost_lines
from alliance_tutor.errors import TutorError
from alliance_tutor.plain.menu import Entry, visit
from alliance_tutor.plain.talk import Talk


def settings(desk: Desk, talk: Talk) -> None:
    """The settings with their values; a chosen one can be given another."""
    choices = Choices(desk)
    while True:
        heading = [f"Settings, kept in {desk.places.settings}", ""]
        entries = [_entry(desk, talk, choices, row) for row in choices.rows if row.key != KEYS]
        entries.append(Entry("What each retention costs", lambda: _costs(desk, talk)))
        if not visit(talk, heading, entries, back_first=True):
            return


def _entry(desk: Desk, talk: Talk, choices: Choices, row: Row) -> Entry:
    def act() -> None:
        if row.key == FIT:
            _fit(desk, talk)
        elif row.key == PLAN:
            from alliance_tutor.plain import plan  # only where a plan is wanted

            plan.show(desk, talk)
        else:
            _change(desk, talk, choices, row)

    label = f"Retention of {row.label}" if row.deck else row.label
    return Entry(f"{label}: {choices.words(row)}. {row.why}", act)


def _change(desk: Desk, talk: Talk, choices: Choices, row: Row) -> None:
    options = choices.options(row)
    if row.key == "theme":
        options = []  # the themes are known to the screen only
    wanted = talk.ask(f"{row.label}: {_wanted(row, options)}; an empty line leaves it:").strip()
    if not wanted:
        return
    try:
        if wanted == "-":
            choices.clear(row)
        elif row.kind is Kind.PICK:
            if options and wanted.casefold() not in options:
                talk.say(f"{wanted} is not possible here: {' or '.join(options)}.")
                return
            choices.pick(row, wanted.casefold() if options else wanted)
        elif not choices.type(row, wanted):
            talk.say(f"{wanted} is not possible here: {allowed(row)}.")
            return
    except TutorError as fault:
        talk.complain(fault)
    else:
        talk.say("Saved.")


def _wanted(row: Row, options: list[str]) -> str:
    if options:
        return " or ".join(options)
    if row.kind is Kind.NUMBER:
        return f"{allowed(row)}, or - for {'that of all decks' if row.deck else 'the shipped value'}"
    return "a new value, or - for the shipped one"


def _costs(desk: Desk, talk: Talk) -> None:
    from alliance_tutor.desk import costs  # 30 ms: only where they are asked for

    talk.say("\n".join(["", BASIS, *cost_lines(costs.costs(desk), desk.settings.desired_retention)]))


def _fit(desk: Desk, talk: Talk) -> None:
    """Fit the schedule, and apply the fit if that is wanted."""
    from alliance_tutor.desk import fitting

    try:
        found = fitting.fit(desk)
    except TutorError as fault:
        talk.complain(fault)
        return
    talk.say("\n".join(["", *fitting.lines(found)]))
    if found.better:
        if _yes(talk, "Let the fit decide from now on?"):
            talk.say(fitting.ANEW)
            fitting.apply(desk, found)
            talk.say("The fit decides from now on.")
    elif fitting.is_fitted(desk) and _yes(talk, "Go back to the schedule as shipped?"):
        talk.say(fitting.ANEW)
        fitting.back(desk)
        talk.say("The schedule is as shipped again.")


def _yes(talk: Talk, question: str) -> bool:
    return talk.ask(f"{question} y or n; an empty line is n:").strip().casefold() in ("y", "yes")
