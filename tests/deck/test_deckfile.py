"""What `read` says of faulty files: each case is a text and where its findings stand."""

from pathlib import Path

import pytest

from alliance_tutor.deck.deckfile import Reading, parse, read
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.collector import LIMIT
from alliance_tutor.deck.lint.findings import Severity

HEAD = '[deck]\nid = "d"\ntitle = "D"\n'
CARD = '[[card]]\nid = "c"\nprompt = "p"\nanswer = "a"\n'

PROVISIONAL = provisional_id("basic", "When?")
TYPES = (
    "The types are basic, cloze, choice, multiple-response, true-false, short-answer, numeric, date, "
    "ordering, matching, open"
)
SAMPLES = ("[/nope]", "[@click=app.quit]", "[X]", "[[link]]", "[$accent]", "list[i]")


def reading(text: str | bytes, name: str = "history.toml") -> Reading:
    return parse([(Path(name), text.encode() if isinstance(text, str) else text)])


def places(text: str | bytes) -> list[tuple[int, int, str]]:
    return [(found.line, found.column, found.code) for found in reading(text).findings]


def said(text: str | bytes) -> tuple[str, str]:
    [finding] = reading(text).findings
    return finding.message, finding.hint


def card(keys: str) -> str:
    """A deck whose one card has these keys; they begin on line 5."""
    return f"{HEAD}[[card]]\n{keys}\n"


def test_a_first_deck_is_six_lines() -> None:
    found = reading('[deck]\nid = "d"\ntitle = "D"\n[[card]]\nprompt = "p"\nanswer = "a"\n')
    assert found.findings == ()
    assert found.deck is not None
    assert (found.id, found.title, found.cards) == ("d", "D", 1)
    assert (found.deck.language, found.deck.sourced, found.deck.cards[0].points) == ("en", False, 1)


