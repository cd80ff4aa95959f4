from django.db import models


class Sighting(models.Model):
    bird = models.CharField(max_length=80)
