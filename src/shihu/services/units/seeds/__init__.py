"""The demonstration's units, their heads and what they live by, made through the commands."""

from shihu.services.units.seeds.formations import DRAFTED, PILOTS, draft_villages, establish_pilots, publish_notice
from shihu.services.units.seeds.heads import elect_heads

__all__ = ["DRAFTED", "PILOTS", "draft_villages", "elect_heads", "establish_pilots", "publish_notice"]
