"""Records survive the way to a database column and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Block, Change, Correction, Document, PageQuality, Passage, Section, Segment, Source
from corpus.rows import pack, unpack
from tests.editions import make_edition

st.register_type_strategy(float, st.floats(allow_nan=False))  # not a number is unequal to itself; no record holds it
RECORDS = st.one_of(*(st.from_type(kind) for kind in (Block, Change, Correction, Document, PageQuality, Passage, Section, Source)))


@given(RECORDS)
def test_every_record_comes_back_equal(record):
    assert unpack(type(record), pack(record)) == record


def test_defaults_are_left_out_and_unknown_fields_dropped():
    packed = json.loads(pack(Segment(0, 2, 5, 7)))
    assert packed == {"clean_start": 0, "clean_end": 2, "source_start": 5, "source_end": 7}
    assert unpack(Segment, json.dumps(packed | {"colour": "red"})) == Segment(0, 2, 5, 7)


def test_nested_records_are_tuples_of_records():
    section = make_edition().sections[0]
    copy = unpack(Section, pack(section))
    assert copy.segments == section.segments
    assert hash(copy) == hash(section)