def test_every_key_of_every_table_is_read() -> None:
    found = reading(Path(__file__).with_name("every-key.toml").read_bytes())
    assert found.findings == ()
    assert found.deck is not None
    assert [card.type for card in found.deck.cards] == [
        "basic",
        "cloze",
        "choice",
        "true-false",
        "short-answer",
        "multiple-response",
        "numeric",
        "date",
        "ordering",
        "matching",
        "open",
        "basic",
    ]
    exam = found.deck.exam
    assert exam is not None
    assert (exam.items, exam.minutes, exam.item_seconds, exam.cut_score) == (12, 20, 90, 60)
    assert [(part.topic, part.level, part.type, part.items) for part in exam.parts] == [
        ("early-ties", "recall", "basic", 1),
        ("", None, "", 3),
    ]
    assert found.deck.topics[0].summary.startswith("A short")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The text as a whole
        ("", [(1, 1, "E104")]),
        ("\n# nothing\n", [(1, 1, "E104")]),
        (CARD, [(1, 1, "E110")]),
        ("[deck]\n" + CARD, [(1, 1, "E123"), (1, 1, "E123")]),
        (HEAD, [(1, 1, "W102")]),
        (HEAD + CARD + HEAD.replace("[deck]", "\n[deck]"), [(9, 1, "E111")]),
        ("[[deck]]\n" + HEAD[7:] + CARD, [(1, 1, "E114")]),
        (HEAD + CARD.replace("[[card]]", "[card]"), [(4, 1, "E114")]),
        (HEAD + "[card]\nprompt='x'\nanswer='y'\n" + CARD, [(4, 1, "E114")]),
        (HEAD + CARD.replace("card", "cards"), [(4, 1, "E113")]),
        (HEAD + CARD.replace("card", "question"), [(4, 1, "E113")]),
        (HEAD + CARD.replace("card", "Crad"), [(4, 1, "E113")]),
        (HEAD + CARD + "[colophon]\nx = 1\n", [(8, 1, "E113")]),
        ('title = "x"\n' + HEAD + CARD, [(1, 1, "E115")]),
        (
            "card = []\n" + HEAD + CARD.replace("card", "topic"),
            [(1, 1, "E115"), (2, 1, "W102"), (5, 1, "E123"), (7, 1, "E122"), (8, 1, "E122")],
        ),
        ('topic = ["x"]\n' + HEAD + CARD, [(1, 1, "E115")]),
        # Syntax: the next table is read again
        (HEAD + "[[card]]\nprompt = x\n" + CARD + "anwser = 1\n", [(5, 10, "E106"), (10, 1, "E120")]),
        (HEAD + '[[card]]\nprompt = "x\nanswer = 1\n' + CARD + "x = 1\n", [(5, 10, "E107"), (11, 1, "E120")]),
        (
            HEAD + '[[card]]\nprompt = """x\n' + CARD + 'hint = """h"""\nx = 1\n',
            [(5, 10, "E107"), (11, 1, "E120")],
        ),
        (HEAD + "[[card]]\nprompt = '''x\n" + CARD, [(5, 10, "E107")]),
        (HEAD + '[[card]]\ntags = ["x",\n' + CARD + "x = 1\n", [(5, 8, "E107"), (10, 1, "E120")]),
        (HEAD + '[[card]]\ndistractors = [{ text = "x",\n' + CARD, [(5, 16, "E107")]),
        (HEAD + '[[card]]\ndistractors = [{ text = "x",\nwhy = "y" }]\n' + CARD, [(5, 29, "E107")]),
        (HEAD + "[[card]]\ntags = [1 2]\n" + CARD, [(5, 11, "E107")]),
        (HEAD + '[[card]\nprompt = "x"\n' + CARD, [(4, 7, "E106")]),
        (HEAD + "[[card]]\nprompt\n" + CARD, [(5, 7, "E106")]),
        (HEAD + '[[card]]\nprompt = "a" b\n' + CARD, [(5, 14, "E106")]),
        (HEAD + "[[card]]\n= 1\n" + CARD, [(5, 1, "E106")]),
        (HEAD + '[[card]]\n{ = "x"\n' + CARD, [(5, 1, "E106")]),
        (HEAD + '[[card]]\nprompt = "C:\\dir"\n' + CARD, [(5, 13, "E106")]),
        (HEAD + "[[card]]\nas_of = 2026-02-30\n" + CARD, [(5, 9, "E106")]),
        (HEAD + '[[card]]\nhint = "a"\nhint = "b"\n' + CARD, [(6, 1, "E108")]),
        (HEAD + '[[card]]\ndistractors = [{ text = "a", text = "b" }]\n' + CARD, [(5, 30, "E108")]),
        (HEAD + "[[card]]\n[card.x]\n[card.x]\n" + CARD, [(6, 8, "E108")]),
        (HEAD + "[[card]]\nprompt = “x”\n" + CARD, [(5, 10, "E106")]),
        (HEAD + "[[card]]\nprompt =\u00a0'x'\n" + CARD, [(5, 9, "E106")]),
        (HEAD + f"[[card]]\npoints = {'1' * 5000}\n" + CARD, [(5, 10, "E106")]),
        (HEAD + f"[[card]]\ntags = {'[' * 900}{']' * 900}\n" + CARD, [(4, 1, "E106")]),
        (HEAD + f"[[card]]\n{'a.' * 300}b = 1\n" + CARD, [(5, 1, "E106")]),
        (HEAD + "[[card]]\nprompt = '\\ud800'\nhint = \"\\ud800\"\n" + CARD, [(6, 9, "E106")]),
        ("[deck\n" + HEAD[7:] + CARD, [(1, 6, "E106")]),
        ("deck]\n" + HEAD[7:] + CARD, [(1, 5, "E106")]),
        (
            "[[topic]]\nx\n[[source]]\nx\n" + HEAD + CARD + 'topic = "t"\nsources = ["s"]\n',
            [(2, 2, "E106"), (4, 2, "E106")],
        ),
        (
            '[[topic]]\nid = "t"\nx\n' + HEAD + CARD + 'topic = "t"\n' + CARD[:9] + 'id = "e"\ntopic = "u"\n',
            [(3, 2, "E106"), (12, 1, "E123"), (12, 1, "E123"), (14, 9, "E142")],
        ),
        # Two tables that clash only as a whole
        (HEAD + 'card = [{ prompt = "x", answer = "y" }]\n' + CARD, [(4, 1, "E120")]),
        ('card = [{ prompt = "x", answer = "y" }]\n' + HEAD + CARD, [(5, 7, "E108")]),
        # Keys
        (card('prompt = "p"\nanswer = "a"\nsuorces = ["s"]'), [(7, 1, "E120")]),
        (card('prompt = "p"\nanswer = "a"\ntitle = "t"'), [(7, 1, "E122")]),
        (card('prompt = "p"\nanswer = "a"\ncolour = "t"'), [(7, 1, "E120")]),
        (card('prompt = "p"\ndistractors = ["b"]\nanswer = "a"'), [(6, 1, "E121")]),
        (card("text = '{{a}}'"), [(5, 1, "E121")]),
        (card('prompt = "p"\nanswer = true'), [(6, 1, "E121")]),
        (card('type = "basic"\nprompt = "p"\ndistractors = ["b"]\nanswer = "a"'), [(7, 1, "E121")]),
        (card('type = "cloze"\ntext = "{{a}}"\nanswer = "a"'), [(7, 1, "E121")]),
        (card('answer = "a"'), [(4, 1, "E123")]),
        (
            card('type = "choice"\nprompt = "p"\nanswer = "a"\ndistractors = [{ why = "b" }]'),
            [(8, 16, "E123")],
        ),
        (
            card('type = "choice"\nprompt = "p"\nanswer = "a"\ndistractors = [{ text = "b", wy = "c" }]'),
            [(8, 30, "E120")],
        ),
        (
            card('type = "choice"\nprompt = "p"\nanswer = "a"\n[[card.distractors]]\ntext = 5'),
            [(9, 8, "E124")],
        ),
        (card('type = "choise"\nprompt = "p"\nanswer = "a"\ndistractors = ["b"]'), [(5, 8, "E125")]),
        (
            card('type = "riddle"\nprompt = "p"\nanswer = "a"\nstatus = "x"'),
            [(5, 8, "E125"), (8, 10, "E126")],
        ),
        (card('type = 5\nprompt = "p"\nanswer = "a"'), [(5, 8, "E124")]),
        ("[deck]\nid = 'd'\ntitle = 'D'\nurl = 'x'\n" + CARD, [(4, 1, "E122")]),
        (HEAD + CARD + "[[topic]]\nid = 't'\ntitle = 'T'\nprompt = 'x'\n", [(11, 1, "E122")]),
        # Values
        (card('prompt = 5\nanswer = ["a"]'), [(5, 10, "E124"), (6, 10, "E124")]),
        (card('prompt = "p"\nanswer = "a"\nreverse = "true"'), [(7, 11, "E124")]),
        (card('prompt = "p"\nanswer = "a"\ntags = "t"\nsources = [5]'), [(7, 8, "E124"), (8, 12, "E124")]),
        (card('prompt = "p"\nanswer = "a"\nas_of = "2026-03-01"'), [(7, 9, "E124")]),
        (card('prompt = "p"\nanswer = "a"\nas_of = 2026-03-01T10:00:00'), [(7, 9, "E124")]),
        (card('prompt = "p"\nanswer = "a"\nwhen = 1948-10-12'), [(7, 8, "E124")]),
        (card('prompt = "p"\nanswer = "a"\nwhen = "1953..1950"'), [(7, 8, "E131")]),
        (card('prompt = "p"\nanswer = "a"\npoints = -1'), [(7, 10, "E129")]),
        (card('prompt = "p"\nanswer = "a"\npoints = inf'), [(7, 10, "E129")]),
        (card('prompt = "p"\nanswer = "a"\npoints = 1000000.5'), [(7, 10, "E129")]),
        (card(f'prompt = "p"\nanswer = "a"\npoints = 0x{"f" * 5000}'), [(7, 10, "E129")]),
        (card('prompt = "p"\nanswer = "a"\npoints = true'), [(7, 10, "E124")]),
        (card('prompt = "  "\nanswer = ""'), [(5, 10, "E127"), (6, 10, "E127")]),
        (card('prompt = "p"\nanswer = "a"\nlevel = "recal"'), [(7, 9, "E126")]),
        (card('prompt = "p"\nanswer = "a"\nstatus = 5'), [(7, 10, "E126")]),
        (card('prompt = "p"\nanswer = "a"\nid = "A b"'), [(7, 6, "E128")]),
        (card('prompt = "p"\nanswer = "a"\nignore = ["Q1"]'), [(4, 1, "E134")]),
        (card('prompt = "p"\nanswer = "a"\nignore = ["Q1"]\nreason = " "'), [(8, 10, "E134")]),
        (card('type = "choice"\nprompt = "p"\nanswer = "a"\ndistractors = []'), [(8, 15, "E129")]),
        (
            card('type = "choice"\nprompt = "p"\nanswer = "a"\ndistractors = ["b", " a", { text = "b" }]'),
            [(8, 21, "E133"), (8, 27, "E133")],
        ),
        (
            card('type = "cloze"\ntext = """\nIn {{1961}} and \\\n  {{}} and {{b"""'),
            [(8, 3, "E132"), (8, 12, "E132")],
        ),
        (card(f'prompt = "p"\nanswer = "a"\ntags = [{"1," * 1001}]'), [(7, 8, "E129")]),
        (
            HEAD + CARD + "[[source]]\nid = 's'\ntitle = 'S'\nyear = 0\nurl = 'ftp://x'\n",
            [(11, 8, "E129"), (12, 7, "E130")],
        ),
        (
            HEAD + CARD + "[[source]]\nid = 's'\ntitle = 'S'\nyear = '1948'\nurl = 'http://'\n",
            [(11, 8, "E124"), (12, 7, "E130")],
        ),
        ("[deck]\nformat = 0\nid = 'd'\ntitle = 'D'\n" + CARD, [(2, 10, "E129")]),
        ("[deck]\nformat = 2\nid = 5\nnew = 1\n[new]\n" + CARD, [(2, 10, "E135")]),
        # Types that a card has by its keys or its answer
        (card('prompt = "p"\nanswers = ["a"]\ndistractors = ["b"]'), [(6, 1, "E121")]),
        (card('prompt = "p"\ndistractors = ["b"]\nanswers = ["a"]'), [(7, 1, "E121")]),
        (card('prompt = "p"\nitems = ["a", "b"]'), [(6, 1, "E121")]),
        (card('prompt = "p"\ndistractors = ["c"]\npairs = [["a", "1"], ["b", "2"]]'), [(7, 1, "E121")]),
        (card('prompt = "p"\nanswer = 5\ntolerance = 1'), [(7, 1, "E121")]),
        (card('prompt = "p"\nanswer = 5\nunit = "km"'), [(7, 1, "E121")]),
        (card('prompt = "p"\nanswer = 5.5'), [(6, 1, "E121")]),
        (card('prompt = "p"\nanswer = 1961-07-06'), [(6, 1, "E121")]),
        (card('prompt = "p"\nanswer = 5\nreverse = true'), [(6, 10, "E124")]),
        (card('prompt = "p"\nanswer = 5\ndistractors = ["b"]'), [(6, 10, "E124"), (7, 1, "E121")]),
        (card('prompt = "p"\nanswer = 5\naccept = ["b"]'), [(6, 10, "E124"), (7, 1, "E121")]),
        (card('type = "basic"\nprompt = "p"\nanswer = 1961-07-06'), [(7, 10, "E124")]),
        (
            card('type = "ordering"\nprompt = "p"\nanswer = "a"\npairs = []'),
            [(4, 1, "E123"), (7, 1, "E121"), (8, 1, "E121")],
        ),
        # multiple-response
        (card('type = "multiple-response"\nprompt = "p"'), [(4, 1, "E123"), (4, 1, "E123")]),
        (
            card('type = "multiple-response"\nprompt = "p"\nanswers = []\ndistractors = "b"'),
            [(7, 11, "E129"), (8, 15, "E124")],
        ),
        (
            card(
                'type = "multiple-response"\nprompt = "p"\nanswers = ["a", " a", 5, ""]\n'
                'distractors = ["c", "ａ", { text = "c" }, { text = 5 }, { why = "w" }]'
            ),
            [
                *((7, 17, "E133"), (7, 23, "E124"), (7, 26, "E127")),
                *((8, 21, "E133"), (8, 26, "E133"), (8, 51, "E124"), (8, 56, "E123")),
            ],
        ),
        # choice: options are compared even where others are faulty
        (
            card('type = "choice"\nprompt = "p"\nanswer = "a"\ndistractors = ["b", 5, "b", "a"]'),
            [(8, 21, "E124"), (8, 24, "E133"), (8, 29, "E133")],
        ),
        # open
        (card('type = "open"\nprompt = "p"'), [(4, 1, "E123")]),
        (card('type = "open"\nprompt = "p"\nnotes = " "\nlines = 0'), [(7, 9, "E127"), (8, 9, "E129")]),
        (card('type = "open"\nprompt = "p"\nnotes = "n"\nlines = "8"'), [(8, 9, "E124")]),
        (card('type = "open"\nprompt = "p"\nnotes = "n"\nanswer = "a"'), [(8, 1, "E121")]),
        (card('prompt = "p"\nnotes = "n"'), [(6, 1, "E121")]),
        # The exam
        (HEAD + "[exam]\n" + CARD, [(4, 1, "E123")]),
        (HEAD + "[[exam]]\nitems = 3\n" + CARD, [(4, 1, "E114")]),
        (
            HEAD + "[[exam]]\nitems = 3\n[[exam]]\n" + CARD,
            [(4, 1, "E114"), (6, 1, "E114"), (6, 1, "E116")],
        ),
        (HEAD + "[exam]\nitems = 3\n[exam]\n" + CARD, [(6, 1, "E116")]),
        (HEAD + "[exam]\n[exam.part]\nitems = 3\n" + CARD, [(5, 1, "E114")]),
        (HEAD + "[exams]\nitems = 3\n" + CARD, [(4, 1, "E113")]),
        (HEAD + "[exam]\nitems = 3\npart = [1]\n" + CARD, [(6, 8, "E124")]),
        (HEAD + "[exam]\nitems = 3\npart = 5\n" + CARD, [(6, 8, "E124")]),
        (HEAD + "[exam]\nitems = 3\nparts = 5\nprompt = 5\n" + CARD, [(6, 1, "E120"), (7, 1, "E122")]),
        (
            HEAD
            + "[exam]\ntitle = 5\nitems = 0\nminutes = 1441\nitem_seconds = 1.5\ncut_score = 101\n"
            + CARD,
            [(5, 9, "E124"), (6, 9, "E129"), (7, 11, "E129"), (8, 16, "E124"), (9, 13, "E129")],
        ),
        (
            HEAD + "[exam]\nitems = 1\npause = 1\ncertainty = true\nnegative = 0.5\n" + CARD,
            [(6, 9, "E124"), (8, 12, "E146")],
        ),
        (HEAD + "[exam]\nitems = 1\nnegative = true\n" + CARD, [(6, 12, "E124")]),
        (HEAD + "[exam]\nitems = 1\nnegative = 2\n" + CARD, [(6, 12, "E129")]),
        (HEAD + "[[exam.part]]\n" + CARD, [(4, 1, "E123")]),
        (
            HEAD + "[[exam.part]]\nitems = -1\ntopic = 't'\nlevel = 'x'\ntype = 'x'\nprompt = 'x'\n" + CARD,
            [(5, 9, "E129"), (6, 9, "E144"), (7, 9, "E126"), (8, 8, "E125"), (9, 1, "E122")],
        ),
        (HEAD + "[exam]\nitems = 2\n[[exam.part]]\nitems = 3\n" + CARD, [(5, 9, "E145")]),
        (
            HEAD + "[exam]\nitems = 2\n[[exam.part]]\nitems = 1\n" + CARD + "[[exam.part]]\nitems = 2\n",
            [(5, 9, "E145")],
        ),
        (HEAD + "[exam]\n[[exam.part]]\nitems = 999\n[[exam.part]]\nitems = 2\n" + CARD, [(4, 1, "E145")]),
        ('exam = { items = 5, part = [{ items = 1, topic = "u" }] }\n' + HEAD + CARD, [(1, 50, "E144")]),
        # A slip elsewhere hides nothing in the parts of the exam, wherever they stand
        (
            HEAD
            + "[exam]\nitems = 2\n[[exam.part]]\nitems = 1\n"
            + CARD
            + "x =\n[[exam.part]]\nitems = 'x'\n[[exam.part]]\nitmes = 1\n",
            [(12, 4, "E106"), (14, 9, "E124"), (15, 1, "E123"), (16, 1, "E120")],
        ),
        (
            HEAD + CARD + "x =\n[[exam.part]]\nitems = 1\n[[card]]\n[[exam.part]]\ntopic = 5\n",
            [(8, 4, "E106"), (11, 1, "E123"), (11, 1, "E123"), (12, 1, "E123"), (13, 9, "E124")],
        ),
        # numeric
        (card('type = "numeric"\nprompt = "p"'), [(4, 1, "E123")]),
        *(
            (card(f'type = "numeric"\nprompt = "p"\nanswer = {given}'), [(7, 10, code)])
            for given, code in (
                *(('"500000"', "E124"), ("true", "E124"), ("[5]", "E124"), ("1961-07-06", "E124")),
                *(("inf", "E129"), ("-inf", "E129"), ("nan", "E129"), (str(10**30), "E129")),
                *(("-1e30", "E129"), (f"0x{'f' * 5000}", "E129")),
            )
        ),
        *(
            (card(f'type = "numeric"\nprompt = "p"\nanswer = 5\ntolerance = {given}'), [(8, 13, code)])
            for given, code in (
                *(('"5"', "E136"), ('"5 percent"', "E136"), ('"-5 %"', "E136"), ('"0,5 %"', "E136")),
                *(('""', "E136"), (f'"{"9" * 5000} %"', "E136"), ("-0.5", "E129"), ("inf", "E129")),
                *(("1e30", "E129"), ("true", "E124"), ("[5]", "E124"), ("{ x = 1 }", "E124")),
            )
        ),
        (card('type = "numeric"\nprompt = "p"\nanswer = 0\ntolerance = "5 %"'), [(8, 13, "E136")]),
        (
            card('type = "numeric"\nprompt = 5\nanswer = "x"\ntolerance = "x"\nunit = 5\nunti = "km"'),
            [(6, 10, "E124"), (7, 10, "E124"), (8, 13, "E136"), (9, 8, "E124"), (10, 1, "E120")],
        ),
        # date
        (card('type = "date"\nprompt = "p"'), [(4, 1, "E123")]),
        *(
            (card(f'type = "date"\nprompt = "p"\nanswer = {given}'), [(7, 10, code)])
            for given, code in (
                *(("1961", "E124"), ("true", "E124"), ('["1961"]', "E124"), ("10:30:00", "E124")),
                *(("1961-07-06T10:30:00", "E124"), ("1961-07-06 10:30:00Z", "E124")),
                *(('"1961-13"', "E138"), ('"1961-02-29"', "E138"), ('"0000"', "E138"), ('""', "E138")),
                *(('"1961-7"', "E138"), ('"6 July 1961"', "E138"), ('"1950..1953"', "E138")),
                *(('"196１"', "E138"), ("1961-02-29", "E106")),
            )
        ),
        # ordering
        (card('type = "ordering"\nprompt = "p"'), [(4, 1, "E123")]),
        (card('type = "ordering"\nprompt = "p"\nitems = []'), [(7, 9, "E129")]),
        (card('type = "ordering"\nprompt = "p"\nitems = ["a"]'), [(7, 9, "E129")]),
        (card('type = "ordering"\nprompt = "p"\nitems = "a"'), [(7, 9, "E124")]),
        (card('type = "ordering"\nprompt = "p"\nitems = ["a", 5]'), [(7, 15, "E124")]),
        (card(f'type = "ordering"\nprompt = "p"\nitems = [{"1," * 1001}]'), [(7, 9, "E129")]),
        (card('type = "ordering"\nprompt = "p"\nitems = [' + '"a",' * 1001 + "]"), [(7, 9, "E129")]),
        (
            card('type = "ordering"\nprompt = "p"\nitems = ["a", "b", " a", 5, "", "b"]'),
            [(7, 20, "E137"), (7, 26, "E124"), (7, 29, "E127"), (7, 33, "E137")],
        ),
        # matching
        (card('type = "matching"\nprompt = "p"'), [(4, 1, "E123")]),
        (card('type = "matching"\nprompt = "p"\npairs = []'), [(7, 9, "E129")]),
        (card('type = "matching"\nprompt = "p"\npairs = [["a", "1"]]'), [(7, 9, "E129")]),
        (card('type = "matching"\nprompt = "p"\npairs = { a = "1" }'), [(7, 9, "E124")]),
        (
            card('type = "matching"\nprompt = "p"\n[[card.pairs]]\na = "1"\n[[card.pairs]]\nb = "2"'),
            [(7, 1, "E124"), (9, 1, "E124")],
        ),
        (
            card(
                'type = "matching"\nprompt = "p"\npairs = [\n'
                '["a", "1"],\n["a", "2"],\n["c"],\n"d",\n["e", "f", "g"],\n[1, ""],\n[" a", "1"]]\n'
                'distractors = ["2", "x", "x", 5, { text = "y" }]'
            ),
            [
                *((9, 2, "E137"), (10, 1, "E124"), (11, 1, "E124"), (12, 1, "E124")),
                *((13, 2, "E124"), (13, 5, "E127"), (14, 2, "E137"), (15, 16, "E133")),
                *((15, 26, "E133"), (15, 31, "E124"), (15, 34, "E124")),
            ],
        ),
        # What belongs together
        (HEAD + CARD + CARD, [(9, 6, "E140")]),
        (HEAD + CARD + "[[topic]]\nid = 't'\ntitle = 'T'\n" * 2, [(12, 6, "E140")]),
        (HEAD + CARD + "[[source]]\nid = 's'\ntitle = 'S'\n" * 2, [(12, 6, "E140")]),
        (HEAD + "[[card]]\nprompt = 'p'\nanswer = 'a'\n" * 2, [(7, 1, "E141")]),
        (HEAD + CARD + "topic = 't'\n", [(8, 9, "E142")]),
        (HEAD + CARD + "sources = ['s', 't']\n[[source]]\nid = 't'\ntitle = 'T'\n", [(8, 12, "E143")]),
        (HEAD + CARD + "sources = ['s']\n[[source]]\ntitle = 'S'\n", [(9, 1, "E123")]),
        # Characters
        (HEAD + CARD + 'hint = "a\x1bb"\n', [(8, 10, "E105")]),
        (HEAD + CARD + 'hint = "a\\u001bb \\u202e"\n', [(8, 10, "E105"), (8, 18, "E105")]),
        (HEAD + CARD + 'hint = "\\\\u001b \\u00e9 \\u001b"\n', [(8, 24, "E105")]),
        (HEAD + CARD + "# a \u202e comment\n", [(8, 5, "E105")]),
        (HEAD + CARD + "hint = 'x' \0\nx = 1\n", [(8, 12, "E105")]),
        (HEAD + CARD + 'hint = "a\\e"\n', [(8, 10, "E105")]),
        (card('type = "date"\nprompt = "p"\nanswer = "1961\\u001b"'), [(7, 15, "E105")]),
        (
            card('type = "numeric"\nprompt = "p"\nanswer = 5\ntolerance = "\\u001b"\nunit = "\\u202e"'),
            [(8, 14, "E105"), (9, 9, "E105")],
        ),
        (
            card('type = "matching"\nprompt = "p"\npairs = [["a", "1\\u001b"], ["b", "2"]]'),
            [(7, 18, "E105")],
        ),
        ((HEAD + CARD).replace("\n", "\r\n") + "x = 1\r\n", [(8, 1, "E120")]),
        (HEAD + CARD + "hint = 'x'\r", [(8, 11, "E105")]),
        # Encodings
        (b"\xef\xbb\xbf= 1\n" + (HEAD + CARD).encode(), [(1, 1, "E106"), (1, 1, "W101")]),
        (b"\xef\xbb\xbf" + (HEAD + CARD + "x = 1\n").encode(), [(1, 1, "W101"), (8, 1, "E120")]),
        ((HEAD + CARD).encode("utf-16"), [(1, 1, "E103")]),
        ((HEAD + CARD).encode("utf-16-be"), [(1, 1, "E103")]),
        ((HEAD + CARD).encode("utf-16-le"), [(1, 1, "E103")]),
        ((HEAD + CARD).encode("utf-32"), [(1, 1, "E103")]),
        (b"\x00\x00\xfe\xff" + (HEAD + CARD).encode("utf-32-be"), [(1, 1, "E103")]),
        ((HEAD + CARD + "hint = 'à'\nx = 1\n").encode("latin-1"), [(8, 9, "E102"), (9, 1, "E120")]),
        ((HEAD + "\r\n" + CARD).encode() + b"\xff", [(9, 1, "E102")]),
    ],
)
def test_every_fault_is_found_where_it_stands(
    text: str | bytes, expected: list[tuple[int, int, str]]
) -> None:
    assert places(text) == expected
    broken = any(code.startswith("E") for *_, code in expected)
    assert (reading(text).deck is None) is broken
    for finding in reading(text).findings:
        assert finding.path == "history.toml"
        assert finding.code in CODES
        assert finding.severity.value[0].upper() == finding.code[0]
        assert finding.hint
        assert finding.message[0].islower() or finding.message[0] in "`“["


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            card('prompt = "p"\nanswer = "a"\nsuorces = ["s"]'),
            "a basic card has no key `suorces`",
            "did you mean “sources”?",
        ),
        (
            card('prompt = "p"\ndistractors = ["b"]\nanswer = "a"'),
            "`distractors` makes this a choice card, and it does not say so",
            'add type = "choice"',
        ),
        (
            card('prompt = "p"\nanswer = 1961'),
            "`answer` makes this a numeric card, and it does not say so",
            'add type = "numeric", or put the answer in quotes',
        ),
        (
            card('prompt = "p"\nanswer = 1961-07-06'),
            "`answer` makes this a date card, and it does not say so",
            'add type = "date", or put the answer in quotes',
        ),
        (
            card('prompt = "p"\nitems = ["a", "b"]'),
            "`items` makes this an ordering card, and it does not say so",
            'add type = "ordering"',
        ),
        (
            card('type = "ordering"\nprompt = "p"\nitems = ["a", "b"]\npairs = []'),
            "`pairs` is a key of matching cards, and this is an ordering card",
            'delete it, or change to type = "matching"',
        ),
        (
            card('type = "multiple choice"\nprompt = "p"\nanswer = "a"\ndistractors = ["b"]'),
            "there is no card type “multiple choice”",
            f"did you mean “choice”? {TYPES}",
        ),
        (
            card('type = "multiple choice"\nprompt = "p"\nanswers = ["a"]\ndistractors = ["b"]'),
            "there is no card type “multiple choice”",
            f"did you mean “multiple-response”? {TYPES}",
        ),
        (card('type = "date"\nprompt = "p"'), "`answer` is missing", "write answer = 1961-07-06"),
        (card('type = "numeric"\nprompt = "p"'), "`answer` is missing", "write answer = 500000"),
        (
            card('type = "matching"\nprompt = "p"'),
            "`pairs` is missing",
            'write pairs = [["…", "…"], ["…", "…"]]',
        ),
        (
            card('type = "ordering"\nprompt = "p"\nitems = ["a"]'),
            "`items` has only one part",
            "give at least two",
        ),
        (
            card('type = "multiple-response"\nprompt = "p"\nanswers = ["a", "a"]\ndistractors = ["b"]'),
            "answer 2 is the same as answer 1",
            "options must differ",
        ),
        (
            HEAD + "[exam]\n" + CARD,
            "`items` is missing",
            "write items = 20, or add [[exam.part]] with items",
        ),
        (HEAD + "[[exam.part]]\n" + CARD, "`items` is missing", "write items = 5"),
        (
            HEAD + "[exam]\nitems = 2\n[[exam.part]]\nitems = 3\n" + CARD,
            "the exam has 2 questions, and its parts ask for 3",
            "write items = 3, or leave it out",
        ),
        (
            HEAD + "[exam]\nitems = 2\nnegative = true\n" + CARD,
            "`negative` must be a number, and is true",
            "write 0 to 1, such as 0.25: then a wrong answer costs a quarter of its points",
        ),
        (
            HEAD + "[[exam.part]]\nitems = 3\ntype = 'Choices'\n" + CARD,
            "there is no card type “Choices”",
            f"did you mean “choice”? {TYPES}",
        ),
        (
            HEAD + "[exam.part]\nitems = 3\n" + CARD,
            "[exam.part] has the wrong brackets",
            "write [[exam.part]]",
        ),
        (
            HEAD + "[exam]\nitems = 3\nparts = 1\n" + CARD,
            "[exam] has no key `parts`",
            "write [[exam.part]] for each",
        ),
        *(
            (card(f'type = "numeric"\nprompt = "p"\nanswer = "{given}"'), *words)
            for given, words in {
                "500000": (
                    "`answer` must be a number, and is the text “500000”",
                    "leave the quotes out: 500000",
                ),
                "−500 000.5": (
                    "`answer` must be a number, and is the text “−500 000.5”",
                    "leave the quotes out: -500000.5",
                ),
                "500,000 km": (
                    "`answer` must be a number, and is the text “500,000 km”",
                    'write answer = 500000 and, on a line of its own, unit = "km"',
                ),
                "many": (
                    "`answer` must be a number, and is the text “many”",
                    "write a number without quotes: 500000",
                ),
            }.items()
        ),
        (
            card('type = "numeric"\nprompt = "p"\nanswer = inf'),
            "`answer` is inf",
            "write a number",
        ),
        (
            card('type = "numeric"\nprompt = "p"\nanswer = 5\ntolerance = "2.5"'),
            "`tolerance` is “2.5”, which is neither a number nor a percentage",
            'leave the quotes out: 2.5, or write "2.5 %"',
        ),
        (
            card('type = "numeric"\nprompt = "p"\nanswer = 0.0\ntolerance = "5 %"'),
            "`tolerance` is a percentage of `answer`, which is 0",
            "write a number",
        ),
        (
            card('type = "date"\nprompt = "p"\nanswer = 1961'),
            "`answer` must be a date, and is the number 1961",
            'put a year in quotes: "1961"',
        ),
        (
            card('type = "date"\nprompt = "p"\nanswer = 1961-07-06T10:30:00Z'),
            "`answer` must be a date, and is the time 1961-07-06 10:30:00+00:00",
            "leave the time out: 1961-07-06",
        ),
        (
            card('type = "date"\nprompt = "p"\nanswer = "1961-06-31"'),
            "`answer` is “1961-06-31”: the calendar has no such day",
            'write 1961-07-06, or in quotes "1961-07" or "1961"',
        ),
        (
            card('type = "matching"\nprompt = "p"\npairs = [["a", "1"], ["b", "2", "3"]]'),
            "pair 2 must be two texts in brackets, and is a list of 3",
            'write ["…", "…"]',
        ),
        (
            card('type = "matching"\nprompt = "p"\npairs = [["a", "1"], ["b", 2]]'),
            "the right side of pair 2 must be text in quotes, and is the number 2",
            'put it in quotes: "2"',
        ),
        (
            card('type = "matching"\nprompt = "p"\npairs = "a"'),
            "`pairs` must be a list, and is the text “a”",
            'write pairs = [["…", "…"], ["…", "…"]]',
        ),
        (
            card('type = "matching"\nprompt = "p"\npairs = [["a", "1"], ["b", "1"]]\ndistractors = ["1"]'),
            "distractor 1 is the same as the right side of pair 1",
            "options must differ",
        ),
        (
            card('type = "matching"\nprompt = "p"\npairs = [["a", "1"], ["a", "2"]]'),
            "the left side of pair 2 is the same as the left side of pair 1",
            "left sides must differ; right sides need not",
        ),
        (HEAD + CARD.replace("card", "cards"), "decks have no table `cards`", "did you mean [[card]]?"),
        (
            card('prompt = "p"\nanswer = "a"\nurl = "x"'),
            "`url` does not belong in a basic card",
            "it belongs in [[source]]",
        ),
        (
            card("prompt = 1948-10-12\nanswer = 'a'"),
            "`prompt` must be text in quotes, and is the date 1948-10-12",
            'put it in quotes: "1948-10-12"',
        ),
        (
            card("prompt = 10:30:00\nanswer = 'a'"),
            "`prompt` must be text in quotes, and is the time 10:30:00",
            'put it in quotes: "10:30:00"',
        ),
        (card("prompt = {}\nanswer = 'a'"), "`prompt` must be text in quotes, and is a table", 'write "…"'),
        (
            card("prompt = true\nanswer = 'a'"),
            "`prompt` must be text in quotes, and is true",
            'put it in quotes: "true"',
        ),
        (
            card(f"prompt = 0x{'f' * 5000}\nanswer = 'a'"),
            "`prompt` must be text in quotes, and is the number (a very long one)",
            'put it in quotes: "(a very long one)"',
        ),
        (
            card('prompt = "p"\nanswer = "a"\npoints = "1.5"'),
            "`points` must be a number, and is the text “1.5”",
            "leave the quotes out: 1.5",
        ),
        (
            card('prompt = "p"\nanswer = "a"\nas_of = "2026-13-01"'),
            "`as_of` must be a date, and is the text “2026-13-01”",
            "write it without quotes: 2026-11-22",
        ),
        (
            card('type = "true-false"\nprompt = "p"'),
            "`answer` is missing",
            "write answer = true or answer = false",
        ),
        (
            card('type = "choice"\nprompt = "p"\nanswer = "a"\ndistractors = [5]'),
            "part 1 of `distractors` must be text or a table, and is the number 5",
            'write "…" or { text = "…", why = "…" }',
        ),
        (
            card('type = "Short Answer"\nprompt = "p"\nanswer = "a"'),
            "there is no card type “Short Answer”",
            f"did you mean “short-answer”? {TYPES}",
        ),
        (
            card('prompt = "p"\nanswer = "a"\nid = "Über uns"'),
            "the id “Über uns” is not allowed",
            "ids have small letters, digits, dots, hyphens and underscores: uber-uns",
        ),
        (
            card('prompt = "p"\nanswer = "a"\nid = "§"'),
            "the id “§” is not allowed",
            "ids have small letters, digits, dots, hyphens and underscores",
        ),
        (HEAD + CARD + CARD, "the card id “c” is taken already, on line 4", "give each its own id"),
        (
            HEAD + CARD + "hint = 'a'\nhint = 'b'\n",
            "`hint` is given twice",
            "it stands on line 8 already",
        ),
        (
            HEAD + CARD + "topic = 'early-tis'\n[[topic]]\nid = 'early-ties'\ntitle = 'T'\n",
            "the deck has no topic “early-tis”",
            "did you mean “early-ties”?",
        ),
        (
            HEAD + CARD + "hint = 'x' \u2028\n",
            "invisible character U+2028 (line separator) is not allowed in a deck",
            "end lines with a plain newline",
        ),
        (
            HEAD + CARD + "hint = '\x01'\n",
            "control character U+0001 is not allowed in a deck",
            "delete it; pasting through a plain-text editor gets rid of such characters",
        ),
        (
            "[deck]\nformat = 2\nid = 5\n",
            "the deck was written for a newer Alliance Tutor",
            "upgrade Alliance Tutor; this one reads format 1",
        ),
    ],
)
def test_a_finding_says_what_to_do(text: str, message: str, hint: str) -> None:
    assert said(text) == (message, hint)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("25 April 1953", "1953-04-25"),
        ("April 1953  # thaw", '"1953-04"'),
        ("25.04.1953", "year-month-day"),
        ("04/25/1953", "year-month-day"),
        ("later", ""),
    ],
)
def test_a_date_without_quotes_is_told_how_toml_writes_it(written: str, meant: str) -> None:
    hint = said(card(f'type = "date"\nprompt = "p"\nanswer = {written}'))[1]
    assert ("write a date as" in hint) == bool(meant)
    assert meant in hint


