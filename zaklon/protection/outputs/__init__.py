"""Reports about providers: nights and cost of one, and the register of all with their licences."""
