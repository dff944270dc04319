-- A canonical function needs the range's shell first; the range needs the function.

-- nothing
