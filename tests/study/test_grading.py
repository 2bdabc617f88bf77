import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from alliance_tutor.deck.questions import Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.folding import fold
from alliance_tutor.study.grading import Outcome, Verdict, counted, mark, overruled, suggest
from alliance_tutor.study.responses import Picked, Typed
from alliance_tutor.text import FORBIDDEN, escape, harmless

REF = QuestionRef("d/a", "d", "a", "t", "short-answer")
TEXT = st.text(max_size=40)
WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40
).filter(str.strip)


def asks(answer: str, *accept: str, case: bool = False) -> Question:
    return Question(REF, "?", answer, accept=accept, case_sensitive=case, typed=True)


def choice(*options: Option) -> Question:
    return Question(REF._replace(type="choice"), "?", options[0].text, options=options)


def outcome(answer: str, typed: str, *accept: str, case: bool = False) -> tuple[Outcome, bool]:
    verdict = mark(asks(answer, *accept, case=case), Typed(typed))
    return verdict.outcome, verdict.near


RIGHT, WRONG, ASKED = (Outcome.RIGHT, False), (Outcome.WRONG, False), (Outcome.WRONG, True)


# Whatever is typed


@given(key=st.text(), accept=st.lists(st.text(), max_size=3), typed=st.text(), case=st.booleans())
@example(key="", accept=[], typed="\ud800", case=False)
@example(key="-", accept=["?"], typed="—", case=True)
def test_mark_never_fails_whatever_is_typed(key: str, accept: list[str], typed: str, case: bool) -> None:
    verdict = mark(asks(key, *accept, case=case), Typed(typed))
    for shown in (verdict.given, verdict.key, verdict.compared):
        assert harmless(shown) == shown
        assert "\n" not in shown
    assert verdict.credit == {Outcome.RIGHT: 1.0, Outcome.WRONG: 0.0}.get(verdict.outcome)
    assert (verdict.outcome is Outcome.SELF) == (not typed.strip())


@given(key=WORDS, case=st.booleans())
def test_key_is_right_when_typed_exactly(key: str, case: bool) -> None:
    assert outcome(escape(key), key, case=case) == RIGHT


@given(key=TEXT, variant=WORDS, case=st.booleans())
def test_listed_variant_is_right_when_typed(key: str, variant: str, case: bool) -> None:
    assert outcome(key, variant, "another", escape(variant), case=case) == RIGHT


NUMBER = st.integers(0, 10_000_000)


@given(key=NUMBER, typed=NUMBER, unit=st.sampled_from(["", " tonnes of wheat", " km", " casualties"]))
@example(key=500_000, typed=500_001, unit=" casualties in the whole war")
def test_number_is_never_right_by_similarity(key: int, typed: int, unit: str) -> None:
    assume(key != typed)
    assert outcome(f"{key}{unit}", f"{typed}{unit}") == WRONG


@given(number=st.integers(1_000, 10**12), mark=st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’"]))
def test_number_is_right_when_thousands_are_set_apart(number: int, mark: str) -> None:
    grouped = f"{number:,}".replace(",", mark)
    assert outcome(str(number), grouped) == RIGHT
    assert outcome(f"{grouped} men", f"{number} men") == RIGHT


# Written differently, meaning the same


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("Kim Jong-un", "kim jongun"),
        ("Kim Jong-un", "  KIM  JONG–UN. "),
        ("Kim Il-sŏng", "kim il song"),
        ("Ch'ŏllima", "chollima"),
        ("Chʼŏllima", "Ch´ollima"),
        ("Королёв", "королев"),
        ("Об'єкт", "Об´єкт"),
        ("ЁЛКА", "елка"),
        ("김정은", unicodedata.normalize("NFD", "김정은")),
        ("김정은", "김 정은"),
        ("ＤＰＲＫ", "dprk"),
        ("1961", "１９６１"),
        ("コーヒー", "ｺｰﾋｰ"),
        ("Straße", "STRASSE"),
        ("“Victory”", '"victory"'),
        ("1950–53", "1950-53"),
        ("1950–53", "1950 — 53"),
        ("1950–53", "1950- 53"),
        ("500 000", "500,000"),
        ("−5 °C", "-5 °C"),
        ("0.5", "0.5"),
        ("**July** 1961", "July 1961"),
        ("The [treaty](https://a.b)", "The treaty (https://a.b)"),
        ("?", "?"),
    ],
)
def test_answer_is_right_when_only_written_differently(key: str, typed: str) -> None:
    assert outcome(key, typed) == RIGHT


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("1950–53", "195053"),
        ("1950–53", "1950 53"),
        ("1950-53", "1950- 54"),
        ("1961-07-06", "1961-06-07"),
        ("500", "5 00"),
        ("5", "-5"),
        ("0.5", "5"),
        (".5", "5"),
        ("-.5", ".5"),
        ("1.5", "15"),
        ("й", "и"),
        ("Чайка", "Чаика"),
        ("ば", "は"),
        ("コーヒー", "コヒ"),
        ("강", "간"),
        ("...", "-"),
        ("-", "?"),
        ("", "anything"),
        ("DPRK", "ROK"),
    ],
)
def test_answer_is_wrong_when_it_means_another(key: str, typed: str) -> None:
    assert outcome(key, typed) in (WRONG, ASKED)
    assert fold(key) != fold(typed) or not fold(key)


