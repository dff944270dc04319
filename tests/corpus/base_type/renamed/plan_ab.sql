ALTER TYPE aux.one RENAME TO two;
ALTER TYPE aux.two SET SCHEMA other;
