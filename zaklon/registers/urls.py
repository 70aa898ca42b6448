"""Addresses of the registers, of measures, and of the reports that are made from them."""

from django.urls import URLPattern, path

from zaklon.registers.views import ending, entries, known, lists, measures, reports, uploads

app_name = "registers"
urlpatterns: list[URLPattern] = [
    path("registers/", lists.home, name="home"),
    path("registers/ending", ending.ending, name="ending"),
    path("registers/uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("registers/uploads/<uuid:upload_id>/discard", uploads.discard, name="discard"),
    path("registers/stock", known.stock, name="stock"),
    path("registers/surveys", known.surveys, name="surveys"),
    path("registers/<slug:register>/", lists.entries, name="list"),
    path("registers/<slug:register>/add", entries.add, name="add"),
    path("registers/<slug:register>/template", lists.blank, name="template"),
    path("registers/<slug:register>/many", uploads.send, name="send"),
    path("registers/<slug:register>/<int:number>/", entries.entry, name="entry"),
    path("registers/<slug:register>/under/<int:parent>/add", entries.add, name="add_part"),
    path("registers/<slug:register>/<int:number>/correct", entries.change, name="correct"),
    path("registers/<slug:register>/<int:number>/withdraw", entries.take_back, name="withdraw"),
    path("measures/", measures.measures, name="measures"),
    path("measures/<slug:measure>/", measures.measure, name="measure"),
    path("results/<uuid:result_id>/records/", measures.result, name="result"),
    path("reports/", reports.reports, name="reports"),
    path("reports/keep", reports.keep, name="keep"),
    path("reports/kept/<uuid:kept_id>/<str:form>", reports.kept, name="kept"),
    path("reports/<str:report>/<str:start>/<str:end>/<str:form>", reports.report, name="report"),
]
