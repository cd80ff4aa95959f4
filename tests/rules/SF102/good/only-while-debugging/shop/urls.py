from django.conf import settings
from django.urls import path

from shop.views import pages

urlpatterns = [path("", pages.home)]

if settings.DEBUG:
    from shop.views import reload

    urlpatterns.append(path("live_reload", reload.live_reload))
