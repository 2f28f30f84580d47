"""Charts of accounts, purposes, the rule on a second person, and the demonstration's postings."""

from shihu.base.ledger.seeds.charts import accounts
from shihu.base.ledger.seeds.demo import Demo, post_demo
from shihu.base.ledger.seeds.purposes import purposes

__all__ = ["Demo", "accounts", "post_demo", "purposes"]
