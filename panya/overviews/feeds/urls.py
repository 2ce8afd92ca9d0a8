"""Addresses for other programs; each stands in docs/permissions.yml."""

from django.urls import path

from panya.overviews.feeds import views

urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/<slug:form>", views.feed_site, name="feed_site"),
    path("feeds/tags/<int:pk>/", views.feed_tag, name="feed_tag"),
    path("feeds/tags/<int:pk>/<slug:form>", views.feed_tag, name="feed_tag"),
    path("feeds/units/<str:code>/", views.feed_unit, name="feed_unit"),
    path("feeds/units/<str:code>/<slug:form>", views.feed_unit, name="feed_unit"),
    path("feeds/notebooks/<slug:public_id>/", views.feed_notebook, name="feed_notebook"),
    path("feeds/notebooks/<slug:public_id>/<slug:form>", views.feed_notebook, name="feed_notebook"),
    path("feeds/people/<slug:public_id>/", views.feed_person, name="feed_person"),
    path("feeds/people/<slug:public_id>/<slug:form>", views.feed_person, name="feed_person"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap/<int:page>.xml", views.sitemap_page, name="sitemap_page"),
]
