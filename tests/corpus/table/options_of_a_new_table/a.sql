-- A table comes into being with every option at once.

-- nothing
