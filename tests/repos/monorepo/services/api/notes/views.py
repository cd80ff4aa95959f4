from rest_framework import viewsets

from notes.models import Sighting


class SightingViews(viewsets.ModelViewSet):
    queryset = Sighting.objects.all()
