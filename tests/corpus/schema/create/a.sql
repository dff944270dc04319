-- Schemas appear from nothing, one of them with contents.

-- nothing
