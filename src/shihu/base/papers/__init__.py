"""Papers that people sign, as PDF."""

from shihu.base.papers.answers import shown as shown
from shihu.base.papers.paper import Paper as Paper
