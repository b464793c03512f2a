"""When a figure is of too few pupils to say much."""

SMALL = 5  # as many or fewer; they may also be told from one another
