"""Addresses of blank forms; an address holds the code of a form and nothing about anybody."""

from django.urls import path

from zaklon.forms import views

app_name = "forms"
urlpatterns = [
    path("forms/", views.blank, name="blank"),
    path("forms/<slug:form_code>.pdf", views.blank_paper, name="blank_paper"),
]
