ALTER TYPE other.two RENAME TO one;
ALTER TYPE other.one SET SCHEMA aux;
