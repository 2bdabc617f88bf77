import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.carrying import Carried, Copy, Way, carry, plan

sides = st.dictionaries(
    st.sampled_from(["a.toml", "b.toml"]), st.builds(Copy, st.sampled_from("xyz"), st.integers(1, 3))
)
bases = st.dictionaries(st.sampled_from(["a.toml", "b.toml"]), st.sampled_from("xyz"))
OPPOSITE = {
    Way.SENT: Way.RECEIVED,
    Way.RECEIVED: Way.SENT,
    Way.SENT_BOTH: Way.RECEIVED_BOTH,
    Way.RECEIVED_BOTH: Way.SENT_BOTH,
}


@given(sides, sides, bases)
def test_plan_is_the_same_seen_from_either_side(
    ours: dict[str, Copy], theirs: dict[str, Copy], base: dict[str, str]
) -> None:
    there = plan(theirs, ours, base)
    assert plan(ours, theirs, base) == {name: OPPOSITE[way] for name, way in there.items()}


@given(sides, sides, bases)
def test_no_text_is_replaced_but_one_that_was_alike_before(
    ours: dict[str, Copy], theirs: dict[str, Copy], base: dict[str, str]
) -> None:
    for name, way in plan(ours, theirs, base).items():
        if way is Way.SENT and name in theirs:
            assert theirs[name].sum == base[name]
        if way is Way.RECEIVED and name in ours:
            assert ours[name].sum == base[name]


def write(folder: Path, name: str, text: str, time: int = 1_000) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (time, time))


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.*")}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "carried"


def test_decks_of_both_sides_come_to_the_other(own: Path, folder: Path) -> None:
    write(own, "a.toml", "a = 1")
    write(own, "of/deck.toml", "b = 1")
    write(folder, "c.toml", "c = 1")
    write(own, "notes.txt", "not a deck")
    carried, memory = carry(own, folder)
    assert [(each.name, each.way) for each in carried] == [
        ("a.toml", Way.SENT),
        ("c.toml", Way.RECEIVED),
        ("of/deck.toml", Way.SENT),
    ]
    assert sorted(memory.alike) == ["a.toml", "c.toml", "of/deck.toml"]
    assert texts(folder) == {name: text for name, text in texts(own).items() if name != "notes.txt"}
    assert carry(own, folder, memory)[0] == []


def test_changed_text_is_carried_and_a_deleted_file_is_not_brought_back(own: Path, folder: Path) -> None:
    write(own, "a.toml", "a = 1")
    write(own, "b.toml", "b = 1")
    _, memory = carry(own, folder)
    write(folder, "a.toml", "a = 2", 500)
    (own / "b.toml").unlink()
    carried, memory = carry(own, folder, memory)
    assert carried == [Carried("a.toml", Way.RECEIVED)]
    assert texts(own) == {"a.toml": "a = 2"}
    assert texts(folder) == {"a.toml": "a = 2", "b.toml": "b = 1"}
    write(folder, "b.toml", "b = 2")
    carry(own, folder, memory)
    assert texts(own)["b.toml"] == "b = 2"


@pytest.mark.parametrize(("times", "holds"), [((2_000, 1_000), "a = 2"), ((1_000, 2_000), "a = 3")])
def test_both_texts_are_kept_where_both_changed(
    own: Path, folder: Path, times: tuple[int, int], holds: str
) -> None:
    write(own, "a.toml", "a = 1")
    _, memory = carry(own, folder)
    write(own, "a.toml", "a = 2", times[0])
    write(folder, "a.toml", "a = 3", times[1])
    (carried,), memory = carry(own, folder, memory)
    assert "both" in carried.way
    for side in (own, folder):
        kept = texts(side)
        assert kept.pop("a.toml") == holds
        (other,) = kept
        assert other in carried.note
        assert kept[other] == ({"a = 2", "a = 3"} - {holds}).pop()
    assert carry(own, folder, memory)[0] == []


def test_text_that_is_not_all_there_yet_is_left(own: Path, folder: Path) -> None:
    write(own, "a.toml", "a = 1")
    _, memory = carry(own, folder)
    write(folder, "a.toml", 'a = "hal')
    (carried,), memory = carry(own, folder, memory)
    assert carried.way is Way.LEFT
    assert texts(own) == {"a.toml": "a = 1"}


@pytest.mark.parametrize(
    "name",
    [
        "a.sync-conflict-20261123-120000-ABCDEFG.toml",
        "a (Anna's conflicted copy 2026-11-23).toml",
        "a (1).toml",
    ],
)
def test_second_version_that_a_tool_made_is_told_and_not_brought(own: Path, folder: Path, name: str) -> None:
    write(folder, name, "a = 1")
    (carried,), _ = carry(own, folder)
    assert (carried.name, carried.way) == (name, Way.LEFT)
    assert "second version" in carried.note
    assert not own.exists()


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_link_is_not_carried(tmp_path: Path, own: Path, folder: Path) -> None:
    write(tmp_path, "secret.toml", "a = 1")
    folder.mkdir()
    (folder / "a.toml").symlink_to(tmp_path / "secret.toml")
    assert carry(own, folder)[0] == []
