-- A range in columns, arrays, a multirange, a domain and a composite type is defined otherwise; the values stay.
-- keeps: SELECT span::text, spans::text, bands::text, work::text, slot::text FROM public.booking ORDER BY id

CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = band);
CREATE DOMAIN working AS span CHECK (NOT isempty(VALUE));
CREATE TYPE slot AS (room text, span span);
CREATE TABLE booking (id integer PRIMARY KEY, span span DEFAULT span(0, 1), spans span[], bands band, work working, slot slot);
CREATE INDEX booking_span ON booking USING gist (span);
CREATE VIEW long AS SELECT id, upper(span) FROM booking WHERE span @> span(1, 2, '[]');
CREATE FUNCTION width(span) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT upper($1) - lower($1)';
ALTER TABLE booking ADD CHECK (width(span) < 100);
INSERT INTO booking VALUES (1, '[1,2]', '{"[1,2]",empty}', '{[1,2],(3,4)}', '[1,3)', '("room ""a""","[1,2)")'), (2, NULL, '{}', NULL, NULL, NULL);