def test_case_decides_when_the_card_says_so() -> None:
    assert outcome("TASS", "tass", case=True) == WRONG
    assert outcome("TASS", "TASS", case=True) == RIGHT
    assert outcome("TASS", "tass") == RIGHT
    assert outcome("Ёлка", "Елка", case=True) == RIGHT


# Near misses


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("Pyongyang", "Pyongyong"),
        ("Pyongyang", "Pyonyang"),
        ("Pyongyang", "Pynogyang"),
        ("Khrushchev", "Kruschev"),
        ("Treaty of 1961", "Traety of 1961"),
        ("September 1948", "Septmber 1948"),
        ("Yalta", "Jalta"),
        ("Treaty of friendship", "Treaty of freindship"),
        ("Kim Il-sung", "Kim Il-sang"),
        ("Kim Jong-un", "kimjungun"),
        ("평양시", "펑양시"),
    ],
)
def test_learner_is_asked_when_the_answer_is_nearly_right(key: str, typed: str) -> None:
    assert outcome(key, typed) == ASKED


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("Seoul", "Tokyo"),
        ("Kim", "Kin"),
        ("Laos", "Las"),
        ("Laos", "Lars"),
        ("Iran deal", "Iraq deal"),
        ("East Germany", "West Germany"),
        ("Treaty of 1961", "Treaty of 1962"),
        ("Treaty of 1961", "Treaty of"),
        ("September 1948", "December 1948"),
        ("16 november 1961", "16 October 1961"),
        ("Pyongyang", "Pyongyang is the capital of the country and a large city"),
        ("South Korea", "North Korea"),
        ("North Korea", "South Korea"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Jong-un", "kimjongil"),
        ("김정은", "김정일"),
        ("Treaty of friendship", "Traety of freindship"),
        ("offensive", "defensive"),
        ("independent", "dependent"),
        ("dependent", "independent"),
        ("Australia", "Austria"),
        ("junio", "julio"),
        ("eight ships", "eighty ships"),
        ("-5 tonnes", "5 tonnas"),
        ("Group of 77000", "Group off 78000"),
        ("朝中友好協力条約", "朝ソ友好協力条約"),
        ("Helsinki II", "Helsinki III"),
        ("대한민국", "대한민족"),
        ("immigration", "emigration"),
    ],
)
def test_learner_is_not_asked_when_the_answer_is_another(key: str, typed: str) -> None:
    assert outcome(key, typed) == WRONG


def test_learner_is_asked_when_the_answer_is_nearly_a_variant() -> None:
    assert outcome("Democratic People's Republic of Korea", "North Koera", "North Korea") == ASKED


def test_near_miss_is_right_when_counted() -> None:
    verdict = mark(asks("Pyongyang"), Typed("Pyongyong"))
    assert suggest(verdict) is Rating.AGAIN
    right = counted(verdict)
    assert (right.outcome, right.credit, right.near) == (Outcome.RIGHT, 1.0, False)
    assert (right.given, right.key) == ("Pyongyong", "Pyongyang")
    assert suggest(right) is Rating.GOOD


def test_long_answer_is_marked_when_the_key_is_short() -> None:
    assert outcome("aaaaaaaaaa", "a" * 100_000) == WRONG


# Another keyboard layout


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("Pyongyang", "знщтпнфтп"),
        ("Kim Jong-un", "Лшь Ощтп-гт"),
        ("Ch’ŏllima", "Срэщддшьф"),
        ("Хрущёв", "[heo`d"),
        ("Хрущёв", "[heotd"),
        ("Жуков", ";erjd"),
        ("김정은", "rlawjddms"),
        ("까치", "Rkcl"),
        ("왜관", "dhorhks"),
        ("Pyongyang", "ㅔㅛㅐㅜㅎㅛㅁㅜㅎ"),
        ("Pyongyang", unicodedata.normalize("NFC", "ㅔㅛㅐㅜ효무ㅎ")),
    ],
)
def test_learner_is_asked_when_the_layout_was_another(key: str, typed: str) -> None:
    verdict = mark(asks("something else", key), Typed(typed))
    assert (verdict.outcome, verdict.near) == ASKED
    assert verdict.note == "typed in another keyboard layout?"


