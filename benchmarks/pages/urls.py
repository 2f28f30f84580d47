from benchmarks.pages import peer
from shihu.config.urls import urlpatterns as ours

urlpatterns = [*peer.urlpatterns, *ours]
