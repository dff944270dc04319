-- Some properties can be altered, others can't.

CREATE TYPE txt;
CREATE FUNCTION txt_in(cstring) RETURNS txt LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION txt_out(txt) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION txt_send(txt) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
CREATE TYPE txt (INPUT = txt_in, OUTPUT = txt_out, SEND = txt_send, STORAGE = external);
CREATE TYPE cat;
CREATE FUNCTION cat_in(cstring) RETURNS cat LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION cat_out(cat) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE cat (INPUT = cat_in, OUTPUT = cat_out, CATEGORY = 'U', DEFAULT = 'none', DELIMITER = '|');
