"""What the style page shows: every component in every state, with sentences like the real ones."""

from shihu.fronts.ui.web.samples.page import StylePage, page

__all__ = ["StylePage", "page"]
