import numpy as np

from ingest.repair.tables import ABSENT, build_table


def make(n, seed=0):
    codes = np.unique(np.random.default_rng(seed).integers(0, 1 << 60, n).astype(np.uint64))
    return codes, (codes % np.uint64(250)).astype(np.uint8)


def test_stored_codes_are_found_and_others_are_absent():
    codes, values = make(5000)
    table = build_table(codes, values, np.ones(len(codes)))
    found = table.get(codes)
    assert np.array_equal(found[found != ABSENT], values[found != ABSENT])
    assert (found != ABSENT).mean() > 0.93
    strangers = make(5000, seed=1)[0]
    assert (table.get(strangers) == ABSENT).all()


def test_where_a_bucket_overflows_the_heaviest_stay():
    codes, values = make(5000)
    weights = np.arange(len(codes), dtype=np.float64)
    lost = build_table(codes, values, weights).get(codes) == ABSENT
    assert lost.any()
    assert weights[lost].mean() < weights[~lost].mean()


def test_nothing_in_nothing_out():
    table = build_table(np.zeros(0, np.uint64), np.zeros(0, np.uint8), np.zeros(0))
    assert table.get(np.array([7], np.uint64)).tolist() == [ABSENT]
    assert table.get(np.zeros(0, np.uint64)).tolist() == []
