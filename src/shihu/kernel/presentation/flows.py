"""Flows: where an amount came from and where it went, as bands between columns (a Sankey picture)."""

from dataclasses import dataclass

from shihu.kernel.presentation.words import Tone


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A stop of the flow. ``column`` counts from 0 at the left; ``value`` is what its label says in figures."""

    key: str
    label: str
    value: str
    column: int
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class FlowLink:
    """So much runs from one stop to another further right; only what is above nothing is drawn."""

    source: str
    target: str
    amount: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture. ``title`` says the finding. A stop is as high as the greater of what comes in and goes out."""

    title: str
    nodes: tuple[FlowNode, ...]
    links: tuple[FlowLink, ...]
    unit: str = ""

    @property
    def rows(self) -> tuple[tuple[str, str, int], ...]:
        """The links as words, for those who read rather than look: from, to, amount."""
        labels = {node.key: node.label for node in self.nodes}
        return tuple((labels[one.source], labels[one.target], one.amount) for one in self.links if one.amount > 0)
