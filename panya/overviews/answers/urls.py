from django.urls import path

from panya.overviews.answers import views

urlpatterns = [path("ask", views.ask_page, name="ask")]
