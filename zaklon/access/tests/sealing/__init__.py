"""The seal of the trail with several connections, commands and mails."""