@pytest.mark.parametrize(
    ("keys", "meant"),
    [('type = "cloze"\nprompt = "It was {{1961}}."', "text"), ('type = "date"\ntext = "When?"', "prompt")],
)
def test_a_key_that_stands_for_another_is_told_which(keys: str, meant: str) -> None:
    hints = [found.hint for found in reading(card(keys)).findings if found.code == "E121"]
    assert hints == [f"write `{meant}` in its place"]


def test_findings_name_the_card_as_its_history_does() -> None:
    text = (
        card('id = "own"\nprompt = "p"\nanswer = [5]')
        + '[[card]]\nprompt = "When?"\nanswer = [5]\n[[card]]\nanswer = [5]\n'
    )
    assert [found.card for found in reading(text).findings] == ["own", PROVISIONAL, "", ""]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("key", ["prompt", "answer", "explanation", "hint", "attributed_to"])
def test_what_looks_like_markup_stays_as_it_is(sample: str, key: str) -> None:
    keys = {"prompt": "p", "answer": "a", key: sample}
    found = reading(card("\n".join(f"{name} = '{value}'" for name, value in keys.items())))
    assert found.findings == ()
    assert found.deck is not None
    assert getattr(found.deck.cards[0], key) == sample


def test_nothing_hostile_is_repeated_in_a_message() -> None:
    bad = "\\u001b[31m" + "x" * 100 + "\\n\\u202e"
    text = card(
        f'prompt = "p"\nanswer = "a"\n"{bad}" = 1\nstatus = "{bad}"\n'
        f'topic = "{bad}"\nid = "{bad}"\nurl = "{bad}"\n'
    )
    findings = reading(text + f'["{bad}"]\n').findings
    assert len(findings) > 5
    for finding in findings:
        words = finding.message + finding.hint
        assert "\x1b" not in words
        assert "\u202e" not in words
        assert "\n" not in words
        assert len(finding.message) < 150


