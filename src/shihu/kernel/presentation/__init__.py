"""What pages are made of, as plain data.

A page object (``web/pages.py``) fills these; the design system in ``fronts/ui`` draws them. They hold
finished, translated text and decided flags: a template never reckons. Nothing here knows Django, so base
and services may use them without knowing how they look. ``docs/look.md`` shows each one and its tag.
"""

from shihu.kernel.presentation.composition import (
    Composition,
    Part,
    PartKind,
    Swatch,
)
from shihu.kernel.presentation.flows import (
    Flow,
    FlowLink,
    FlowNode,
)
from shihu.kernel.presentation.pictures import (
    Chart,
    Fact,
    House,
    MapPlace,
    MapUnit,
    Series,
    UnitMap,
)
from shihu.kernel.presentation.tables import (
    Cell,
    Choice,
    Column,
    ColumnKind,
    Filter,
    Pager,
    Row,
    Selection,
    Table,
    asked_page,
    asked_sort,
)
from shihu.kernel.presentation.words import (
    Action,
    ActionKind,
    Badge,
    Crumb,
    Empty,
    Event,
    Light,
    LightColour,
    Link,
    PageHead,
    Progress,
    Stat,
    Tab,
    Tone,
)

__all__ = [
    "Action",
    "ActionKind",
    "Badge",
    "Cell",
    "Chart",
    "Choice",
    "Column",
    "ColumnKind",
    "Composition",
    "Crumb",
    "Empty",
    "Event",
    "Fact",
    "Filter",
    "Flow",
    "FlowLink",
    "FlowNode",
    "House",
    "Light",
    "LightColour",
    "Link",
    "MapPlace",
    "MapUnit",
    "PageHead",
    "Pager",
    "Part",
    "PartKind",
    "Progress",
    "Row",
    "Selection",
    "Series",
    "Stat",
    "Swatch",
    "Tab",
    "Table",
    "Tone",
    "UnitMap",
    "asked_page",
    "asked_sort",
]
