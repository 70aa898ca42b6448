"""The public bodies that the real plan names, as a country pack would list them."""

from zaklon.plan.importing import BodyNames, BodyRecord

_COMBATING = "Combating Trafficking in Human Beings"
_RECORDS = (
    BodyRecord("MOI", "Ministry of the Interior", ("Ministarstvo unutrašnjih poslova", "MUP")),
    BodyRecord("MOI-DEP", f"Department for {_COMBATING}", ("Odjeljenje za borbu protiv trgovine ljudima",), "MOI"),
    BodyRecord("MOI-CIV", "Directorate for Civil Status and Personal Documents", (), "MOI"),
    BodyRecord("POL", "Police Administration", ("Uprava policije",)),
    BodyRecord("POL-FOR", "Inspectors for Foreigners", ("Inspektori za strance",), "POL"),
    BodyRecord(
        "SSP",
        "Supreme State Prosecutor's Office",
        ("Supreme Public Prosecutor's Office", "Supreme State Prosecution's Office"),
    ),
    BodyRecord(
        "CBO",
        "Coordination Body",
        (f"Coordination Body for monitoring the implementation of the Strategy for {_COMBATING}",),
    ),
    BodyRecord("SCM", "Supreme Court", ("Supreme Court of Montenegro", "Vrhovni sud")),
    BodyRecord("JAM", "Judges' Association", ("Judges' Association of Montenegro",)),
    BodyRecord("CTJ", "Centre for Training of the Judiciary and State Prosecution"),
    BodyRecord("HRMA", "Human Resources Management Authority"),
    BodyRecord("ISCP", "Institute for Social and Child Protection"),
    BodyRecord("MLSW", "Ministry of Labour and Social Welfare", ("Ministry of Labor and Social Welfare",)),
    BodyRecord("MFA", "Ministry of Foreign Affairs"),
    BodyRecord("MOH", "Ministry of Health", ("Ministarstvo zdravlja",)),
    BodyRecord("MOD", "Ministry of Defence"),
    BodyRecord("MOC", "Ministry of Culture"),
    BodyRecord("MOE", "Ministry of Education"),
    BodyRecord("MHMR", "Ministry for Human and Minority Rights"),
    BodyRecord("MSDT", "Ministry of Sustainable Development and Tourism"),
    BodyRecord("AIA", "Administration for Inspection Affairs"),
    BodyRecord("RCM", "Red Cross of Montenegro"),
    BodyRecord("CCF", "Centre for Child and Family Support Bijelo Polje"),
    BodyRecord("NGO", "NGOs", ("NVO", "OJQ"), is_generic=True),
    BodyRecord("INT-P", "international partners", is_generic=True),
    BodyRecord("INT-O", "international organisations", ("international organizations",), is_generic=True),
)


def directory() -> BodyNames:
    """The directory that the real plan needs."""
    return BodyNames.build(_RECORDS)
