CREATE TYPE shelly;
CREATE TYPE "Shelly 2";
COMMENT ON TYPE shelly IS 'only a promise';