@pytest.mark.parametrize(
    ("key", "typed"),
    [("까치", "가치"), ("Хрущёв", "хрущ"), ("Pyongyang", "знщтпнф"), ("?", "й"), ("김정은", "rlawjddlf")],
)
def test_no_layout_is_suspected_when_the_keys_differ(key: str, typed: str) -> None:
    assert outcome(key, typed) == WRONG


# What is shown


def test_what_was_compared_is_shown_when_it_differs() -> None:
    verdict = mark(asks("Kim Jong-un"), Typed(" Kim  JONG Il"))
    assert (verdict.given, verdict.key, verdict.compared) == ("Kim JONG Il", "Kim Jong-un", "kimjongil")
    assert mark(asks("dprk"), Typed("rok")).compared == ""


def test_control_characters_are_made_visible_when_typed() -> None:
    verdict = mark(asks("yes"), Typed("\x1b[31mno\u202e"))
    assert not FORBIDDEN.search(verdict.given + verdict.compared)
    assert verdict.given == "\\x1b[31mno\\u202e"


# Looked at, picked


@pytest.mark.parametrize("response", [None, Typed(""), Typed(" \t\u00a0"), Picked(0), Picked(3)])
def test_learner_marks_when_nothing_was_given(response: Typed | Picked | None) -> None:
    verdict = mark(asks("**yes**"), response)
    assert verdict == Verdict(Outcome.SELF, None, "", "yes")
    assert suggest(verdict) is Rating.GOOD


def test_learner_marks_when_the_question_is_not_typed() -> None:
    assert mark(Question(REF, "?", "yes"), Typed("no")).outcome is Outcome.SELF


def test_picked_option_is_right_when_it_is_the_key() -> None:
    question = choice(Option("*yes*", right=True), Option("no", right=False))
    right, wrong = mark(question, Picked(0)), mark(question, Picked(1))
    assert right == Verdict(Outcome.RIGHT, 1.0, "yes", "yes")
    assert wrong == Verdict(Outcome.WRONG, 0.0, "no", "yes")
    assert [suggest(right), suggest(wrong)] == [Rating.GOOD, Rating.AGAIN]


def test_partly_right_answer_suggests_again_since_hard_is_a_pass() -> None:
    assert suggest(Verdict(Outcome.PARTLY, 0.5, "", "")) is Rating.AGAIN


# Overruled


@pytest.mark.parametrize(
    ("outcome", "credit", "turned"),
    [
        (Outcome.WRONG, 0.0, (Outcome.RIGHT, 1.0)),
        (Outcome.PARTLY, 0.5, (Outcome.RIGHT, 1.0)),
        (Outcome.RIGHT, 1.0, (Outcome.WRONG, 0.0)),
    ],
)
def test_verdict_is_turned_when_overruled(
    outcome: Outcome, credit: float, turned: tuple[Outcome, float]
) -> None:
    verdict = Verdict(outcome, credit, "Pyongyong", "Pyongyang", "pyongyong", near=True, note="nearly")
    after = overruled(verdict)
    assert (after.outcome, after.credit) == turned
    assert (after.given, after.key, after.compared) == ("Pyongyong", "Pyongyang", "pyongyong")
    assert (after.near, after.note, after.overruled) == (False, "", True)
    assert suggest(after) is (Rating.GOOD if turned[1] else Rating.AGAIN)


def test_verdict_stays_when_the_learner_marks() -> None:
    verdict = Verdict(Outcome.SELF, None, "", "yes")
    assert overruled(verdict) == verdict


# Articles and numbers


@pytest.mark.parametrize(
    ("answer", "typed", "expected"),
    [
        ("United States", "the United States", RIGHT),
        ("The Hague", "hague", RIGHT),
        ("An axe", "axe", RIGHT),
        ("90", "ninety", RIGHT),
        ("90", "90 years", ASKED),
        ("1961", "in 1961", ASKED),
        ("1961", "61", WRONG),
        ("1961", "nineteen", WRONG),
        ("007", "7", WRONG),
        ("12 000", "12k", RIGHT),
    ],
)
def test_articles_and_the_way_a_number_is_written_do_not_matter(
    answer: str, typed: str, expected: tuple[Outcome, bool]
) -> None:
    assert outcome(answer, typed) == expected


def test_article_counts_where_the_language_is_not_english() -> None:
    question = replace(asks("Hague"), language="de")
    assert mark(question, Typed("the Hague")).outcome is Outcome.WRONG
