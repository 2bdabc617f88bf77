"""The timeline: what it shows and what it keeps back, how it is moved through, and the card it opens."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.insight.timeline import Dated, periods
from alliance_tutor.journal.events import Kind
from alliance_tutor.tui.screens.timeline import TimelineScreen
from alliance_tutor.tui.widgets.timeline import Line, View, in_sight, overview

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

FIRST = """
[deck]
id = "first"
title = "The first [/nope]"
as_of = 2026-11-22

[[topic]]
id = "war"
title = "The war"
summary = "What to know before."

[[source]]
id = "book"
title = "A book [X]"
url = "https://example.org/book"

[[source]]
id = "web"
title = "A page"
url = "https://example.org/page"

[[card]]
id = "recognition"
type = "choice"
topic = "war"
prompt = "Who was first to [X] recognise it?"
answer = "The Soviet *Union*"
distractors = ["Poland"]
explanation = "In a telegram."
sources = ["book", "web"]
status = "documented"
when = "1948-10-12"

[[card]]
id = "war"
topic = "war"
prompt = "Which war was fought here?"
answer = "The Korean War"
when = "1950-06-25..1953-07-27"
reverse = true

[[card]]
id = "treaty"
type = "cloze"
text = "The treaty was signed in {{Moscow::city}} by {{Khrushchev}}."
when = "1961-07-06"

[[card]]
id = "year"
prompt = "What about the whole year?"
answer = "It was long"
when = "1961"

[[card]]
id = "undated"
prompt = "Never seen here?"
answer = "Never"
"""
OTHER = """
[deck]
id = "other"
title = "The other"

[[card]]
id = "visit"
prompt = "Who came?"
answer = "A guest"
when = "2000-07"

