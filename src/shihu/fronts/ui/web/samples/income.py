"""Pictures of amounts: above and below a line, ranked, counted."""

from django.utils.translation import pgettext

from shihu.kernel.presentation import Bin, Histogram, Pile, Piles, Ranked, Ranking


def piles() -> Piles:
    """What came in and what was kept back in three months."""
    return Piles(
        pgettext("sample", "Most came in August"),
        ("6", "7", "8"),
        (
            Pile(pgettext("sample", "Sales"), (120_000, 260_000, 763_200), 1),
            Pile(pgettext("sample", "Wages"), (30_000, 0, 24_000), 3),
        ),
        (Pile(pgettext("sample", "Inputs on credit"), (60_000, 140_000, 427_392), 2),),
        scale=100,
    )


def ranking() -> Ranking:
    """Three units, one of them with too few to be compared."""
    rows = (
        Ranked(pgettext("sample", "Unit one"), 648_000, "6,480.00", is_own=True),
        Ranked(pgettext("sample", "Unit two"), 512_000, "5,120.00"),
        Ranked(pgettext("sample", "Unit three"), 230_000, "2,300.00", is_faint=True),
    )
    return Ranking(
        pgettext("sample", "Income by unit"), rows, middle=580_000, middle_word=pgettext("sample", "In the middle")
    )


def histogram() -> Histogram:
    """Gains in steps of 5,000 yuan."""
    counts = (2, 9, 24, 21, 8)
    bins = tuple(
        Bin(low, low + 5000, count, f"{low:,}") for low, count in zip(range(10_000, 35_000, 5000), counts, strict=True)
    )
    return Histogram(pgettext("sample", "53 of 64 at 20,000 or more"), bins, 20_000, "20,000")
