"""What `--fix` mends, byte for byte, and what it leaves alone."""

from pathlib import Path

import pytest
from tests.deck.lint.conftest import HEAD, TODAY, WHOLE

from alliance_tutor.deck.library import find
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.fixing import Fixed, fix
from alliance_tutor.errors import UsageError

DECK = '# mine\n[deck]\nid = "d"  # for good\ntitle = "D"\n\n'
CARD = '[[card]]\nid = "c"\nprompt = "When?"\nanswer = "Then"\n'


@pytest.fixture
def mended(tmp_path: Path) -> "Mended":
    return Mended(tmp_path / "d.toml")


class Mended:
    """A file before and after."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done: list[Fixed] = []

    def __call__(self, text: str | bytes) -> str:
        """What the text is after fixing."""
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.done = fix(find([self.path], self.path.parent / "x", self.path.parent / "x"), TODAY)
        return self.path.read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("[card]\nprompt", "[[card]]\nprompt", "E114"),
        ("  [ card ] # one\nprompt", "  [[card]] # one\nprompt", "E114"),
        ('prompt = 1961 # "a"', 'prompt = "1961" # "a"', "E124"),
        ("prompt = 1.10", 'prompt = "1.10"', "E124"),
        ("prompt = 1961-07-06", 'prompt = "1961-07-06"', "E124"),
        ("prompt = true", 'prompt = "true"', "E124"),
        ('type = "date"\nanswer = 1961', 'type = "date"\nanswer = "1961"', "E124"),
        ('type = "numeric"\nanswer = "12"', 'type = "numeric"\nanswer = 12', "E124"),
        ("type = \"true-false\"\nanswer = 'true'", 'type = "true-false"\nanswer = true', "E124"),
        ('as_of = "2026-01-02"', "as_of = 2026-01-02", "E124"),
    ],
)
def test_value_and_header_with_one_right_fix_are_mended_and_nothing_else(
    mended: Mended, before: str, after: str, code: str
) -> None:
    keys = tuple(line.split(" =")[0] for line in before.splitlines())
    rest = "".join(line for line in CARD.splitlines(True) if not line.startswith(keys))
    text = DECK + rest + "{}\n"
    if code == "E114":
        text = DECK + '{} = "When?"\nanswer = "Then"\n'
    assert mended(text.format(before)) == text.format(after)
    assert [each.code for each in mended.done] == [code]
    assert str(mended.done[0]).startswith(f"{mended.path}:")


@pytest.mark.parametrize(
    "line",
    [
        'prompt = "a" ""',  # no TOML
        'type = "numeric"\nanswer = "500,000"',  # 500 000, or 500 to three places
        'type = "numeric"\nanswer = 5\ntolerance = "5"',  # 5, or 5 %
        'type = "numeric"\nanswer = "12 km"',
        'promt = "a"',
        'points = "many"',
        "tags = [1]\nsources = 3",
    ],
)
def test_fault_with_more_than_one_fix_is_left_alone(mended: Mended, line: str) -> None:
    key = line.split(" =")[0]
    text = (
        DECK + "".join(each for each in CARD.splitlines(True) if not each.startswith((key, "answer"))) + line
    )
    kept = mended(text)
    assert kept == text or (key == "tags" and 'tags = ["1"]' in kept)


def test_byte_order_mark_goes_and_line_ends_stay(mended: Mended) -> None:
    text = (DECK + CARD).replace("\n", "\r\n")
    assert mended("\ufeff" + text) == text
    assert [each.code for each in mended.done] == ["W101"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('ignore = ["q149"]', 'ignore = ["Q149"]'),
        ("ignore = [' q149 ']", 'ignore = ["Q149"]'),
        ('ignore = ["Q149", "Q114"] # why', 'ignore = ["Q149"] # why'),
        ('ignore = ["Q114", "Q149"]', 'ignore = ["Q149"]'),
        ('ignore = [ "Q114" , "Q149" ]', 'ignore = [ "Q149" ]'),
        ('ignore = ["Q114", "Q149", "Q104"]', 'ignore = ["Q149"]'),
    ],
)
def test_code_in_a_list_gets_its_capital_or_goes(mended: Mended, before: str, after: str) -> None:
    text = DECK.replace("\n\n", "\n{}\n\n") + CARD
    assert mended(text.format(before)) == text.format(after)


def test_list_that_is_empty_then_goes_with_its_reason(mended: Mended) -> None:
    head = HEAD + WHOLE
    assert mended(head + 'ignore = ["Q110"]\nreason = "It was long."\nhint = "h"\n') == head + 'hint = "h"\n'
    assert (
        mended(head + 'reason = "Kept."\nignore = ["Q110"] # why\n')
        == head + 'reason = "Kept."\nignore = [] # why\n'
    )


@pytest.mark.parametrize("listed", ['[\n  "Q110",\n]', '["Q160"]', '["clang"]', '["E120"]'])
def test_list_over_lines_and_code_that_another_deck_decides_stay(mended: Mended, listed: str) -> None:
    text = HEAD + WHOLE + f'ignore = {listed}\nreason = "r"\n'
    assert mended(text) == text


def test_several_files_and_rounds_are_mended_until_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('[deck]\nid = "d"\ntitle = "D"\nignore = ["q149", "q114"]\n')
    (tmp_path / "more.toml").write_text(
        '[card]\nprompt = 1\nanswer = "2"\n[card]\nprompt = "b"\nanswer = "c"\n'
    )
    files = find([tmp_path], tmp_path / "x", tmp_path / "x")
    assert len(fix(files, TODAY)) == 6
    assert check(files, TODAY).findings == ()
    assert fix(files, TODAY) == []


def test_file_that_is_no_text_stays(mended: Mended) -> None:
    data = b"[deck]\nid = '\xff'\n[card]\nprompt = 1\n"
    with pytest.raises(UnicodeDecodeError):
        mended(data)
    assert mended.path.read_bytes() == data
    assert mended.done == []


def test_file_that_cannot_be_written_is_a_fault(mended: Mended, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("alliance_tutor.deck.lint.fixing.replace_file", refuse)
    with pytest.raises(UsageError, match="cannot be written: Permission denied"):
        mended("\ufeff" + DECK + CARD)
