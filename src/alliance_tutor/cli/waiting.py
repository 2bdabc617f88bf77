"""What `due` prints; without click, so that it can be asked at every prompt."""

from collections import Counter

from alliance_tutor.cli import output
from alliance_tutor.deck.refs import deck_of
from alliance_tutor.desk import Desk
from alliance_tutor.memory.studyday import day_text, moment_text


def report(home: str, *, as_json: bool) -> None:
    """Print what today's queue still asks, in all and by deck. Raises TutorError."""
    with Desk.open(home, write=False) as desk:
        today, now = desk.today(), desk.now()
        ids = [entry.id for entry in desk.shelf.library.decks]
        day = day_text(desk.study_day(now))
    due, new = (Counter(map(deck_of, part)) for part in (today.due, today.new))
    rows = [{"id": id, "due": due[id], "new": new[id]} for id in ids]
    if as_json:
        whole = {"at": moment_text(now), "study_day": day, "due": len(today.due), "new": len(today.new)}
        output.echo_json({**whole, "decks": rows})
        return
    output.echo(f"{len(today.due)} due, {len(today.new)} new")
    for row in rows:
        output.echo(f"{row['id']}: {row['due']} due, {row['new']} new")
