"""`paper`."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run, put
from tests.cli.test_examining import deck

OPEN = '[[card]]\nid = "essay"\ntype = "open"\nprompt = "Why?"\nnotes = "Because."\nlines = 5\n'
GAPS = '[[card]]\nid = "gaps"\ntype = "cloze"\ntext = "In {{Moscow}} in {{1961}}."\n'


@pytest.fixture
def mine(home: Path) -> Path:
    return put(home, "mine.toml", deck() + OPEN + GAPS)


@pytest.fixture
def plain(home: Path) -> Path:
    """A deck that proposes no exam and has one question that the program marks."""
    text = (
        '[deck]\nid = "plain"\ntitle = "Plain deck"\n[[card]]\nid = "b"\nprompt = "Front"\nanswer = "Back"\n'
    )
    return put(home, "plain.toml", text + OPEN)


def questions(run: Run, *arguments: str) -> list[str]:
    ran = run("paper", *arguments, "--json")
    assert ran.code == 0, ran.err
    return [item["question"] for item in json.loads(ran.out)["items"]]


def test_paper_as_json_is_that_of_the_mock_exam_and_records_nothing(run: Run, mine: Path) -> None:
    arguments = ("mine", "--seed", "7", "--json")
    assert json.loads(run("paper", *arguments).out) == json.loads(run("exam", *arguments).out)
    assert run("journal", "--json").out == ""


def test_paper_as_json_has_every_version(run: Run, mine: Path) -> None:
    found = json.loads(run("paper", "mine", "--seed", "7", "--versions", "A,B", "--json").out)
    first, second = found["versions"]
    assert (first["version"], second["version"]) == ("A", "B")
    assert first["items"] == found["items"]
    assert second["items"] != first["items"]
    assert sorted(q["question"] for q in second["items"]) == sorted(q["question"] for q in first["items"])


def test_paper_without_a_folder_prints_the_test_with_its_title(run: Run, mine: Path) -> None:
    ran = run("paper", "mine", "--seed", "7")
    assert ran.code == 0
    assert ran.out.startswith("# Final\n\n3 questions · 3 points · seed 7\n\nName ___")
    assert ran.out.count("\n## ") == 3
    assert run("paper", "mine", "--title", "My <b>", "--to", "html").out.count("<h1>My &lt;b&gt;</h1>") == 1


def test_paper_of_a_deck_without_an_exam_has_what_the_teacher_marks(run: Run, plain: Path) -> None:
    assert sorted(questions(run, "plain")) == ["plain/b", "plain/essay"]
    assert sorted(questions(run, str(plain))) == ["plain/b", "plain/essay"]
    assert run("paper", "plain").out.startswith("# Plain deck\n\n2 questions")
    assert len(questions(run, "plain", "--items", "1")) == 1


def test_paper_of_a_topic_has_its_questions_alone(run: Run, mine: Path) -> None:
    found = questions(run, "mine", "--topic", "t")
    assert sorted(found) == [f"mine/c{number}" for number in range(6)]


def test_paper_with_a_folder_writes_all_and_names_it(run: Run, mine: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    ran = run("paper", "mine", "--seed", "7", "--versions", "A,B", "--to", "both", "-o", str(folder))
    assert ran.code == 0
    names = {
        f"{page}-{version}.{form}"
        for page in ("test", "key", "answers")
        for version in "AB"
        for form in ("md", "html")
    }
    assert {path.name for path in folder.iterdir()} == names
    assert sorted(ran.out.split()) == sorted(str(folder / name) for name in names)
    assert "seed 7" in ran.err
    assert "version B · seed 7" in (folder / "key-B.html").read_text(encoding="utf-8")


def test_paper_with_a_folder_and_no_version_writes_html(run: Run, mine: Path, tmp_path: Path) -> None:
    assert run("paper", "mine", "-o", str(tmp_path / "x")).code == 0
    assert {path.name for path in (tmp_path / "x").iterdir()} == {"test.html", "key.html", "answers.html"}


def test_paper_when_one_file_is_there_writes_none(run: Run, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "key-B.html").write_text("mine")
    before = sorted(tmp_path.iterdir())
    ran = run("paper", "mine", "--versions", "A,B", "-o", str(tmp_path))
    assert ran.code == 2
    assert "key-B.html: there is such a file already, nothing was written" in ran.err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "key-B.html").read_text() == "mine"


def test_paper_when_a_file_cannot_be_written_leaves_none(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def full(self: Path, mode: str = "r", **how: str) -> object:
        if self.name == "answers.html":
            raise OSError(28, "No space left on device")
        return real(self, mode, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    ran = run("paper", "mine", "-o", str(tmp_path / "x"))
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert list((tmp_path / "x").iterdir()) == []


def test_paper_when_the_folder_is_a_file_says_so(run: Run, mine: Path) -> None:
    ran = run("paper", "mine", "-o", str(mine))
    assert ran.code == 2
    assert "cannot be written" in ran.err


# Picked


def test_pick_has_exactly_these_in_this_order(run: Run, mine: Path, tmp_path: Path) -> None:
    wanted = ["mine/essay", "mine/c4", "mine/gaps#c2", "mine/c1"]
    assert questions(run, "--pick", ",".join(wanted)) == wanted
    assert questions(run, "mine", "--pick", "essay c4", "--pick", "gaps#c2,c1") == wanted
    file = tmp_path / "ids.txt"
    file.write_text("\ufeff# mine\n\n" + "\n".join(wanted) + "\n", encoding="utf-8")
    assert questions(run, "mine", "--pick", str(file), "--versions", "A,B") == wanted


def test_pick_when_ids_are_longer_than_any_name_of_a_file_takes_them(run: Run, home: Path) -> None:
    put(home, "long.toml", deck(60).replace('"mine"', '"long"'))
    ids = [f"c{number}" for number in range(60)]
    assert questions(run, "long", "--pick", ",".join(ids) + "," * 200) == [f"long/{id}" for id in ids]


def test_pick_when_questions_are_siblings_warns(run: Run, mine: Path) -> None:
    ran = run("paper", "mine", "--pick", "gaps#c1,gaps#c2")
    assert ran.code == 0
    assert "warning: mine/gaps#c1 and mine/gaps#c2 are questions of one card" in ran.err
    assert "# Mine\n" in ran.out


@pytest.mark.parametrize(
    ("pick", "message", "hint"),
    [
        ("mine/c99", "mine/c99 is no question of these decks", "did you mean mine/c"),
        ("mine/c99,zzz", "mine/c99, zzz are no questions of these decks", "did you mean mine/c"),
        ("zzzzzz", "zzzzzz is no question of these decks", "alliance-tutor paper DECK --json"),
        ("mine/c1,mine/c1", "mine/c1 is picked twice", "a paper asks a question once"),
        (",", "no question is picked", "--pick takes ids"),
        ("gone.txt", "there is no such file of ids", "--pick takes ids, or a file"),
    ],
)
def test_pick_when_it_cannot_be_taken_says_why(
    run: Run, mine: Path, pick: str, message: str, hint: str
) -> None:
    ran = run("paper", "--pick", pick)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert hint in ran.err


def test_pick_when_the_file_is_no_text_says_so(run: Run, mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "ids.bin"
    file.write_bytes(b"\xff\xfe\x00")
    assert "the file cannot be read" in run("paper", "--pick", str(file)).err
    file.write_bytes(b"a" * 1_000_001)
    assert "too long" in run("paper", "--pick", str(file)).err


# What makes no sense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no deck is named"),
        (["mine", "--pick", "mine/c1", "--items", "3"], "--pick says which questions"),
        (["mine", "--versions", "A,B"], "there is more than one page to print"),
        (["mine", "--to", "both"], "there is more than one page to print"),
        (["mine", "--json", "-o", "x"], "--json prints the paper and writes no file"),
        (["mine", "--versions", "A,../b", "-o", "x"], "../b cannot name a version"),
        (["mine", "--versions", "A,,B", "-o", "x"], "an empty name cannot name a version"),
        (["mine", "--versions", "a,A", "-o", "x"], "two versions have the same name"),
        (["mine", "--versions", ",".join(map(str, range(27))), "-o", "x"], "27 versions are too many"),
        (["mine", "--items", "900"], "too few questions"),
        (["nine"], "there is no deck nine"),
        (["mine", "--topic", "zzz"], "there is no topic zzz"),
    ],
)
def test_paper_when_it_makes_no_sense_says_so(
    run: Run, mine: Path, arguments: list[str], message: str
) -> None:
    ran = run("paper", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert f"error: {message}" in ran.err
    assert "hint: " in ran.err
