-- Privileges on what initdb made.

-- nothing
