from django.apps import AppConfig


class AuditTrailConfig(AppConfig):
    name = "panya.overviews.audit_trail"
    label = "audit_trail"
