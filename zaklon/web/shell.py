"""What the frame around a page shows; the upper layers put it on the request, so that web knows none of them."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation; `count` is how much waits there, None when nothing is counted."""

    text: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Lock:
    """After how many seconds without use the page is covered, and the addresses that its script asks."""

    seconds: int
    still_url: str
    now_url: str


@dataclass(frozen=True)
class Shell:
    """The frame of one page. The defaults are those of a visitor who has not signed in.

    `notice` is a whole sentence shown in a band under the header, such as that this is a demonstration. `exit_url` is
    the neutral site that "Leave this page" opens; it is offered where `is_public` is true. Without `lock`
    nothing is covered.
    """

    service_name: str = ""
    navigation: tuple[NavigationItem, ...] = ()
    actor_name: str = ""
    body_name: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    notice: str = ""
    is_public: bool = False
    lock: "Lock | None" = None
    exit_url: str = "https://www.wikipedia.org/"
    home_url: str = "/"


def shell_of(request: HttpRequest | None) -> Shell:
    """The frame that the upper layers prepared for this request, else the anonymous one."""
    shell = getattr(request, "shell", None)
    return shell if isinstance(shell, Shell) else Shell()
