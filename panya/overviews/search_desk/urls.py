"""Addresses of the search desk; each stands in docs/permissions.yml."""

from django.urls import path

from panya.overviews.search_desk.views import desk as views
from panya.overviews.search_desk.views import measuring

urlpatterns = [
    path("search/desk", views.desk, name="search_desk"),
    path("search/desk/synonym", views.synonym, name="search_synonym"),
    path("search/desk/want", views.want, name="search_want"),
    path("search/desk/ask", views.ask_new, name="search_ask_new"),
    path("search/desk/evaluation", measuring.evaluation, name="search_evaluation"),
    path("search/desk/evaluation/run", measuring.evaluation_run, name="search_evaluation_run"),
    path("search/desk/questions/new", measuring.question_new, name="judged_question_new"),
    path("search/desk/questions/<slug:public_id>/edit", measuring.question_edit, name="judged_question_edit"),
    path("search/desk/questions/<slug:public_id>/retire", measuring.question_retire, name="judged_question_retire"),
    path("search/desk/asks", views.asks, name="search_asks"),
    path("search/desk/asks/<slug:public_id>", views.ask, name="search_ask"),
    path("search/desk/asks/<slug:public_id>/answer", views.ask_answer, name="search_ask_answer"),
    path("search/desk/asks/<slug:public_id>/decline", views.ask_decline, name="search_ask_decline"),
]
