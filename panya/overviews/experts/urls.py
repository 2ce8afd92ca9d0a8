from django.urls import path

from panya.overviews.experts import views

urlpatterns = [
    path("people/<slug:public_id>", views.person, name="person"),
]
