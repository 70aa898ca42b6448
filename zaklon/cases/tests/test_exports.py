"""Taking content out: by permission, marked, sealed, for a while, on the trail, never beyond one's own view."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from zaklon.access.actor import SYSTEM
from zaklon.access.rls import acting_as
from zaklon.access.tests.factories import make_actor
from zaklon.audit.queries import entries
from zaklon.cases.commands import consents, exporting, posts, records, reveals, watch
from zaklon.cases.commands.exporting import fetch_export, make_export, purge_exports
from zaklon.cases.kinds import Part
from zaklon.cases.models import Alert, Consent, Export
from zaklon.cases.rules.exports import ExportLimits, NewExport, new_password
from zaklon.cases.rules.insider import Limits
from zaklon.cases.tests.factories import Circle, now
from zaklon.cases.values import NewRecord
from zaklon.common.agefile.sealing import new_key_pair, opened_with_key, opened_with_password
from zaklon.common.errors import NotAllowedNow, NotPermitted, RuleBroken
from zaklon.notify.commands import address_roles, deliver_waiting
from zaklon.plan.tests.pages import client_of, page

pytestmark = pytest.mark.django_db
PURPOSE = "Invented: hearing before the court of first instance"
CANARY = "Kanarinac-Primjerović"


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setattr(watch, "limits", lambda: Limits(1000, 2000, 1000, 2000))
    monkeypatch.setattr(reveals, "persons_to_reveal", lambda: 1)
    for place in ("zaklon.cases.commands.exporting.export_limits", "zaklon.cases.views.exports.export_limits"):
        monkeypatch.setattr(place, lambda _now: ExportLimits(2, timedelta(days=3)))


@pytest.fixture
def circle():
    made = Circle()
    write(made, Part.SERVICES, {"goal": "Invented goal of support"})
    write(made, Part.IDENTITY, {"given_names": "Izmišljena", "family_names": CANARY})
    return made


def write(circle, part, content):
    new = NewRecord(circle.person.pk, part, "form", content)
    with acting_as(circle.manager):
        return records.write_record(circle.code, new, actor=circle.manager, now=now())


def reveal(circle, part=Part.IDENTITY):
    with acting_as(circle.manager):
        reason = "Invented: for the hearing"
        reveals.ask_reveal(circle.code, circle.person.pk, part, reason, actor=circle.manager, now=now())


def export(circle, *parts, by=None, codes=(), **changes):
    actor = by or circle.manager
    new = NewExport(codes=(circle.code, *codes), parts=frozenset(parts), purpose=PURPOSE, language="en", **changes)
    with acting_as(actor):
        return make_export(new, actor=actor, now=now())


def fetch(circle, made, by=None, at=None):
    actor = by or circle.manager
    with acting_as(actor):
        return fetch_export(made.export_id, actor=actor, now=at or now())


def pages(made, sealed):
    return [each.extract_text() for each in PdfReader(io.BytesIO(opened_with_password(sealed, made.password))).pages]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def of_trail(code, action):
    with acting_as(SYSTEM):
        return [entry for entry in entries(subject=code) if entry.action == action]


def test_a_copy_holds_what_is_open_and_its_mark_stands_on_every_page(circle):
    made = export(circle, Part.SERVICES, Part.RISK)
    _name, sealed = fetch(circle, made)
    texts = pages(made, sealed)
    assert "Invented goal of support" in "".join(texts)
    assert CANARY not in "".join(texts)
    assert "There may be more in these files" in "".join(texts)
    for text in texts:
        assert squeezed(PURPOSE) in squeezed(text)
        assert circle.code in text
        assert squeezed(f"Invented body {circle.centre.code}") in squeezed(text)


def test_the_workbook_is_sealed_and_marked_too(circle):
    made = export(circle, Part.SERVICES, form="xlsx")
    name, sealed = fetch(circle, made)
    assert name.endswith(".xlsx.age")
    assert opened_with_password(sealed, made.password)[:2] == b"PK"


def test_identity_goes_along_only_while_it_is_revealed(circle):
    first = export(circle, Part.IDENTITY)
    assert CANARY not in "".join(pages(first, fetch(circle, first)[1]))
    reveal(circle)
    second = export(circle, Part.IDENTITY)
    assert CANARY in "".join(pages(second, fetch(circle, second)[1]))


def test_what_is_not_open_is_left_out_and_said_in_the_same_words(circle):
    hidden = export(circle, Part.SERVICES, Part.TESTIMONY, Part.JUSTICE)
    shown = export(circle, Part.SERVICES)
    whole = ["".join(pages(each, fetch(circle, each)[1])) for each in (hidden, shown)]
    texts = [re.sub(r"[0-9a-f]{8}|\d\d:\d\d", "", each) for each in whole]
    assert texts[0] == texts[1]
    assert of_trail(circle.code, "case.exported")[0].fields == ("services", "shell")


def test_a_copy_for_a_key_opens_with_that_key_and_has_no_password(circle):
    private, public = new_key_pair()
    made = export(circle, Part.SERVICES, receiver=public)
    assert made.password == ""
    assert opened_with_key(fetch(circle, made)[1], private)[:4] == b"%PDF"


def test_making_and_each_fetching_stand_on_the_trail(circle):
    made = export(circle, Part.SERVICES)
    for _ in range(2):
        fetch(circle, made)
    (trace,) = of_trail(circle.code, "case.exported")
    assert (trace.user_id, trace.fields) == (circle.manager.user_id, ("services", "shell"))
    assert len(of_trail(circle.code, "case.export_fetched")) == 2


def test_nothing_is_sealed_when_the_trail_cannot_be_written(circle, monkeypatch):
    def refuse(*_arguments, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(exporting, "disclosed", refuse)
    with pytest.raises(ZeroDivisionError):
        export(circle, Part.SERVICES)
    with acting_as(SYSTEM):
        assert not Export.objects.exists()


@pytest.mark.parametrize("role", ["shelter_staff", "police_investigator", "case_supervisor", "coordinator"])
def test_a_role_without_the_permission_takes_nothing_out_whatever_the_case(circle, role):
    actor, answers = make_actor(role), []
    for code in (circle.code, "2222-2222"):
        response = client_of(actor).get(reverse("cases:export", args=[code]))
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "token", response.content.decode())
        answers.append((response.status_code, html.replace(code, "code")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 403


def test_a_hidden_case_and_an_absent_one_are_refused_alike(circle):
    other = Circle()
    for code in (other.code, "2222-2222"):
        with pytest.raises(RuleBroken, match="case_not_found"):
            export(circle, Part.SERVICES, codes=(code,))


def test_nobody_else_fetches_it_and_the_officer_sees_that_it_was_made(circle):
    made = export(circle, Part.SERVICES)
    colleague = make_actor("case_manager", body=circle.centre)
    circle.assign(colleague)
    with pytest.raises(Export.DoesNotExist):
        fetch(circle, made, by=colleague)
    with pytest.raises(NotPermitted):
        fetch(circle, made, by=circle.officer)
    html = page(client_of(circle.officer), reverse("cases:exports"))
    assert PURPOSE in html
    assert "Fetch<" not in html


def test_after_its_time_it_is_not_given_out_and_then_it_is_gone(circle):
    made = export(circle, Part.SERVICES)
    later = now() + timedelta(days=3, minutes=1)
    with pytest.raises(NotAllowedNow, match="export_ended"):
        fetch(circle, made, at=later)
    assert (purge_exports(now=now()), purge_exports(now=later), purge_exports(now=later)) == (0, 1, 0)
    with acting_as(SYSTEM):
        assert bytes(Export.objects.get().sealed) == b""
    with pytest.raises(NotAllowedNow, match="export_ended"):
        fetch(circle, made)


def test_who_may_no_longer_read_what_it_holds_fetches_it_no_more(circle):
    consent = circle.consent((circle.centre, Part.HEALTH))
    made = export(circle, Part.HEALTH)
    with acting_as(circle.manager):
        assert Consent.objects.filter(pk=consent).exists()
        consents.withdraw_consent(consent, actor=circle.manager, now=now())
    with pytest.raises(NotPermitted, match="part_withheld"):
        fetch(circle, made)


def test_who_handed_the_case_over_fetches_it_no_more(circle):
    made = export(circle, Part.SERVICES)
    colleague = make_actor("case_manager", body=circle.centre)
    with acting_as(circle.manager):
        posts.hand_over(circle.code, colleague.user_id, colleague.body_id, actor=circle.manager, now=now())
    with pytest.raises(Exception, match="does not exist"):
        fetch(circle, made)


def test_more_cases_in_a_day_than_the_pack_allows_are_stopped_and_the_alert_stays(circle):
    others = [Circle().code for _ in range(2)]
    new = NewExport((circle.code, *others), frozenset({Part.SERVICES}), PURPOSE, "en")
    with acting_as(circle.manager), pytest.raises(NotAllowedNow, match="export_too_many"):
        make_export(new, actor=circle.manager, now=now())
    with acting_as(circle.officer):
        alert = Alert.objects.get()
    assert (alert.kind, alert.verdict, alert.count) == ("mass_export", "stopped", 3)
    export(circle, Part.SERVICES)
    export(circle, Part.SERVICES)
    with acting_as(SYSTEM):
        assert Export.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "short"}, "export_purpose_short"),
        ({"form": "docx"}, "export_form_unknown"),
        ({"receiver": "age1notakey"}, "export_key_wrong"),
    ],
)
def test_an_export_that_is_none_is_refused_and_says_why(circle, changes, code):
    new = NewExport(**{"codes": (circle.code,), "parts": frozenset(), "purpose": PURPOSE, "language": "en", **changes})
    with acting_as(circle.manager), pytest.raises(RuleBroken, match=code):
        make_export(new, actor=circle.manager, now=now())


def test_passwords_are_made_by_lot():
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([2-9B-DF-HJ-NP-TV-XZ]{4}-){5}[2-9B-DF-HJ-NP-TV-XZ]{4}", each) for each in made)


def form(circle, **changes):
    return {
        "request_key": str(uuid.uuid4()),
        "parts": [str(Part.SERVICES.value)],
        "purpose": PURPOSE,
        "form": "pdf",
        "language": "cnr",
        "receiver": "",
        "others": "",
        **changes,
    }


def test_the_page_shows_the_password_once_and_a_form_sent_twice_makes_one_copy(circle):
    client, path = client_of(circle.manager), reverse("cases:export", args=[circle.code])
    sent = form(circle)
    response = client.post(path, sent)
    html = response.content.decode()
    password = re.search(r'id="password">([^<]+)<', html)[1]
    assert response.headers["Cache-Control"] == "no-store"
    assert f"<title>{circle.code} – Zaklon</title>" in html
    address = re.search(r'href="(/cases/exports/[^"]+)"', html)[1]
    fetched = client.get(address)
    assert opened_with_password(fetched.content, password)[:4] == b"%PDF"
    assert re.fullmatch(r'attachment; filename="export-[0-9a-f]{8}\.pdf\.age"', fetched.headers["Content-Disposition"])
    assert fetched.headers["Cache-Control"] == "no-store"
    again = client.post(path, sent)
    assert again.status_code == 422
    assert "made already" in again.content.decode()
    assert password not in page(client, reverse("cases:exports"))


def test_bad_input_comes_back_beside_its_field(circle):
    path = reverse("cases:export", args=[circle.code])
    for changes, said in (
        ({"purpose": "x"}, "least 20"),
        ({"others": "AAAA\x00"}, "Null characters"),
        ({"others": "2222-2223"}, "one letter or digit is wrong"),
        ({"receiver": "age1\u202eq"}, "no public key"),
        ({"parts": [str(Part.TESTIMONY.value)]}, "not one of the available"),
    ):
        response = client_of(circle.manager).post(path, form(circle, **changes))
        assert response.status_code == 422, changes
        assert said in response.content.decode(), changes


def test_no_name_leaves_by_a_row_a_mail_or_the_trail(circle, settings):
    reveal(circle)
    export(circle, Part.IDENTITY)
    with acting_as(SYSTEM):
        address_roles(now=now())
        deliver_waiting(now=now())
    assert mail.outbox
    assert CANARY not in "".join(str(each.message()) for each in mail.outbox)
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in ("cases_export", "audit_entry", "notify_message", "cases_event"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")  # noqa: S608
            assert CANARY not in (cursor.fetchone()[0] or "")
