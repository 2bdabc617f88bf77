"""What waits is counted from a few standings: it has to be what counting over everything finds."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_tutor.deck.library import find
from alliance_tutor.desk import waiting
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.insight import overview
from alliance_tutor.journal import schema
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory import offers, plan
from alliance_tutor.memory.plan import DayCount, Limits
from alliance_tutor.memory.standing import Memory, Stage, Standing
from alliance_tutor.settings import Places

DAY = 739_943
CARDS = 4
DECKS = ("a", "b", "b2", "c")  # one id is the beginning of another
ON_DISK = DECKS[:3]


def text(deck: str) -> str:
    cards = (
        f'[[card]]\nid = "{n}"\nprompt = "{deck} {n}?"\nanswer = "{n}"\nreverse = {str(n % 2 == 0).lower()}\n'
        for n in range(CARDS)
    )
    of_exams = '[[card]]\nid = "essay"\ntype = "open"\nprompt = "Tell."\nnotes = "All."\n'
    return f'[deck]\nid = "{deck}"\ntitle = "{deck}"\n' + "".join(cards) + of_exams


class Here:
    """A shelf with small decks, and a journal whose standings are put there."""

    def __init__(self, shelf: Shelf, journal: Journal) -> None:
        self.shelf = shelf
        self.journal = journal

    def put(self, standings: dict[str, Standing]) -> None:
        with self.journal._transaction():
            gone = self.journal.standings().keys() - standings.keys()
            self.journal._db.executemany(schema.DROP_STANDING, [(id,) for id in gone])
            rows = [schema.standing_row(*item) for item in standings.items()]
            self.journal._db.executemany(schema.PUT_STANDING, rows)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    home = tmp_path_factory.mktemp("home")
    folder, nothing = home / "decks", home / "none"
    folder.mkdir()
    for deck in ON_DISK:
        (folder / f"{deck}.toml").write_text(text(deck), encoding="utf-8")
    places = Places(home / "settings.toml", home / "history.db", folder, home / "backups", home / "cache")
    shelf = Shelf.open(places)
    shelf.library = shelf.index.refresh(find((), folder, nothing))
    assert [entry.id for entry in shelf.library.decks] == list(ON_DISK)
    with Journal.open(places.history) as journal:
        yield Here(shelf, journal)
    shelf.close()


QUESTIONS = [
    f"{deck}/{card}{part}" for deck in DECKS for card in (*range(CARDS), "essay") for part in ("", "#reverse")
]
DAYS = st.integers(DAY - 3, DAY + 2)
MEMORIES = st.builds(
    Memory,
    st.sampled_from(Stage),
    st.just(0),
    st.sampled_from((0.5, 1.0, 2.0, 3.0, 40.0)),
    st.sampled_from((2.0, 7.0)),
    DAYS,
    DAYS,
    st.integers(0, 3),
    st.just(3),
    st.just(2),
    st.just(0),
)
STANDINGS = st.dictionaries(
    st.sampled_from(QUESTIONS),
    st.builds(
        Standing,
        st.none() | MEMORIES,
        suspended=st.booleans(),
        buried_day=st.none() | DAYS,
        first_day=st.none() | DAYS,
        last_rating=st.integers(0, 4),
        again_day=st.none() | DAYS,
    ),
)
STARTS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@STARTS
@given(STANDINGS, st.integers(0, 12), st.integers(0, 12), st.integers(0, 3))
def test_today_is_that_of_all_questions(
    here: Here, standings: dict[str, Standing], new: int, reviews: int, done: int
) -> None:
    here.put(standings)
    count, limits = DayCount(DAY, new=done, reviews=done), Limits(new, reviews)
    everything = plan.today(here.shelf.refs(), here.journal.standings(), count, limits, DAY)
    assert waiting.today(here.shelf, here.journal, count, limits, DAY) == everything


@STARTS
@given(STANDINGS, st.sampled_from((1, 2, 10)))
def test_offers_are_those_of_all_questions(here: Here, standings: dict[str, Standing], at_once: int) -> None:
    here.put(standings)
    with patch.object(offers, "AT_ONCE", at_once), patch.object(waiting, "AT_ONCE", at_once):
        everything = offers.offers(here.shelf.refs(), here.journal.standings(), DAY)
        assert waiting.offers(here.shelf, here.journal, DAY) == everything


@STARTS
@given(STANDINGS, st.sampled_from((DAY, DAY + 1)))
def test_backlog_is_that_of_all_questions(here: Here, standings: dict[str, Standing], day: int) -> None:
    here.put(standings)
    expected = {
        deck: overview.backlog(here.shelf.of_deck(deck), here.journal.standings(), day) for deck in ON_DISK
    }
    assert waiting.backlogs(here.shelf, here.journal, day) == expected


@STARTS
@given(
    STANDINGS,
    st.sampled_from((0.8, 0.9, 0.95)),
    st.dictionaries(st.sampled_from(DECKS), st.sampled_from((0.7, 0.9, 0.97))),
)
def test_mastery_is_that_of_all_questions(
    here: Here, standings: dict[str, Standing], retention: float, own: dict[str, float]
) -> None:
    here.put(standings)
    expected = {
        deck: overview.mastery(
            here.shelf.of_deck(deck), here.journal.standings(), DAY, own.get(deck, retention)
        )
        for deck in ON_DISK
    }
    assert waiting.masteries(here.shelf, here.journal, DAY, retention, own) == expected


def test_deck_is_counted_anew_when_it_changes(here: Here, tmp_path: Path) -> None:
    here.put({"a/1": Standing(suspended=True)})
    assert waiting.tallies(here.shelf, here.journal)["a"].fresh == 5
    path = here.shelf.library.decks[0].path
    before = path.read_text(encoding="utf-8")
    path.write_text(before + '[[card]]\nid = "more"\nprompt = "More?"\nanswer = "yes"\n', encoding="utf-8")
    shelf = Shelf.open(Places(tmp_path, tmp_path, path.parent, tmp_path, tmp_path / "cache"))
    assert waiting.tallies(shelf, here.journal)["a"].fresh == 6
    shelf.close()
    path.write_text(before, encoding="utf-8")
