"""Rules of the Coordination Body and of calls, without a database."""
