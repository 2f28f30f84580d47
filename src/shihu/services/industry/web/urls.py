"""Addresses of the unit economy, part by part."""

from shihu.services.industry.web import (
    advance_urls,
    award_urls,
    labour_urls,
    picture_urls,
    settlement_urls,
    share_urls,
)

urlpatterns = [
    *advance_urls.urlpatterns,
    *award_urls.urlpatterns,
    *labour_urls.urlpatterns,
    *picture_urls.urlpatterns,
    *settlement_urls.urlpatterns,
    *share_urls.urlpatterns,
]
