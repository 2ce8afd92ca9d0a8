from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "panya.shared.audit"
    label = "audit"
