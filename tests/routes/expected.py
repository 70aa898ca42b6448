"""Who may open which route, as a lawyer would say it: by permission, or everyone.

Rows decide further: a report opens for a role that may read reports, and still answers 404 outside its circle.
"""

from zaklon.access.permissions import Permission as P
from zaklon.access.roles import MATRIX, Role

# Routes of the sign-in package; they are tried with every role like all others, and guarded by its own rules.
SIGN_IN_PREFIXES = ("account_", "mfa_", "usersessions_", "socialaccount_")

EVERYONE = frozenset(Role)


def holding(*permissions: P) -> frozenset[Role]:
    """Roles that hold at least one of the permissions."""
    return frozenset(role for role, grant in MATRIX.items() if grant.permissions & set(permissions))


READERS = holding(P.PLAN_READ)
SIGNED_IN = EVERYONE - {Role.PUBLIC}
KEEPERS = holding(P.PEOPLE_MANAGE)
EXPORTERS = holding(P.REPORT_EXPORT)
EDITORS = holding(P.PLAN_EDIT)
AT_CASES = holding(P.CASE_WORK, P.CASE_OVERSEE)
CASE_WORKERS = holding(P.CASE_WORK)
AT_THE_LINE = holding(P.CALL_LOG)
REPORTERS_OF_SIGNALS = holding(P.SIGNAL_REPORT)
OFFICER_LISTS = (
    *("alerts", "alert", "requests", "answer_right", "lift_restriction"),
    *("keeping", "keep_longer", "holds", "add_hold", "lift_hold"),
)
AT_THE_TEAM = holding(P.TEAM_READ)
TEAM_MEETS = (
    *("call_session", "present", "add_item", "session_step"),
    *("declare", "step_aside", "vote", "opinion", "take_off"),
)
AT_THE_BOARD = holding(P.BOARD_READ)
BOARD_KEEPS = (
    *("found", "seat", "observer", "end_mandate", "call_session", "present", "add_item", "session_step", "decide"),
    *("paper", "record", "conclude", "adopt_minutes", "change"),
    *("draft_plan", "add_task", "adopt_plan", "implement_plan", "end_task"),
)
GRANTS_KEEP = (
    *("draft", "call_step", "add_criterion", "drop_criteria", "name_assessor", "check", "give", "contact", "sign"),
    *("plan_instalment", "pay", "expect", "receive", "judge"),
)
CASE_EXPORTERS = holding(P.CASE_EXPORT)
PRIVACY = holding(P.PRIVACY_REVIEW)
PLACERS = holding(P.PROVIDER_READ)
LICENSERS = holding(P.PROVIDER_LICENSE)
REGISTER_READERS = holding(P.REGISTER_READ)
REGISTER_WRITERS = holding(P.REGISTER_WRITE)
REGISTERS_READ = (
    *("home", "list", "entry", "measures", "measure", "result", "reports", "report", "ending", "stock", "surveys"),
)
REGISTERS_WRITTEN = ("add", "add_part", "template", "send", "upload", "discard", "correct", "withdraw")
ANSWERERS = holding(P.CASE_WORK, P.PRIVACY_REVIEW)

# Programs: a role without this permission has no key, and no session opens anything of the API.
KEYED = holding(P.PROGRAM_ALLOW)
PROGRAMS_AT_CASES = (
    *("case", "persons", "timeline", "due_in_case", "give_consent", "withdraw_consent", "ways", "moves"),
    *("part", "ask_look", "look", "entry", "write_sheet", "correct_sheet", "add_task", "finish_task", "take_step"),
    *("screening", "answer_instrument"),
    *("my_cases", "search_people", "due", "cases_of_body", "open_case", "consents", "overseen"),
)