def test_a_file_with_many_faults_lists_some_and_says_how_many_more_there_are() -> None:
    text = HEAD + "".join(
        f'[[card]]\nid = "c{n}"\nprompt = "p"\nanswer = "a"\nx{n} = 1\n' for n in range(LIMIT + 50)
    )
    findings = reading(text).findings
    assert len(findings) == LIMIT + 1
    assert findings[-1].code == "W199"
    assert findings[-1].message == "50 more findings in this file are not listed"
    assert [found.line for found in findings[:2]] == [8, 13]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (card("prompt = 'p'\nanswer = 'a'\n" + "\n".join(f"x{n} = 1" for n in range(LIMIT + 5))), 5),
        (card("prompt = 'p'\nanswer = 'a'\ntags = [" + "1," * (LIMIT + 5) + "]"), 5),
        (HEAD + CARD * (LIMIT + 6), 5),
        (HEAD + CARD + "#" + "\x1b" * (LIMIT + 5), 5),
        (HEAD + CARD + "".join(f"[[x{n}]]\n" for n in range(LIMIT + 5)), 5),
        (HEAD + CARD + "topic = 'a'\n" + "# \x1b\n" * (LIMIT + 5), 6),
        (HEAD + CARD + "topic = 5\nx = 1\n" + "# \x1b\n" * (LIMIT + 5), 7),
        (HEAD + CARD + 'hint = "' + "\\u001b" * (LIMIT + 5) + '"', 6),
    ],
)
def test_every_kind_of_fault_is_counted_when_there_is_no_room(text: str, more: int) -> None:
    findings = reading(text).findings
    assert len(findings) == LIMIT + 1
    assert findings[-1].message == f"{more} more findings in this file are not listed"
    assert reading(text).deck is None


