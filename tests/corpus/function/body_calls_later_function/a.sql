-- An SQL body is checked at creation: callee first, though names sort the other way.

-- nothing
