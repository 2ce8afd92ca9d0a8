from django.urls import path

from panya.overviews.effects import views

urlpatterns = [
    path("effects", views.effects, name="effects"),
]
