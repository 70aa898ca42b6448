"""Addresses of people, bodies, the trail and one's own account. Sign-in has its own list in `sign_in`."""

from django.urls import path

from zaklon.access.views import account, bodies, invitation, people, programs, trail

app_name = "access"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<uuid:invitation_id>/withdraw/", people.withdraw_invitation, name="withdraw_invitation"),
    path("people/<uuid:user_id>/", people.person, name="person"),
    path("people/posts/<uuid:post_id>/end/", people.end_post, name="end_post"),
    path("people/<uuid:user_id>/address/", people.change_address, name="change_address"),
    path("people/<uuid:user_id>/second-step/", people.drop_second_factors, name="drop_second_factors"),
    path("invitation/<str:key>/", invitation.invitation, name="invitation"),
    path("me/", account.account, name="account"),
    path("me/body/", account.act_for, name="act_for"),
    path("me/language/", account.language, name="language"),
    path("me/sign-out/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("me/still-here/", account.still_here, name="still_here"),
    path("me/lock/", account.lock, name="lock"),
    path("me/programs/", programs.program_keys, name="program_keys"),
    path("me/programs/make/", programs.make_program_key, name="make_program_key"),
    path("me/programs/<uuid:program_key_id>/end/", programs.end_program_key, name="end_program_key"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add/", bodies.add_body, name="add_body"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
    path("bodies/<uuid:body_id>/names/", bodies.add_name, name="add_name"),
    path("bodies/<uuid:body_id>/days/", bodies.set_validity, name="set_validity"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export/", trail.export, name="export_trail"),
]
