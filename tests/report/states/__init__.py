"""Views of reports in sixteen states, kept as data, and the texts that every format makes of them."""
