"""Addresses below /assets/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.assets.views import reading

urlpatterns = [
    path("<int:number>", reading.asset, name="asset"),
]
