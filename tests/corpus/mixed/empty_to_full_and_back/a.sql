-- Nearly every kind at once, from nothing, so that dropping it all is tried too.

-- nothing