def test_a_broken_deck_is_known_by_what_could_be_read() -> None:
    found = reading('[deck]\nid = "d"\ntitle = "Big Deck"\nx = 1\n' + CARD)
    assert (found.id, found.title, found.cards) == ("d", "Big Deck", 1)
    found = reading("[deck]\nid = 'D D'\ntitle = 5\n" + CARD + CARD)
    assert (found.id, found.title, found.cards) == ("history", "history", 2)
    found = reading(b"\xff\xfe\x00")
    assert (found.id, found.title, found.cards) == ("history", "history", 0)


def test_cards_are_found_by_line() -> None:
    found = reading(HEAD + CARD + '\n[[card]]\nprompt = "When?"\nanswer = "b"\n')
    assert found.lines == {"c": 4, PROVISIONAL: 9}
    assert found.places["c"] == ("history.toml", 4)


def test_a_folder_deck_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(HEAD)
    (tmp_path / "b.toml").write_text(CARD + "topic = 't'\n")
    (tmp_path / "a.toml").write_text(
        '[[topic]]\nid = "t"\ntitle = "T"\n[[card]]\nid = "first"\nprompt = "x"\nanswer = "y"\n'
    )
    (tmp_path / "empty.toml").write_text("# to be written\n")
    for path in (tmp_path, tmp_path / "deck.toml"):
        found = read(path)
        assert found.findings == ()
        assert found.deck is not None
        assert [card.id for card in found.deck.cards] == ["first", "c"]
        assert found.places == {"first": (str(tmp_path / "a.toml"), 4), "c": (str(tmp_path / "b.toml"), 1)}


