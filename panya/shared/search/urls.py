from django.urls import path

from panya.shared.search.views import keeping, searching

urlpatterns = [
    path("search", searching.search_page, name="search"),
    path("search/suggest", searching.suggest, name="search_suggest"),
    path("search/opened", searching.opened, name="search_opened"),
    path("search/saved", keeping.saved, name="saved_searches"),
    path("search/saved/new", keeping.saved_new, name="saved_search_new"),
    path("search/saved/<slug:public_id>/run", keeping.saved_run, name="saved_search_run"),
    path("search/saved/<slug:public_id>/edit", keeping.saved_edit, name="saved_search_edit"),
    path("search/saved/<slug:public_id>/delete", keeping.saved_delete, name="saved_search_delete"),
    path("search/recent/forget", keeping.recent_forget, name="recent_forget"),
    path("search/recent/remember", keeping.recent_remember, name="recent_remember"),
]
