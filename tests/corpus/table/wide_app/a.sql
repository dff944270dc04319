-- A little application from nothing, everything in one file.

-- nothing
