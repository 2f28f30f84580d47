"""The demonstration township: its days, its steps, and the command that builds it."""

from shihu.fronts.cli.demo.building import STEPS, RealData, Step, build_demo
from shihu.fronts.cli.demo.command import demo, write_sample_roster
from shihu.fronts.cli.demo.days import CLOCK, DRAWN_ON, ELECTED_ON, NOW, PUBLISHED_ON, Progress

__all__ = [
    "CLOCK",
    "DRAWN_ON",
    "ELECTED_ON",
    "NOW",
    "PUBLISHED_ON",
    "STEPS",
    "Progress",
    "RealData",
    "Step",
    "build_demo",
    "demo",
    "write_sample_roster",
]
