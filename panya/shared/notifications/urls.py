"""Addresses below /notifications/."""

from django.urls import path

from panya.shared.notifications import views

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("count", views.notification_count, name="notification_count"),
    path("read", views.notifications_read, name="notifications_read"),
    path("settings", views.notification_settings, name="notification_settings"),
    path("<slug:public_id>/open", views.notification_open, name="notification_open"),
]
