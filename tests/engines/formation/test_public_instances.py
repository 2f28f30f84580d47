from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from benchmarks.grouping.library import read

from shihu.engines.formation.search.rounds import search, tuned


def written(path: Path, head: str, n: int = 8, seed: int = 0) -> Path:
    d = np.random.default_rng(seed).uniform(0, 100, (n, n)).round(3)
    lines = [head, *(f"{i} {j} {d[i, j]}" for i in range(n) for j in range(i + 1, n))]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    return path


def best_halves(d: np.ndarray) -> float:
    def within(group: tuple[int, ...]) -> float:
        return sum(d[i, j] for i, j in combinations(group, 2))

    everybody = range(len(d))
    return max(
        within(half) + within(tuple(i for i in everybody if i not in half)) for half in combinations(everybody, 4)
    )


def test_a_grouping_instance_is_solved_to_its_optimum(tmp_path):
    library = read(written(tmp_path / "small.txt", "8 2 ss 4 4 4 4"))
    instance = library.instance()
    start, heat = tuned(instance, library.start(), 0, 7)
    found = search(instance, start, 2000, 0, None, 7, heat)
    assert library.value(found.unit) == pytest.approx(best_halves(library.d))
    assert np.bincount(found.unit).tolist() == [4, 4]


def test_capacities_and_weights_are_kept(tmp_path):
    head = "8 2 ds 5 15 5 15 W 1 2 3 4 1 2 3 4"
    library = read(written(tmp_path / "capacitated.txt", head))
    found = search(library.instance(), library.start(), 2000, 0, None, 7)
    load = np.bincount(found.unit, weights=library.weight)
    assert ((load >= 5) & (load <= 15)).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: not"),
        ("8 2 xx 4 4 4 4", "1: kind"),
        ("8 2 ss 4 4 4", "1: kind"),
        ("2 1 ss 2 2\n0 one 3", "2: not"),
        ("2 1 ss 2 2\n0 7 3", "2: not"),
    ],
)
def test_a_faulty_file_is_refused_by_line(tmp_path, text, told):
    path = tmp_path / "faulty.txt"
    path.write_text(text, encoding="ascii")
    with pytest.raises(ValueError, match=told):
        read(path)
