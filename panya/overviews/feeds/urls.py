"""Addresses of feeds; each stands in docs/permissions.yml."""

from django.urls import path

from panya.overviews.feeds import views

urlpatterns = [
    path("feeds", views.feeds, name="feeds"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
for _form in ("atom", "rss", "json"):
    _as = {"form": _form}
    urlpatterns += [
        path(f"feeds/{_form}", views.site, _as, name=f"feed_{_form}"),
        path(f"feeds/tags/<int:pk>/{_form}", views.tag, _as, name=f"feed_tag_{_form}"),
        path(f"feeds/units/<str:code>/{_form}", views.unit, _as, name=f"feed_unit_{_form}"),
        path(f"feeds/notebooks/<slug:public_id>/{_form}", views.notebook, _as, name=f"feed_notebook_{_form}"),
        path(f"feeds/people/<slug:public_id>/{_form}", views.person, _as, name=f"feed_person_{_form}"),
    ]
