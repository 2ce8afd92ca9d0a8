"""Addresses below /assets/; each stands in docs/permissions.yml."""

from django.urls import path

from panya.features.assets.views import access, handing, reading, reviewing

urlpatterns = [
    path("<int:number>", reading.asset, name="asset"),
    # Review and change of class.
    path("<int:number>/review/ask", reviewing.review_ask, name="review_ask"),
    path("<int:number>/review/publish", reviewing.review_publish, name="review_publish"),
    path("<int:number>/access", access.asset_access, name="asset_access"),
    path("<int:number>/hand-over", handing.asset_hand_over, name="asset_hand_over"),
]