[[card]]
id = "late"
prompt = "What was late?"
answer = "The train"
when = "2024-06-19"
"""


@pytest.fixture(autouse=True)
def decks(desk: Desk, folder: Path) -> None:
    (folder / "small.toml").unlink()
    (folder / "first.toml").write_text(FIRST)
    (folder / "other.toml").write_text(OTHER)
    desk.shelf.reload()


def answer(desk: Desk, *questions: str) -> None:
    for question in questions:
        body = {"question": question, "rating": 3, "study_day": "2026-11-23", "ms": 1000, "credit": None}
        desk.record(Kind.REVIEWED, body)


def answer_all(desk: Desk) -> None:
    answer(desk, *(ref.id for ref in desk.shelf.refs()))


def flat(text: str) -> str:
    return " ".join(text.split())


def in_hand(text: str) -> str:
    return flat(next(line for line in text.splitlines() if "▌" in line))


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_only_cards_that_were_asked_are_on_the_timeline(desk: Desk, opened: Open, seen: Seen) -> None:
    answer(desk, "first/recognition", "first/treaty#c2", "first/undated", "other/late")
    async with opened(size=(120, 30)) as pilot:
        await press(pilot, "t")
        text = seen(pilot)
        assert "Timeline › all decks" in text
        assert "1 of 3" in text
        assert "1948 ● 12 Oct Who was first to [X] recognise it? · The Soviet Union" in flat(text)
        assert "1961 ● 6 Jul The treaty was signed in [city] by Khrushchev. · Moscow" in flat(text)
        assert "2024 ● 19 Jun What was late? · The train" in flat(text)
        for hidden in ("Which war", "whole year", "Who came", "Never", "1953", "○"):
            assert hidden not in text
        assert "a 3 not asked yet" in text


async def test_a_shows_the_others_without_their_answers_and_back(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    answer(desk, "first/recognition")
    async with opened(size=(120, 30)) as pilot:
        await press(pilot, "t", "a")
        text = flat(seen(pilot))
        assert "1 of 6" in text
        assert "1950 ○ 25 Jun–27 Jul 1953 Which war was fought here? · not asked yet" in text
        assert "1961 ○ What about the whole year? · not asked yet" in text
        assert "2000 ○ Jul Who came? · not asked yet" in text
        for answered in ("Korean", "Moscow", "long", "guest", "train", "Never"):
            assert answered not in text
        await press(pilot, "down", "down")
        assert "What about the whole year? not asked yet: the answer stays hidden" in flat(seen(pilot))
        await press(pilot, "a")
        assert "1 of 1" in seen(pilot)
        assert "Which war" not in seen(pilot)


async def test_the_card_in_hand_stays_in_hand_when_others_appear(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    answer(desk, "first/treaty#c1", "other/late")
    async with opened() as pilot:
        await press(pilot, "t", "a")
        assert in_hand(seen(pilot)).startswith("▌ ● 6 Jul The treaty")
        await press(pilot, "a", "down", "a")
        assert in_hand(seen(pilot)).startswith("▌ 2024 ● 19 Jun")


async def test_an_answer_that_was_taken_back_hides_its_card_again(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    answer(desk, "first/recognition")
    event = desk.last_answer()
    assert event
    desk.record(Kind.RETRACTED, {"event": event.id})
    async with opened() as pilot:
        await press(pilot, "t")
        assert "Nothing here has been asked yet." in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_a_timeline_without_a_card_says_what_to_do(
    opened: Open, seen: Seen, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        await press(pilot, "t", "down", "end", "right", "enter", "pagedown")
        text = flat(seen(pilot))
        assert "Nothing here has been asked yet." in text
        assert "once you have answered it." in text
        assert "6 dated cards wait." in text
        await press(pilot, "a")
        assert "Who was first to [X]" in seen(pilot)
        await press(pilot, "q")
        assert "Alliance Tutor" in seen(pilot)


async def test_decks_without_a_date_say_how_a_card_gets_one(
    desk: Desk, folder: Path, opened: Open, seen: Seen
) -> None:
    (folder / "first.toml").unlink()
    (folder / "other.toml").write_text(OTHER.replace("when", "hint"))
    desk.shelf.reload()
    async with opened() as pilot:
        await press(pilot, "t", "a", "d")
        assert 'as in when = "1961-07-06"' in flat(seen(pilot))


async def test_d_shows_one_deck_after_the_other_and_then_all(desk: Desk, opened: Open, seen: Seen) -> None:
    answer_all(desk)
    async with opened() as pilot:
        await press(pilot, "t")
        assert "The oth…" in seen(pilot)
        await press(pilot, "d")
        assert "Timeline › The first [/nope]" in seen(pilot)
        assert "1 of 4" in seen(pilot)
        assert "Who came?" not in seen(pilot)
        await press(pilot, "d")
        assert "Timeline › The other" in seen(pilot)
        assert "1 of 2" in seen(pilot)
        await press(pilot, "d")
        assert "Timeline › all decks" in seen(pilot)
        assert in_hand(seen(pilot)).startswith("▌ 2000 ● Jul")


async def test_a_timeline_of_chosen_decks_has_these_alone(desk: Desk, opened: Open, seen: Seen) -> None:
    answer_all(desk)
    async with opened() as pilot:
        pilot.app.push_screen(TimelineScreen(desk, ("other",)))
        await pilot.pause()
        assert "1 of 2" in seen(pilot)
        assert "d deck" not in seen(pilot)
        await press(pilot, "d")
        assert "1 of 2" in seen(pilot)


async def test_keys_go_by_cards_years_pages_and_to_the_ends(desk: Desk, opened: Open, seen: Seen) -> None:
    answer_all(desk)
    async with opened() as pilot:
        await press(pilot, "t")
        for key, place in (
            ("j", "2 of 6"),
            ("down", "3 of 6"),
            ("k", "2 of 6"),
            ("up", "1 of 6"),
            ("up", "1 of 6"),
            ("right", "2 of 6"),
            ("right", "3 of 6"),
            ("right", "5 of 6"),
            ("left", "3 of 6"),
            ("end", "6 of 6"),
            ("home", "1 of 6"),
            ("pagedown", "6 of 6"),
            ("pageup", "1 of 6"),
        ):
            await press(pilot, key)
            assert place in seen(pilot), key


async def test_the_wheel_scrolls_and_clicks_open_a_decade_and_a_card(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    answer_all(desk)
    async with opened() as pilot:
        await press(pilot, "t")
        await pilot._post_mouse_events([_wheel()], offset=(20, 8))
        await pilot.pause()
        assert "4 of 6" in seen(pilot)
        decades = seen(pilot).splitlines()[2]
        await pilot.click(offset=(decades.index("2000s"), 2))
        await pilot.pause()
        assert "5 of 6" in seen(pilot)
        row = next(n for n, line in enumerate(seen(pilot).splitlines()) if "12 Oct" in line)
        await pilot.click(offset=(30, row))
        await pilot.pause()
        assert "12 Oct 1948 · The first [/nope] › The war" in seen(pilot)
        await press(pilot, "escape")
        assert "1 of 6" in seen(pilot)


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_enter_opens_the_card_with_its_sources_and_o_opens_their_addresses(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    answer_all(desk)
    async with opened() as pilot:
        pilot.app.open_url = opened_urls = Mock()  # type: ignore[method-assign]
        await press(pilot, "t", "enter")
        text = flat(seen(pilot))
        assert "Who was first to [X] recognise it? answer The Soviet Union In a telegram." in text
        assert "documented · checked 22 Nov 2026" in text
        assert "A book [X], n.d. https://example.org/book A page, n.d. https://example.org/page" in text
        await press(pilot, "o", "o", "o")
        assert [call.args[0][-4:] for call in opened_urls.call_args_list] == ["book", "page", "book"]
        await press(pilot, "r")
        assert "What to know before." in seen(pilot)
        await press(pilot, "q", "q")
        assert "Timeline" in seen(pilot)


async def test_a_card_page_has_every_gap_and_no_question_twice(desk: Desk, opened: Open, seen: Seen) -> None:
    answer_all(desk)
    async with opened() as pilot:
        pilot.app.open_url = opened_urls = Mock()  # type: ignore[method-assign]
        await press(pilot, "t", "down", "enter", "o", "r", "space", "q")
        await press(pilot, "enter")
        assert seen(pilot).count("Which war was fought here?") == 1
        await press(pilot, "q", "down", "down", "enter")
        text = flat(seen(pilot))
        assert "in [city] by Khrushchev. answer Moscow" in text
        assert "in Moscow by […]. answer Khrushchev" in text
        opened_urls.assert_not_called()


async def test_a_card_that_was_not_asked_keeps_its_answer_until_it_is_wanted(
    opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        pilot.app.open_url = opened_urls = Mock()  # type: ignore[method-assign]
        await press(pilot, "t", "a", "enter", "o")
        text = flat(seen(pilot))
        assert "Who was first to [X] recognise it? not asked yet: Enter shows the answer" in text
        assert "Union" not in text
        assert "telegram" not in text
        assert "example.org" not in text
        opened_urls.assert_not_called()
        await press(pilot, "enter")
        assert "answer The Soviet Union In a telegram." in flat(seen(pilot))
        await press(pilot, "q", "down", "down", "down", "enter")
        text = seen(pilot)
        assert "[city]" in text
        assert "Moscow" not in text


async def test_a_card_that_has_gone_meanwhile_is_told(
    desk: Desk, folder: Path, opened: Open, seen: Seen
) -> None:
    answer_all(desk)
    async with opened() as pilot:
        pilot.app.push_screen(timeline := TimelineScreen(desk))
        (folder / "first.toml").write_text(FIRST.replace('"recognition"', '"renamed"'))
        desk.shelf.reload()
        await pilot.pause()
        assert "this card is not in the deck any more" in seen(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen is timeline


async def test_only_what_is_in_sight_is_loaded(desk: Desk, folder: Path, opened: Open, seen: Seen) -> None:
    cards = (
        f'[[card]]\nid = "c{n}"\nprompt = "p{n}"\nanswer = "x"\nwhen = "{n:04}"\n' for n in range(1, 3001)
    )
    (folder / "other.toml").write_text("\n".join(['[deck]\nid = "other"\ntitle = "O"', *cards]))
    desk.shelf.reload()
    desk.shelf.question = load = Mock(wraps=desk.shelf.question)  # type: ignore[method-assign]
    async with opened() as pilot:
        await press(pilot, "t", "a")
        assert "of 3\N{NO-BREAK SPACE}004" in seen(pilot)
        await press(pilot, "end")
        assert "p3000" in in_hand(seen(pilot))
        assert 0 < load.call_count < 3 * 24


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10), (20, 5)])
async def test_the_timeline_is_drawn_at_every_size(
    desk: Desk, opened: Open, seen: Seen, size: tuple[int, int]
) -> None:
    answer_all(desk)
    async with opened(size=size) as pilot:
        await press(pilot, "t")
        assert in_hand(seen(pilot)).startswith("▌ 1948 ●" if size[0] >= 60 else "▌1948 ●")
        assert "Enter open" in seen(pilot)
        await press(pilot, "end", "enter")
        assert "What was late?" in seen(pilot)


def card(year: int, *, asked: bool = True) -> Dated:
    return Dated(date(year, 1, 1), date(year, 12, 31), str(year), "d", "", (f"d/{year}",), asked)


def test_the_card_in_hand_stands_in_the_middle_but_at_the_ends() -> None:
    cards = [card(year) for year in range(1950, 1960)]
    assert in_sight(cards, 0, 4) == [Line(n) for n in (0, 1, 2, 3)]
    assert in_sight(cards, 5, 4) == [Line(n) for n in (3, 4, 5, 6)]
    assert in_sight(cards, 9, 4) == [Line(n) for n in (6, 7, 8, 9)]
    assert in_sight(cards[:2], 1, 4) == [Line(0), Line(1)]


def test_a_piece_of_rail_stands_between_decades() -> None:
    cards = [card(year) for year in (1949, 1950, 1959)]
    assert in_sight(cards, 0, 9) == [Line(0), Line(1, between=True), Line(1), Line(2)]


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (40, " 1940s█‹1950s▄›1960s· 1970s· 1980s▄ "),
        (30, " 40s█‹50s▄›60s· 70s· 80s▄ "),
        (20, "1940  █‹▄›· · ▄  1989"),
    ],
)
def test_the_decades_have_the_names_for_which_there_is_room(width: int, line: str) -> None:
    cards = [card(year) for year in (1948, 1949, 1955, 1989)]
    view = View("", "", cards, 2, lambda _: None, {}, "", (), ())
    assert overview(periods(cards, 9), view, width).plain == line
    assert "1980s▄›" in overview(periods(cards, 9), replace(view, place=3), 40).plain


async def test_the_timeline_looks_as_it_should(desk: Desk, opened: Open, picture: object) -> None:
    """Decades with their density, years down a rail, the card in hand whole below, the keys."""
    answer(desk, "first/recognition", "first/war", "first/treaty#c1", "other/visit")
    async with opened() as pilot:
        await press(pilot, "t", "down", "a")
        assert pilot.app.export_screenshot(simplify=True) == picture
