from django.urls import path

from panya.shared.search import views

urlpatterns = [
    path("search", views.search_page, name="search"),
    path("search/suggest", views.suggest, name="search_suggest"),
    path("search/opened", views.opened, name="search_opened"),
]
