"""Under which name the files of the plan's records are kept."""

# Minutes, lists, pictures that prove what a report says.
OF_REPORT = "plan.progress_report"
