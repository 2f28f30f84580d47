import numpy as np
import polars as pl
import pytest
from tests.engines.formation.drawing import hamlet

from shihu.engines.formation import InvalidProblem
from shihu.engines.formation.batch import Households, form_batch
from shihu.engines.formation.cluster import Budget, form_chunk, form_stream
from shihu.engines.formation.roster import ParquetRoster

PROBLEMS = [hamlet(n, n, able=0.6) for n in (20, 33, 47, 18)]


@pytest.fixture
def roster(tmp_path):
    frames = []
    for number, problem in enumerate(PROBLEMS):
        mutual = [[j for i, j in problem.prefers.tolist() if i == k] for k in range(problem.n)]
        refused = [[j for i, j in problem.refuses.tolist() if i == k] for k in range(problem.n)]
        columns = {
            "hamlet": [f"h{number}"] * problem.n,
            "x": problem.xy[:, 0],
            "y": problem.xy[:, 1],
            "wealth": problem.wealth,
            "party": problem.party,
            "can_lead": problem.can_lead,
            **{f"wish_{k}": problem.wishes[:, k] for k in range(4)},
            **{f"skill_{k}": problem.skills[:, k] for k in range(3)},
        }
        frame = pl.DataFrame(columns).with_columns(
            pl.Series("mutual", mutual, dtype=pl.List(pl.Int64)), pl.Series("refused", refused, dtype=pl.List(pl.Int64))
        )
        frames.append(frame)
    path = tmp_path / "roster.parquet"
    pl.concat(frames).write_parquet(path)
    return path


def test_chunks_hold_whole_hamlets_and_give_the_units_of_one_call(roster):
    source = ParquetRoster(roster)
    chunks = source.chunks(30)
    assert [(chunk.first, chunk.rows) for chunk in chunks] == [(0, 53), (53, 47), (100, 18)]
    assert [(chunk.start, chunk.end) for chunk in chunks] == [("h0", "h1"), ("h2", "h2"), ("h3", "h3")]
    whole = form_batch(Households.of(PROBLEMS), moves=50)
    parts = list(form_stream(source, chunks, Budget()))
    assert np.array_equal(np.concatenate([part.unit for part in parts]), whole.unit)
    assert np.array_equal(np.concatenate([part.value for part in parts]), whole.value)
    assert np.array_equal(np.concatenate([part.names["row"] for part in parts]), np.arange(118))
    assert np.array_equal(form_chunk(source, chunks[1], Budget()).unit, parts[1].unit)


def test_relations_are_read_as_rows_of_the_chunk(roster):
    source = ParquetRoster(roster)
    households = source.read(source.chunks(100)[0]).households
    straight = Households.of(PROBLEMS[:3])
    assert np.array_equal(households.start, straight.start)
    assert sorted(households.refused.tolist()) == sorted(straight.refused.tolist())
    assert sorted(households.mutual.tolist()) == sorted(straight.mutual.tolist())


def test_a_file_with_scattered_hamlets_or_missing_columns_is_refused(roster, tmp_path):
    shuffled = tmp_path / "shuffled.parquet"
    pl.read_parquet(roster).sort("x").write_parquet(shuffled)
    with pytest.raises(InvalidProblem, match="sort the file"):
        ParquetRoster(shuffled).chunks(30)
    poor = tmp_path / "poor.parquet"
    pl.read_parquet(roster).drop("wealth").write_parquet(poor)
    with pytest.raises(InvalidProblem, match="wealth"):
        ParquetRoster(poor).read(ParquetRoster(poor).chunks(30)[0])
