"""Bodies of states: the ministries of other countries, and the sides of joint statements."""
