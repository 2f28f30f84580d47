"""QR codes say what they were given."""

import re

import segno

from shihu.fronts.ui.drawing.codes import QUIET, qr


def test_the_drawing_has_exactly_the_dark_modules_of_the_code() -> None:
    address = "http://127.0.0.1:8000/units/0197a3/card/"
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", qr(address, "尚家沟一单元")):
        drawn |= {(int(x) - QUIET + k, int(y) - QUIET) for k in range(int(length))}
    rows = segno.make(address, error="m", micro=False).matrix
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_its_label_is_escaped() -> None:
    assert "&lt;b&gt;" in qr("x", "<b>")
