"""Addresses of the demonstration; mounted beside the embedded database of ZAKLON_ENVIRONMENT=demo only."""

from django.urls import path

from zaklon.config.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("sign-in/", views.sign_in, name="sign_in"),
]
