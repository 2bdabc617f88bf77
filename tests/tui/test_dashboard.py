"""What the first screen's body says when there is much to say."""

from alliance_tutor.insight.overview import Load
from alliance_tutor.tui.widgets.dashboard import Dashboard, draw

PAUSED = "new cards wait: reviews first"
BACKLOG = Load(100, 0, 0, 18, 1843, True)


def first_line(load: Load, width: int) -> str:
    board = Dashboard(load, 1095, (1,), (), (), 0, (), -1, begun=True)
    return str(draw(board, width).lines[1])


def test_why_no_new_cards_come_is_told_whole_before_a_row_of_days() -> None:
    assert PAUSED in first_line(BACKLOG, 80)
    assert "in a row" not in first_line(BACKLOG, 80)


def test_a_row_of_days_stands_where_there_is_room() -> None:
    assert "1095 study days in a row" in first_line(BACKLOG._replace(paused=False), 80)
    assert "1095 study days in a row" in first_line(BACKLOG, 120)
