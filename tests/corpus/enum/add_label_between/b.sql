CREATE TYPE level AS ENUM ('a', 'b', 'c', 'd', 'e', 'e2', 'f', 'g');
