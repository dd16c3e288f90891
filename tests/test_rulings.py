"""Lines drawn on a page, and the grids that they make."""

from ingest.readers.rulings import Drawing, find_grids, find_stacks

UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def draw(*steps, matrix=UNIT):
    drawing = Drawing()
    for operator, *operands in steps:
        drawing.see(operator, operands, matrix, UNIT)
    return drawing


def bar(x, y, width, height):
    return [(b"re", x, y, width, height), (b"f",)]


def box(x, y, width, height):
    return [(b"re", x, y, width, height), (b"S",)]


def test_thin_boxes_and_strokes_are_lines_but_shades_curves_and_clips_are_not():
    drawing = draw(*bar(10, 100, 200, 1), *bar(10, 20, 200, 80), (b"m", 10, 20), (b"l", 10, 100), (b"S",), (b"re", 0, 0, 1, 500), (b"n",))
    assert [(round(rule.at, 1), rule.start, rule.end) for rule in drawing.level] == [(100.5, 10, 210)]
    assert [(rule.at, rule.start, rule.end) for rule in drawing.upright] == [(10, 20, 100)]
    assert find_grids(draw((b"m", 0, 0), (b"c", 1, 1, 2, 2, 3, 3), (b"l", 0, 90), (b"S",))) == []


def test_stroked_boxes_side_by_side_are_a_grid():
    grid = find_grids(draw(*box(0, 20, 50, 20), *box(50, 20, 50, 20), *box(0, 0, 50, 20), *box(50, 0, 50, 20)))[0]
    assert grid.columns == (0, 50, 100) and grid.rows == (40, 20, 0)
    assert grid.cells == ((0, 1), (2, 3))
    assert [grid.find_cell(25, 30), grid.find_cell(75, 5), grid.find_cell(120, 5)] == [0, 3, None]


def test_a_cell_reaches_over_rows_and_columns_where_no_line_parts_them():
    lines = [*bar(0, 60, 90, 1), *bar(0, 0, 90, 1), *bar(30, 20, 60, 1), *bar(0, 40, 90, 1)]
    uprights = [*bar(0, 0, 1, 60), *bar(90, 0, 1, 60), *bar(30, 0, 1, 40), *bar(60, 0, 1, 40)]
    (first, *_, last), second, third = find_grids(draw(*lines, *uprights))[0].cells
    assert first == last and second[0] == third[0]
    assert len({first, *second, *third}) == 6


def test_a_table_without_lines_around_it_ends_where_its_lines_end():
    grid = find_grids(draw(*bar(0, 20, 90, 1), *bar(45, 0, 1, 40)))[0]
    assert len(grid.columns) == 3 and grid.rows[0] == 40 and grid.rows[-1] == 0


def test_two_boxes_apart_and_a_frame_are_no_grid():
    assert find_grids(draw(*box(0, 0, 40, 40), *box(60, 0, 40, 40))) == []


def test_places_follow_the_matrix():
    flipped = (0.5, 0.0, 0.0, -0.5, 0.0, 800.0)
    assert [rule.at for rule in draw(*bar(0, 100, 80, 2), matrix=flipped).level] == [749.5]


def test_level_lines_and_shades_of_one_width_are_a_stack_unless_an_upright_meets_them():
    lines = [*bar(0, 100, 90, 1), *bar(0, 60, 90, 1), *bar(200, 60, 40, 1), (b"re", 0, 20, 90, 20), (b"f",)]
    assert [[round(rule.at) for rule in stack] for stack in find_stacks(draw(*lines))] == [[100, 60, 40, 20]]
    assert find_stacks(draw(*lines, *bar(0, 0, 1, 120))) == []
