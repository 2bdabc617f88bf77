"""`relink`."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.test_relinking import HEAD, NEW, OLD, OTHER, change, save, study

from alliance_tutor.desk import Desk


def vanished(home: Path) -> tuple[str, str]:
    """A deck of which a studied card's prompt was changed: the old card and the new one."""
    path = home / "decks" / "d.toml"
    path.parent.mkdir(parents=True)
    save(path, HEAD + OLD + OTHER)
    with Desk.open() as desk:
        study(desk)
        change(desk, path, HEAD + NEW + OTHER)
        (offer,) = desk.relinking.offers()
        return offer.old, offer.new


def test_relink_when_nothing_has_vanished_says_so(run: Run, home: Path) -> None:
    ran = run("relink")
    assert (ran.code, ran.out, ran.err) == (0, "", "no card that vanished is like a new one\n")
    assert not (home / "history.db").exists()
    assert json.loads(run("relink", "--json").out) == {"offers": [], "made": []}


def test_relink_when_a_card_has_vanished_lists_carries_and_takes_back(run: Run, home: Path) -> None:
    old, new = vanished(home)
    ran = run("relink")
    assert ran.out.startswith(f"{old} {new}: ")
    assert "  was: What is the capital of Korea? — Pyongyang\n" in ran.out
    assert ran.err == "hint: alliance-tutor relink OLD NEW carries a history over\n"
    assert json.loads(run("relink", "--json").out)["offers"][0]["answers"] == 2
    ran = run("relink", old, new)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"{new} has the history of {old} now\n")
    assert run("relink").out == ""
    assert json.loads(run("relink", "--json").out)["made"] == [{"from": old, "to": new}]
    assert run("relink", "--undo").err == f"{old} has its history back from {new}\n"
    assert run("relink", "--undo").code == 2
    assert run("relink").out != ""


def test_relink_when_asked_wrongly_says_what_is_wanted(run: Run, home: Path) -> None:
    for words in (["d/a"], ["d/a", "d/b", "--undo"], ["d/a", "d/b"]):
        ran = run("relink", *words)
        assert ran.code == 2
        assert "hint: " in ran.err


def test_relink_all_when_only_one_new_card_is_like_carries_over(run: Run, home: Path) -> None:
    old, new = vanished(home)
    ran = run("relink", "--all")
    assert (ran.code, ran.out, ran.err) == (0, "", f"{new} has the history of {old} now\n")
    assert run("relink", "--all").err == "no history waits that only one new card could have\n"
    assert run("relink", "--all", "--undo").code == 2


def test_relink_all_when_several_are_like_leaves_it_to_the_author(run: Run, home: Path) -> None:
    vanished(home)
    path = home / "decks" / "d.toml"
    twin = NEW.replace("North Korea", "South Korea")
    save(path, HEAD + NEW + twin + OTHER)
    err = run("relink", "--all").err
    assert err.endswith("1 history could be of several cards: alliance-tutor relink lists them\n")
    assert json.loads(run("relink", "--json").out)["made"] == []
