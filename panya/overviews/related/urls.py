from django.urls import path

from panya.overviews.related import views

urlpatterns = [
    path("related/<int:number>", views.related, name="related"),
]
