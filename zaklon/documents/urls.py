"""Addresses of attachments."""

from django.urls import path

from zaklon.documents import views

app_name = "documents"
urlpatterns = [path("documents/<uuid:attachment_id>", views.download, name="download")]
