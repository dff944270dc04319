-- Forty tables in a chain of foreign keys against the order of names, views over views, made by a loop.

-- nothing
