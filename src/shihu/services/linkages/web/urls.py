from shihu.services.linkages.web import civility_urls, integrity_urls, safety_urls

urlpatterns = [
    *civility_urls.urlpatterns,
    *integrity_urls.urlpatterns,
    *safety_urls.urlpatterns,
]
