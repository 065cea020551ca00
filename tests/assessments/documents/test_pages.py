"""What belongs together stays on one page, everything is placed once, and nothing stands outside its frame."""

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from assessments.documents import style
from assessments.documents.pages import Page, Together, laid
from assessments.documents.text import paragraph

TEN = ParagraphStyle("ten", parent=style.BODY, fontSize=8, leading=10)


class Block(Flowable):
    """As tall as asked, and whole."""

    def __init__(self, tall: float, *, before: float = 0, after: float = 0, heading: bool = False) -> None:
        super().__init__()
        self.height, self.width = tall, 10
        self.spaceBefore, self.spaceAfter, self.keepWithNext = before, after, heading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height


def bottoms(pages: list[Page]) -> list[list[float]]:
    return [[placed.bottom for placed in page] for page in pages]


def lines(many: int) -> Flowable:
    return paragraph("\n".join(f"line {n}" for n in range(many)), TEN)


def test_pieces_stand_below_each_other_with_the_larger_space_between() -> None:
    pages = laid([Block(10, before=99, after=4), Block(10, before=6), Block(10)], width=100, height=100)
    assert bottoms(pages) == [[90, 74, 64]]


def test_what_no_longer_fits_begins_the_next_page() -> None:
    assert bottoms(laid([Block(60), Block(60), Block(40)], width=100, height=100)) == [[40], [40, 0]]


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    assert bottoms(laid([Block(75), Block(10, heading=True), Block(20)], width=100, height=100)) == [[25], [90, 70]]


def test_a_text_breaks_under_its_heading_rather_than_leave_the_page_empty() -> None:
    first, second = laid([Block(40), Block(10, heading=True), lines(8)], width=100, height=100)
    assert [placed.piece.height for placed in first] == [40, 10, 50]
    assert [placed.piece.height for placed in second] == [30]


def test_a_single_line_is_not_left_behind() -> None:
    first, second = laid([Block(85), lines(3)], width=100, height=100)
    assert (len(first), second[0].piece.height) == (1, 30)


def test_what_belongs_together_moves_as_one() -> None:
    pages = laid([Block(60), Together([Block(30), Block(30)]), Block(10)], width=100, height=100)
    assert bottoms(pages) == [[40], [70, 40, 30]]


def test_a_heading_before_what_belongs_together_goes_with_it() -> None:
    pages = laid([Block(60), Block(10, heading=True), Together([Block(20), Block(20)])], width=100, height=100)
    assert bottoms(pages) == [[40], [90, 70, 50]]


def test_what_no_page_could_hold_together_is_parted() -> None:
    pages = laid([Block(10), Together([Block(60), Block(60), lines(2)])], width=100, height=100)
    assert bottoms(pages) == [[90, 30], [40, 20]]


def test_a_long_text_fills_page_after_page() -> None:
    pages = laid([lines(35)], width=100, height=100)
    assert [page[0].piece.height for page in pages] == [100, 100, 100, 50]


def test_what_no_page_holds_and_nothing_can_part_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"No page of 100 by 100 points holds .*Block"):
        laid([Block(10), Block(101)], width=100, height=100)
