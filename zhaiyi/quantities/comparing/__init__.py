"""Which quantities of the Chinese the English keeps, loses and makes up."""
