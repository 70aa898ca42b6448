"""Forms of the country pack: what is asked of whom when, checked on the server, on screen and on paper."""
