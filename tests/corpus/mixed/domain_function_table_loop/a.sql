-- A domain's check calls a function that is written over a table that has a column of the domain.

-- nothing
