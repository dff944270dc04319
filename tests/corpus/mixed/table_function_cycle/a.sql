-- A table's default calls a function whose result type is another table, whose check calls a function over the first.

-- nothing