OPEN_TO: dict[str, frozenset[Role]] = {
    "home": EVERYONE,
    "web:components": EVERYONE,
    "web:set_language": EVERYONE,
    "documents:download": EVERYONE,
    # the public pages
    "plan:public": EVERYONE,
    "plan:public_activities": EVERYONE,
    "plan:public_activity": EVERYONE,
    "plan:public_csv": EVERYONE,
    "plan:public_json": EVERYONE,
    "plan:public_schema": EVERYONE,
    # where the country stands
    "plan:dashboard": READERS,
    "plan:strategies": READERS,
    "plan:strategy": READERS,
    "plan:plan": READERS,
    "plan:timeline": READERS,
    "plan:money": READERS,
    "plan:indicators": READERS,
    "plan:indicator": READERS,
    "plan:indicator_record": holding(P.INDICATOR_RECORD),
    # where the work is done
    "plan:tasks": READERS,
    "plan:activity": READERS,
    "plan:activity_reporter": holding(P.PROGRESS_APPROVE),
    "plan:start_report": holding(P.PROGRESS_WRITE),
    "plan:report": READERS,
    "plan:report_entry": holding(P.PROGRESS_WRITE),
    "plan:report_step": READERS,
    "plan:correct_report": holding(P.PROGRESS_WRITE),
    "plan:accept_late": holding(P.PROGRESS_CHECK),
    "plan:answer_for_partner": holding(P.PROGRESS_CONFIRM),
    "plan:review": holding(P.PROGRESS_APPROVE, P.PROGRESS_CHECK, P.PROGRESS_ADOPT),
    "plan:periods": holding(P.PERIOD_MANAGE, P.PROGRESS_READ_ALL),
    "plan:open_periods": holding(P.PERIOD_MANAGE),
    "plan:freeze_period": holding(P.PERIOD_MANAGE),
    # what can be taken out
    "plan:outputs": EXPORTERS,
    "plan:implementation": EXPORTERS,
    "plan:implementation_table": EXPORTERS,
    "plan:chapter24": EXPORTERS,
    "plan:chapter24_table": EXPORTERS,
    "plan:paper": EXPORTERS,
    "plan:paper_table": EXPORTERS,
    # from the file to the plan, drafts and amendments
    "plan:imports": EDITORS,
    "plan:import_upload": EDITORS,
    "plan:import": EDITORS,
    "plan:import_answers": EDITORS,
    "plan:import_accept": EDITORS,
    "plan:import_paper": EDITORS,
    "plan:import_rows": EDITORS,
    "plan:import_row": EDITORS,
    "plan:import_confirm": EDITORS,
    "plan:import_discard": EDITORS,
    "plan:amendments": holding(P.PLAN_EDIT, P.PLAN_ADOPT),
    "plan:amend": EDITORS,
    "plan:plan_step": holding(P.PLAN_EDIT, P.PLAN_ADOPT),
    "plan:adopt_plan": holding(P.PLAN_ADOPT),
    "plan:discard_plan": EDITORS,
    "plan:amendment": holding(P.PLAN_EDIT, P.PLAN_ADOPT),
    "plan:merge_amendment": holding(P.PLAN_ADOPT),
    "plan:draft": EDITORS,
    "plan:add_activity": EDITORS,
    "plan:add_measure": EDITORS,
    "plan:carry_over": EDITORS,
    "plan:change_activity": EDITORS,
    "plan:remove_activity": EDITORS,
    "plan:change_measure": EDITORS,
    "plan:strategy_steps": holding(P.PLAN_EDIT, P.PLAN_ADOPT),
    "plan:strategy_step": holding(P.PLAN_EDIT, P.PLAN_ADOPT),
    "plan:adopt_strategy": holding(P.PLAN_ADOPT),
    "plan:remove_evidence": READERS,
    # cases
    "cases:home": AT_CASES,
    "cases:find": AT_CASES,
    "cases:search": CASE_WORKERS,
    "cases:open": holding(P.CASE_OPEN),
    "cases:break_glass": AT_CASES,
    "cases:review": holding(P.PRIVACY_REVIEW),
    "cases:review_glass": holding(P.PRIVACY_REVIEW),
    "cases:lift_conflict": holding(P.PRIVACY_REVIEW),
    **{f"cases:{name}": holding(P.PRIVACY_REVIEW) for name in OFFICER_LISTS},
    "cases:case": AT_CASES,
    "cases:happened": CASE_WORKERS,
    "cases:part": CASE_WORKERS,
    "cases:write": CASE_WORKERS,
    "cases:forms": CASE_WORKERS,
    "cases:fill": CASE_WORKERS,
    "cases:reveal": CASE_WORKERS,
    "cases:revealed": CASE_WORKERS,
    "cases:agree": CASE_WORKERS,
    "cases:correct": CASE_WORKERS,
    "cases:attach": CASE_WORKERS,
    "cases:file": CASE_WORKERS,
    "cases:ask_right": CASE_WORKERS,
    "cases:add_person": CASE_WORKERS,
    "cases:close": CASE_WORKERS,
    "cases:reopen": CASE_WORKERS,
    "cases:refer": CASE_WORKERS,
    "cases:seal": AT_CASES,
    "cases:unseal": AT_CASES,
    "cases:step_aside": AT_CASES,
    "cases:assign": AT_CASES,
    "cases:hand_over": AT_CASES,
    "cases:relieve": AT_CASES,
    "cases:consent": CASE_WORKERS,
    "cases:withdraw": CASE_WORKERS,
    "cases:duty": CASE_WORKERS,
    "cases:raise_flag": CASE_WORKERS,
    "cases:resolve_flag": CASE_WORKERS,
    "cases:add_task": CASE_WORKERS,
    "cases:finish_task": AT_CASES,
    "cases:link": CASE_WORKERS,
    "cases:end_link": CASE_WORKERS,
    "cases:split": CASE_WORKERS,
    "cases:merge": CASE_WORKERS,
    "cases:decide_merge": AT_CASES,
    "cases:undo_merge": CASE_WORKERS,
    # what the person and the authority get, and what leaves
    "cases:opened_by": ANSWERERS,
    "cases:copy": ANSWERERS,
    "cases:approve_copy": PRIVACY,
    "cases:copy_paper": ANSWERERS,
    "cases:filing_record": PRIVACY,
    "cases:erasures": PRIVACY,
    "cases:erase": PRIVACY,
    "cases:agree_to_erasure": PRIVACY,
    "cases:decline_erasure": PRIVACY,
    "cases:exports": holding(P.CASE_EXPORT, P.PRIVACY_REVIEW),
    "cases:fetch_export": CASE_EXPORTERS,
    "cases:export": CASE_EXPORTERS,
    # signals; the shell and the script that keeps it hold nothing about anybody
    # the helpline
    **{f"helpline:{name}": AT_THE_LINE for name in ("home", "log", "note", "correct", "plan", "hand_over", "refer")},
    **{f"helpline:{name}": AT_THE_LINE for name in ("shift", "shift_note")},
    **{f"helpline:{name}": holding(P.CALL_READ) for name in ("calls", "call", "day")},
    **{f"helpline:{name}": holding(P.CALL_READ, P.CALL_ANSWER) for name in ("handed", "words", "step")},
    "helpline:received": holding(P.CALL_ANSWER),
    "helpline:overview": holding(P.CALL_OVERSEE),
    "helpline:reports": holding(P.CALL_REPORT),
    "helpline:half_year": holding(P.CALL_REPORT),
    "signal:report": REPORTERS_OF_SIGNALS,
    "signal:shell": EVERYONE,
    "signal:worker": EVERYONE,
    "signal:state": REPORTERS_OF_SIGNALS,
    "signal:send": REPORTERS_OF_SIGNALS,
    "signal:home": REPORTERS_OF_SIGNALS,
    "signal:next": REPORTERS_OF_SIGNALS,
    "signal:ask_other": CASE_WORKERS,
    "signal:join": CASE_WORKERS,
    "signal:rule_out": CASE_WORKERS,
    # where the persons of a case stand
    "pathway:due": AT_CASES,
    "pathway:deadline": CASE_WORKERS,
    "pathway:history": AT_CASES,
    "pathway:step": CASE_WORKERS,
    "screening:home": CASE_WORKERS,
    "screening:answer": CASE_WORKERS,
    # the Team: rows decide further which items of its agenda somebody sees
    "team:home": AT_THE_TEAM,
    "team:members": AT_THE_TEAM,
    "team:on_call": AT_THE_TEAM,
    "team:sessions": AT_THE_TEAM,
    "team:session": AT_THE_TEAM,
    "team:item": AT_THE_TEAM,
    **{f"team:{name}": holding(P.TEAM_MANAGE) for name in ("appoint", "end_mandate", "put_on_call", "take_off_call")},
    **{f"team:{name}": holding(P.TEAM_MEET) for name in TEAM_MEETS},
    "team:call": holding(P.CASE_OVERSEE),
    "team:tell": CASE_WORKERS,
    "team:letter": CASE_WORKERS,
    "team:reports": holding(P.TEAM_REPORT),
    "team:decisions_report": holding(P.TEAM_REPORT),
    "team:annual_report": holding(P.TEAM_REPORT),
    # the Coordination Body: rows decide further whose conclusions somebody sees
    **{
        f"board:{name}": AT_THE_BOARD for name in ("home", "members", "sessions", "session", "minutes", "plans", "plan")
    },
    **{f"board:{name}": holding(P.BOARD_MANAGE) for name in BOARD_KEEPS},
    "board:vote": holding(P.BOARD_VOTE),
    "board:conclusions": holding(P.BOARD_READ, P.CONCLUSION_ANSWER),
    "board:conclusion": holding(P.BOARD_READ, P.CONCLUSION_ANSWER),
    "board:finish": holding(P.CONCLUSION_ANSWER),
    # calls and grants; an assessor opens only the own assessments
    **{f"grants:{name}": holding(P.GRANT_READ) for name in ("home", "call", "application", "report")},
    **{f"grants:{name}": holding(P.GRANT_MANAGE) for name in GRANTS_KEEP},
    **{f"grants:{name}": holding(P.GRANT_DECIDE) for name in ("choose", "turn_down")},
    **{f"grants:{name}": holding(P.GRANT_ASSESS) for name in ("mine", "assessment", "score", "declare")},
    # without sign-in
    **{f"calls:{name}": EVERYONE for name in ("every", "call", "apply", "receipt", "complete", "report")},
    # providers, stays, safe contact
    "protection:directory": PLACERS,
    "protection:provider": PLACERS,
    "protection:register": PLACERS,
    **{f"protection:{name}": EVERYONE for name in ("licensed", "published")},
    "protection:add_provider": LICENSERS,
    "protection:incidents": LICENSERS,
    "protection:settle": LICENSERS,
    "protection:add_licence": LICENSERS,
    "protection:suspend": LICENSERS,
    "protection:restore": LICENSERS,
    "protection:set_rate": LICENSERS,
    "protection:end_provider": LICENSERS,
    "protection:house_incident": holding(P.STAY_ANSWER),
    "protection:statement": holding(P.STAY_ANSWER, P.PROVIDER_LICENSE),
    "protection:shelter": holding(P.STAY_ANSWER),
    "protection:residence": holding(P.RESIDENCE_DECIDE),
    "protection:accept": CASE_WORKERS,
    "protection:decline": CASE_WORKERS,
    "protection:withdraw": CASE_WORKERS,
    "protection:enter": CASE_WORKERS,
    "protection:leave": CASE_WORKERS,
    "protection:ask": CASE_WORKERS,
    "protection:keep": CASE_WORKERS,
    "protection:contact": CASE_WORKERS,
    "protection:plan": CASE_WORKERS,
    "protection:incident": CASE_WORKERS,
    # certificates and courses
    "capacity:check": EVERYONE,
    "capacity:issue": holding(P.CERTIFICATE_ISSUE),
    "capacity:batch": holding(P.CERTIFICATE_ISSUE),
    **{
        f"capacity:{name}": holding(P.COURSE_TAKE)
        for name in ("courses", "course", "page", "questions", "result", "certificate", "picture")
    },
    **{
        f"capacity:{name}": holding(P.COURSE_MANAGE)
        for name in ("kept", "upload", "version", "publish", "retire", "completions")
    },
    # registers
    **{f"registers:{name}": REGISTER_READERS for name in REGISTERS_READ},
    **{f"registers:{name}": REGISTER_WRITERS for name in REGISTERS_WRITTEN},
    # Kept numbers are exact: for who meets no others, which the auditor does beside the coordinator.
    "registers:kept": holding(P.REGISTER_KEEP) | {Role.AUDITOR},
    "registers:keep": holding(P.REGISTER_KEEP),
    # blank forms
    "forms:blank": holding(P.FORM_PRINT),
    "forms:blank_paper": holding(P.FORM_PRINT),
    # people, bodies, trail
    "access:people": KEEPERS,
    "access:person": KEEPERS,
    "access:invite": KEEPERS,
    "access:withdraw_invitation": KEEPERS,
    "access:end_post": KEEPERS,
    "access:change_address": KEEPERS,
    "access:drop_second_factors": KEEPERS,
    "departure": KEEPERS,
    "access:bodies": READERS,
    "access:body": READERS,
    "access:add_body": holding(P.BODIES_MANAGE),
    "access:add_name": holding(P.BODIES_MANAGE),
    "access:set_validity": holding(P.BODIES_MANAGE),
    "access:trail": holding(P.AUDIT_READ),
    "access:export_trail": holding(P.AUDIT_READ),
    "head_sheet": holding(P.AUDIT_READ),
    "upkeep": holding(P.SYSTEM_READ),
    "security_txt": EVERYONE,
    "access:invitation": EVERYONE,
    "access:account": SIGNED_IN,
    "access:act_for": SIGNED_IN,
    "access:language": SIGNED_IN,
    "access:sign_out_everywhere": SIGNED_IN,
    "access:still_here": SIGNED_IN,
    "access:lock": SIGNED_IN,
    # programs
    "api_docs": SIGNED_IN,
    "api_openapi": SIGNED_IN,
    "api:me": KEYED,
    **{f"api:{name}": AT_CASES & KEYED for name in PROGRAMS_AT_CASES},
    "api:my_tasks": KEYED,
    **{f"api:{name}": holding(P.FORM_PRINT) & KEYED for name in ("forms", "form", "instruments")},
    **{f"api:{name}": REPORTERS_OF_SIGNALS & KEYED for name in ("signals", "look_before", "report_signal")},
    "api:places": PLACERS & KEYED,
    "api:agenda": AT_THE_TEAM & KEYED,
    "api:session": AT_THE_TEAM & KEYED,
    **{f"api:{name}": READERS & KEYED for name in ("strategies", "plan", "activity", "indicators")},
    "api:api-root": frozenset(),
    "access:program_keys": SIGNED_IN,
    "access:make_program_key": holding(P.PROGRAM_ALLOW),
    "access:end_program_key": SIGNED_IN,
}