def test_faults_of_a_folder_deck_stand_in_the_right_file(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(HEAD + CARD)
    (tmp_path / "a.toml").write_text(HEAD + "[exam]\nitems = 1\n")
    (tmp_path / "b.toml").write_text(CARD + "topic = 't'\n")
    (tmp_path / "c.toml").write_bytes(CARD.encode("utf-16"))
    found = read(tmp_path)
    assert found.deck is None
    assert [(Path(f.path).name, f.line, f.column, f.code, f.message) for f in found.findings] == [
        ("a.toml", 1, 1, "E112", "a part of a folder deck has no [deck] of its own"),
        ("a.toml", 4, 1, "E116", "a part of a folder deck has no [exam] of its own"),
        ("b.toml", 2, 6, "E140", "the card id “c” is taken already, on line 4 of deck.toml"),
        ("c.toml", 1, 1, "E103", "the file is UTF-16 text, and decks are UTF-8"),
    ]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    found = read(tmp_path / "gone.toml")
    assert found.deck is None
    [finding] = found.findings
    assert (finding.code, finding.message) == ("E101", "the file cannot be read: No such file or directory")
    assert (found.id, found.title) == ("gone", "gone")


def test_a_byte_order_mark_does_not_keep_a_deck_from_loading() -> None:
    found = reading(b"\xef\xbb\xbf" + (HEAD + CARD).encode())
    assert found.deck is not None
    assert [finding.severity for finding in found.findings] == [Severity.WARNING]


def test_line_ends_of_windows_make_no_difference() -> None:
    text = HEAD + CARD + 'explanation = """a\nb"""\n'
    assert reading(text.replace("\n", "\r\n")).deck == reading(text).deck


def test_a_long_text_full_of_dots_is_no_key() -> None:
    text = "a." * 500
    deck = reading(HEAD + CARD + f'hint = "{text}"\n').deck
    assert deck is not None
    assert deck.cards[0].hint == text


def test_header_like_lines_in_a_text_are_text() -> None:
    text = HEAD + CARD + 'explanation = """\n[[card]]\n[deck]\n"""\n'
    deck = reading(text).deck
    assert deck is not None
    assert deck.cards[0].explanation == "[[card]]\n[deck]\n"


def test_a_card_whose_id_is_anothers_provisional_one_would_share_its_history() -> None:
    bare = '[[card]]\nprompt = "When?"\nanswer = "a"\n'
    own = f'[[card]]\nid = "{PROVISIONAL}"\nprompt = "p"\nanswer = "b"\n'
    assert places(HEAD + bare + own) == [(7, 1, "E141")]
    assert places(HEAD + own + bare) == [(8, 1, "E141")]
