CREATE TABLE kinds (
  a smallint, b integer, c bigint, d numeric, e numeric(10,3), f real, g double precision, h money,
  i character varying(10), j character varying, k character(3), l text, m "char", n name, o bytea,
  p timestamp without time zone, q timestamp(3) with time zone, r date, s time(2), t timetz, u interval, v interval day to second(3),
  w boolean, x point, y box, z circle, aa inet, ab cidr, ac macaddr8, ad bit(8), ae bit varying(9),
  af tsvector, ag tsquery, ah uuid, ai xml, aj json, ak jsonb, al jsonpath, am integer[], an text[][], ao int4range, ap tstzmultirange,
  aq oid, ar regclass, ass pg_lsn, at txid_snapshot, au numeric(3,-2)[]);
