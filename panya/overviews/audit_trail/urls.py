from django.urls import path

from panya.overviews.audit_trail import views

urlpatterns = [
    path("audit/", views.trail, name="audit_trail"),
    path("audit/export", views.export, name="audit_export"),
    path("audit/<int:pk>", views.entry, name="audit_entry"),
]
