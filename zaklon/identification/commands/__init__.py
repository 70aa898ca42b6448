"""What people of the Team do: one verb each."""
