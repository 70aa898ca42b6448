"""Root addresses of an installation with a government sign-on, and a door through which its answers are played."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from zaklon.access.tests.addresses import urlpatterns as without_sign_on
from zaklon.access.urls.sign_in import SIGN_ON

handler404 = "zaklon.web.errors.not_found"


def arrive(request: HttpRequest) -> HttpResponse:
    """What happens after the service has said who somebody is; the posted values are its answer."""
    truths: dict[object, object] = {"yes": True, "no": False}
    said = {name: truths.get(value, value) for name, value in request.POST.items()}
    provider = get_adapter().get_provider(request, "government")
    login = provider.sociallogin_from_response(request, {"userinfo": said})
    login.state["process"] = said.get("process", "login")
    answer: HttpResponse = complete_login(request, login)
    return answer


urlpatterns = [
    *without_sign_on,
    path("account/", include(SIGN_ON)),
    path("account/arrive/", arrive),
]
