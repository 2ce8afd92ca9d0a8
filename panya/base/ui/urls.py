from django.urls import path

from panya.base.ui import views

urlpatterns = [
    path("ui/", views.gallery, name="ui_gallery"),
    path("ui/language/", views.choose_language, name="choose_language"),
    path("ui/theme/", views.choose_theme, name="choose_theme"),
    path("ui/text-size/", views.choose_text_size, name="choose_text_size"),
]
