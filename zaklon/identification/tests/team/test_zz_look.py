import os
import pytest
from zaklon.identification.tests.team.test_papers import *  # noqa
pytestmark = [pytest.mark.django_db]
def test_look(team):
    out = os.environ["LOOK"]
    r = decided(team); decided(team, "grant"); decided(team,"defer")
    for lang in ("en","cnr-cyrl"):
        open(f"{out}/letter-{lang}.pdf","wb").write(letter(r, team.secretary, lang).content)
    for level in ("internal","coordination"):
        open(f"{out}/annual-{level}.pdf","wb").write(report(team.secretary,"annual_report",level,"pdf").content)
        open(f"{out}/annual-{level}.html","wb").write(report(team.secretary,"annual_report",level,"page").content)
    open(f"{out}/home.html","wb").write(client_of(team.secretary).get("/team/").content)
