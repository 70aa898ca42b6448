"""What first responders do: report a signal, also without a connection, and see what is open at their post."""
