"""Moodle XML → deck: questions in the order of the file, each with the line on which it begins."""

from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.gathering import Gathering, Path
from alliance_tutor.exchange.moodle.categories import titles_in
from alliance_tutor.exchange.moodle.taking import take
from alliance_tutor.exchange.moodle_xml.parts import Fault, Lost, Parts
from alliance_tutor.exchange.moodle_xml.questions import question_of
from alliance_tutor.exchange.moodle_xml.tree import Element, elements
from alliance_tutor.exchange.report import Imported

_SETTINGS = {
    "correctfeedback": "feedback on right responses",
    "partiallycorrectfeedback": "feedback on partly right responses",
    "incorrectfeedback": "feedback on wrong responses",
}


class _Settings:
    """What many questions of a file have and decks have no place for: each is told once."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], list[int]] = {}

    def note(self, lost: Lost, line: int) -> None:
        for setting in lost.settings:
            self._lines.setdefault(setting, []).append(line)

    def tell(self, gathering: Gathering) -> None:
        for (tag, value), lines in self._lines.items():
            count = len(lines)
            who = "one question has" if count == 1 else f"{count} questions have"
            name = _SETTINGS.get(tag, f"setting {tag}")
            gathering.change(f"{name} “{shown(value)}”", f"{who} it, and it is not kept", lines[0])


def read(data: bytes, name: str) -> Imported:
    """The deck of a Moodle XML file. Raises UsageError where it is none, or has no question."""
    gathering = Gathering(name)
    settings = _Settings()
    path: Path = ()
    for element in elements(data):
        if element.tag != "question":
            gathering.refuse(f"element <{shown(element.tag)}>", "it is no question", element.line)
        elif element.attributes.get("type") == "category":
            path = _category(gathering, element, path)
        else:
            _question(gathering, settings, element, path)
    settings.tell(gathering)
    return gathering.deck()


def _question(gathering: Gathering, settings: _Settings, element: Element, path: Path) -> None:
    type = shown(element.attributes.get("type", "")) or "question"
    name = _name(element)
    try:
        question, lost = question_of(element)
    except Fault as fault:
        gathering.refuse(f"{type} “{name}”", str(fault), element.line)
        return
    for file in lost.files:
        gathering.refuse(f"file “{file}”", f"files are not kept: {type} “{name}” is without it", element.line)
    settings.note(lost, element.line)
    take(gathering, question, path)


def _name(element: Element) -> str:
    """What a question is called, else how it begins."""
    for tag in ("name", "questiontext"):
        for found in element.children:
            texts = [found.text, *(text.text for text in found.children if text.tag == "text")]
            if found.tag == tag and (words := shown(" ".join(texts))):
                return words
    return ""


def _category(gathering: Gathering, element: Element, before: Path) -> Path:
    """Take a category; what follows stands in it."""
    parts = Parts(element)
    try:
        path = titles_in(parts.words("category"))
        info = parts.text("info")
    except Fault as fault:
        gathering.refuse("category", str(fault), element.line)
        return before
    id = parts.value("idnumber")
    parts.end()
    gathering.category(path, element.line, id=id)
    notes = tuple(parts.lost.notes)
    for file in parts.lost.files:
        gathering.refuse(
            f"file “{file}”", "files are not kept: the category's text is without it", element.line
        )
    if info.strip():
        gathering.passage(path, info, id=id, line=element.line, notes=notes)
    elif notes:
        gathering.change(f"category “{shown(' / '.join(path))}”", "; ".join(notes), element.line)
    return path
