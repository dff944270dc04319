-- The default privileges are new too: what was made before them does not have them, what was made after does.

-- nothing
