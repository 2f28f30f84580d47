"""Tables of the linkages."""

from shihu.services.linkages.models.mediation import (
    Agreement,
    AgreementPerformance,
    AgreementSigner,
    Dispute,
    Hearing,
    HearingMember,
    MediationRule,
    Mediator,
)

__all__ = [
    "Agreement",
    "AgreementPerformance",
    "AgreementSigner",
    "Dispute",
    "Hearing",
    "HearingMember",
    "MediationRule",
    "Mediator",
]
