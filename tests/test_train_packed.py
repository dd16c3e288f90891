import lzma

import pytest

from corpus.errors import BadRequest
from eval.train.packed import open_text


def test_a_file_is_read_packed_or_not(tmp_path):
    (tmp_path / "a.txt").write_text("på ön\n", encoding="utf-8")
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress("på ön\n".encode()))
    for name in ("a.txt", "a.txt.xz"):
        with open_text(tmp_path / name) as lines:
            assert list(lines) == ["på ön\n"]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BadRequest, match="borta"):
        open_text(tmp_path / "borta.txt")
