"""Every address of the site; each stands in docs/permissions.yml."""

from django.urls import include, path

from panya.site import home, tour

urlpatterns = [
    path("", home.home, name="home"),
    path("tour/", tour.go, name="tour"),
    path("help/", tour.help_page, name="help"),
    # First what is asked for most.
    path("notes/", include("panya.features.notes.urls")),
    path("assets/", include("panya.features.assets.urls.assets")),
    path("reviews/", include("panya.features.assets.urls.reviews")),
    path("wanted/", include("panya.features.assets.urls.wanted")),
    path("", include("panya.shared.content.urls")),
    path("notifications/", include("panya.shared.notifications.urls")),
    path("", include("panya.shared.feedback.urls")),
    path("", include("panya.base.ui.urls")),
    path("", include("panya.shared.people.urls")),
    path("", include("panya.shared.search.urls")),
    path("", include("panya.overviews.answers.urls")),
    path("", include("panya.overviews.experts.urls")),
    path("", include("panya.overviews.effects.urls")),
    path("", include("panya.overviews.feeds.urls")),
    path("", include("panya.overviews.audit_trail.urls")),
    path("", include("panya.overviews.search_desk.urls")),
]
