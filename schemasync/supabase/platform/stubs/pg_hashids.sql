-- pg_hashids with another code: ids are reversible and as long as asked for, but not the real ones.

create function extensions.id_encode(bigint[], text, integer, text) returns text
language sql immutable strict
return lpad((select string_agg(to_hex(id), 'g' order by place) from unnest($1) with ordinality as part (id, place)),
    greatest($3, length((select string_agg(to_hex(id), 'g') from unnest($1) as id))), 'z');

create function extensions.id_encode(bigint[], text, integer) returns text
language sql immutable strict
return extensions.id_encode($1, $2, $3, '');

create function extensions.id_encode(bigint[], text) returns text
language sql immutable strict
return extensions.id_encode($1, $2, 0, '');

create function extensions.id_encode(bigint[]) returns text
language sql immutable strict
return extensions.id_encode($1, '', 0, '');

create function extensions.id_encode(bigint, text, integer, text) returns text
language sql immutable strict
return extensions.id_encode(array[$1], $2, $3, $4);

create function extensions.id_encode(bigint, text, integer) returns text
language sql immutable strict
return extensions.id_encode(array[$1], $2, $3, '');

create function extensions.id_encode(bigint, text) returns text
language sql immutable strict
return extensions.id_encode(array[$1], $2, 0, '');

create function extensions.id_encode(bigint) returns text
language sql immutable strict
return extensions.id_encode(array[$1], '', 0, '');

create function extensions.id_decode(text, text, integer, text) returns bigint[]
language sql immutable strict
return (
    select array_agg(('x' || lpad(digits, 16, '0'))::bit(64)::bigint order by place)
    from unnest(string_to_array(ltrim($1, 'z'), 'g')) with ordinality as part (digits, place)
);

create function extensions.id_decode(text, text, integer) returns bigint[]
language sql immutable strict
return extensions.id_decode($1, $2, $3, '');

create function extensions.id_decode(text, text) returns bigint[]
language sql immutable strict
return extensions.id_decode($1, $2, 0, '');

create function extensions.id_decode(text) returns bigint[]
language sql immutable strict
return extensions.id_decode($1, '', 0, '');

create function extensions.id_decode_once(text, text, integer, text) returns bigint
language sql immutable strict
return (extensions.id_decode($1, $2, $3, $4))[1];

create function extensions.id_decode_once(text, text, integer) returns bigint
language sql immutable strict
return (extensions.id_decode($1, $2, $3, ''))[1];

create function extensions.id_decode_once(text, text) returns bigint
language sql immutable strict
return (extensions.id_decode($1, $2, 0, ''))[1];

create function extensions.id_decode_once(text) returns bigint
language sql immutable strict
return (extensions.id_decode($1, '', 0, ''))[1];

create function extensions.hash_encode(bigint, text, integer) returns text
language sql immutable strict
return extensions.id_encode(array[$1], $2, $3, '');

create function extensions.hash_encode(bigint, text) returns text
language sql immutable strict
return extensions.id_encode(array[$1], $2, 0, '');

create function extensions.hash_encode(bigint) returns text
language sql immutable strict
return extensions.id_encode(array[$1], '', 0, '');

create function extensions.hash_decode(text, text, integer) returns integer
language sql immutable strict
return (extensions.id_decode($1, $2, $3, ''))[1]::integer;
