"""Every action that a command records has a name on screen."""

import re
from pathlib import Path

from shihu.base.registry.types import MemberEnd, MemberStart
from shihu.fronts.desk.web.words import ACTIONS

SOURCE = Path(__file__).resolve().parents[3] / "src" / "shihu"


def recorded() -> set[str]:
    """Find the actions in the commands: given to Change, to Work, or passed on as ``action``."""
    found = {f"registry.{how.value}" for how in (*MemberStart, *MemberEnd)}
    for path in SOURCE.rglob("*.py"):
        if "commands" in path.parts or path.name == "commands.py" or "demo" in path.parts:
            text = path.read_text(encoding="utf-8")
            found |= {f"units.{name}" for name in re.findall(r"""\bact\.done\(\s*"([a-z_]+)""", text)}
            found |= {f"industry.{name}" for name in re.findall(r"""(?:act|now=now\))\.note\(\s*"([a-z_]+)""", text)}
            found |= set(re.findall(r"""(?:Change\(|action=|_audit\(actor, now, row,)\s*"([a-z]+\.[a-z_]+)""", text))
    return found - {"registry.split", "registry.merged", "registry.relation", "registry.household_moved"}


def test_every_recorded_action_has_a_name() -> None:
    assert recorded() - set(ACTIONS) == set()
