"""Addresses below /mentions/."""

from django.urls import path

from panya.shared.content import views

urlpatterns = [
    path("", views.mentions, name="mentions"),
    path("<int:number>", views.mentions_in, name="mentions_in"),
]
