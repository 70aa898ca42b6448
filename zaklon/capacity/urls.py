"""Addresses of certificates and courses."""

from django.urls import URLPattern, path

from zaklon.capacity.views import certificates, keeping, player

app_name = "capacity"
urlpatterns: list[URLPattern] = [
    path("certificates/", certificates.check, name="check"),
    path("certificates/training/<int:number>/", certificates.issue, name="issue"),
    path("certificates/<uuid:batch_id>/", certificates.batch, name="batch"),
    path("courses/", player.courses, name="courses"),
    path("courses/<slug:course>/", player.course, name="course"),
    path("courses/<slug:course>/pages/<int:page>/", player.page, name="page"),
    path("courses/<slug:course>/questions/", player.questions, name="questions"),
    path("courses/<slug:course>/result/", player.result, name="result"),
    path("courses/<slug:course>/certificate", player.certificate, name="certificate"),
    path("course-pictures/<uuid:version_id>/<str:picture>", player.picture, name="picture"),
    path("teaching/", keeping.kept, name="kept"),
    path("teaching/upload", keeping.upload, name="upload"),
    path("teaching/<uuid:version_id>/", keeping.version, name="version"),
    path("teaching/<uuid:version_id>/publish", keeping.publish, name="publish"),
    path("teaching/<uuid:version_id>/retire", keeping.retire, name="retire"),
    path("teaching/<slug:course>/completions/", keeping.completions, name="completions"),
]
