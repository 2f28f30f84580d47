"""What the page of a formation is made from, and what is selected in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shihu.base.jobs.types import JobRow
from shihu.kernel.actors import Actor
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import FormationDetail, LeftOut, UnitRow


@dataclass(frozen=True, slots=True)
class Draws:
    """What a formation's page is made from; ``hamlet`` is empty for the whole formation."""

    detail: FormationDetail
    actor: Actor
    names: Names
    label: words.Label
    hamlet: str
    unit: UUID | None
    job: JobRow | None
    is_stale: bool
    heads: Mapping[UUID, str] = field(default_factory=dict)  # household codes by unit

    @property
    def units(self) -> list[UnitRow]:
        return [u for u in self.detail.units if not self.hamlet or u.hamlet == self.hamlet]

    @property
    def left_out(self) -> list[LeftOut]:
        return [left for left in self.detail.left_out if not self.hamlet or left.hamlet == self.hamlet]

    @property
    def state(self) -> str:
        return self.detail.row.state

    def place_name(self, code: str = "") -> str:
        row = self.detail.row
        zh, en = (
            self.names.get(code, (row.place_name, row.place_name_en)) if code else (row.place_name, row.place_name_en)
        )
        return en if words.is_english() and en else zh
