-- pgvector without its C library. A value keeps the text it was written as; distances are computed.
-- Index methods ivfflat and hnsw are hash indexes in disguise, so they know no options: the door for
-- CREATE INDEX makes the index without them, and writes them into the catalog.

do $$
declare
    name text;
begin
    foreach name in array array['vector', 'halfvec', 'sparsevec'] loop
        execute replace($sql$
            create type extensions.TYPE;
            create function extensions.TYPE_in(cstring, oid, integer) returns extensions.TYPE
                language internal immutable strict parallel safe as 'textin';
            create function extensions.TYPE_out(extensions.TYPE) returns cstring
                language internal immutable strict parallel safe as 'textout';
            create function extensions.TYPE_recv(internal, oid, integer) returns extensions.TYPE
                language internal immutable strict parallel safe as 'textrecv';
            create function extensions.TYPE_send(extensions.TYPE) returns bytea
                language internal immutable strict parallel safe as 'textsend';
            create function extensions.TYPE_typmod_in(cstring[]) returns integer
                language internal immutable strict parallel safe as 'varbittypmodin';
            create type extensions.TYPE (
                input = extensions.TYPE_in,
                output = extensions.TYPE_out,
                receive = extensions.TYPE_recv,
                send = extensions.TYPE_send,
                typmod_in = extensions.TYPE_typmod_in,
                storage = external
            );

            create function extensions.TYPE_cmp(extensions.TYPE, extensions.TYPE) returns integer
                language internal immutable strict parallel safe as 'byteacmp';
            create function extensions.TYPE_hash(extensions.TYPE) returns integer
                language internal immutable strict parallel safe as 'hashvarlena';
            create function extensions.TYPE_eq(extensions.TYPE, extensions.TYPE) returns boolean
                language internal immutable strict parallel safe as 'byteaeq';
            create function extensions.TYPE_ne(extensions.TYPE, extensions.TYPE) returns boolean
                language internal immutable strict parallel safe as 'byteane';
            create function extensions.TYPE_lt(extensions.TYPE, extensions.TYPE) returns boolean
                language internal immutable strict parallel safe as 'bytealt';
            create function extensions.TYPE_le(extensions.TYPE, extensions.TYPE) returns boolean
                language internal immutable strict parallel safe as 'byteale';
            create function extensions.TYPE_gt(extensions.TYPE, extensions.TYPE) returns boolean
                language internal immutable strict parallel safe as 'byteagt';
            create function extensions.TYPE_ge(extensions.TYPE, extensions.TYPE) returns boolean
                language internal immutable strict parallel safe as 'byteage';

            create operator extensions.= (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_eq,
                commutator = operator(extensions.=), negator = operator(extensions.<>),
                restrict = pg_catalog.eqsel, join = pg_catalog.eqjoinsel
            );
            create operator extensions.<> (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_ne,
                commutator = operator(extensions.<>), negator = operator(extensions.=),
                restrict = pg_catalog.eqsel, join = pg_catalog.eqjoinsel
            );
            create operator extensions.< (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_lt,
                commutator = operator(extensions.>), negator = operator(extensions.>=),
                restrict = pg_catalog.scalarltsel, join = pg_catalog.scalarltjoinsel
            );
            create operator extensions.<= (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_le,
                commutator = operator(extensions.>=), negator = operator(extensions.>),
                restrict = pg_catalog.scalarlesel, join = pg_catalog.scalarlejoinsel
            );
            create operator extensions.> (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_gt,
                commutator = operator(extensions.<), negator = operator(extensions.<=),
                restrict = pg_catalog.scalargtsel, join = pg_catalog.scalargtjoinsel
            );
            create operator extensions.>= (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_ge,
                commutator = operator(extensions.<=), negator = operator(extensions.<),
                restrict = pg_catalog.scalargesel, join = pg_catalog.scalargejoinsel
            );
            create operator class extensions.TYPE_ops default for type extensions.TYPE using btree as
                operator 1 extensions.<, operator 2 extensions.<=, operator 3 extensions.=,
                operator 4 extensions.>=, operator 5 extensions.>,
                function 1 extensions.TYPE_cmp(extensions.TYPE, extensions.TYPE);
        $sql$, 'TYPE', name);
    end loop;
end
$$;

-- The elements as an array, and back: everything else is made of these. A sparse vector is written
-- {place:value,…}/dimensions.

create function extensions.vector_to_float4(extensions.vector, integer, boolean) returns real[]
language sql immutable strict parallel safe
return string_to_array(btrim($1::text, '[] '), ',')::real[];

create function extensions.halfvec_to_float4(extensions.halfvec, integer, boolean) returns real[]
language sql immutable strict parallel safe
return string_to_array(btrim($1::text, '[] '), ',')::real[];

create function extensions.sparsevec_to_vector(extensions.sparsevec, integer, boolean) returns extensions.vector
language sql immutable strict parallel safe
return (
    select '[' || string_agg(coalesce(part.value, '0'), ',' order by place) || ']'
    from generate_series(1, split_part($1::text, '/', 2)::integer) as place
    left join (
        select split_part(pair, ':', 1)::integer as place, split_part(pair, ':', 2) as value
        from unnest(string_to_array(nullif(btrim(split_part($1::text, '/', 1), '{} '), ''), ',')) as pair
    ) as part using (place)
)::extensions.vector;

do $$
declare
    element text;
begin
    foreach element in array array['real', 'double precision', 'integer', 'numeric'] loop
        execute replace($sql$
            create function extensions.array_to_vector(ELEMENT[], integer, boolean) returns extensions.vector
                language sql immutable strict parallel safe
                return ('[' || array_to_string($1, ',') || ']')::extensions.vector;
            create function extensions.array_to_halfvec(ELEMENT[], integer, boolean) returns extensions.halfvec
                language sql immutable strict parallel safe
                return ('[' || array_to_string($1, ',') || ']')::extensions.halfvec;
            create function extensions.array_to_sparsevec(ELEMENT[], integer, boolean) returns extensions.sparsevec
                language sql immutable strict parallel safe
                return (
                    select concat('{', string_agg(place || ':' || value, ',' order by place), '}/', cardinality($1))
                    from unnest($1) with ordinality as part (value, place)
                    where value <> 0
                )::extensions.sparsevec;
            create cast (ELEMENT[] as extensions.vector)
                with function extensions.array_to_vector(ELEMENT[], integer, boolean) as assignment;
            create cast (ELEMENT[] as extensions.halfvec)
                with function extensions.array_to_halfvec(ELEMENT[], integer, boolean) as assignment;
            create cast (ELEMENT[] as extensions.sparsevec)
                with function extensions.array_to_sparsevec(ELEMENT[], integer, boolean) as assignment;
        $sql$, 'ELEMENT', element);
    end loop;
end
$$;

create function extensions.vector_to_halfvec(extensions.vector, integer, boolean) returns extensions.halfvec
language sql immutable strict parallel safe
return $1::text::extensions.halfvec;

create function extensions.vector_to_sparsevec(extensions.vector, integer, boolean) returns extensions.sparsevec
language sql immutable strict parallel safe
return extensions.array_to_sparsevec(extensions.vector_to_float4($1, -1, true), -1, true);

create function extensions.halfvec_to_vector(extensions.halfvec, integer, boolean) returns extensions.vector
language sql immutable strict parallel safe
return $1::text::extensions.vector;

create function extensions.halfvec_to_sparsevec(extensions.halfvec, integer, boolean) returns extensions.sparsevec
language sql immutable strict parallel safe
return extensions.array_to_sparsevec(extensions.halfvec_to_float4($1, -1, true), -1, true);

create function extensions.sparsevec_to_halfvec(extensions.sparsevec, integer, boolean) returns extensions.halfvec
language sql immutable strict parallel safe
return extensions.sparsevec_to_vector($1, -1, true)::text::extensions.halfvec;

create function extensions.sparsevec_to_float4(extensions.sparsevec, integer, boolean) returns real[]
language sql immutable strict parallel safe
return extensions.vector_to_float4(extensions.sparsevec_to_vector($1, -1, true), -1, true);

do $$
declare
    name text;
begin
    foreach name in array array['vector', 'halfvec', 'sparsevec'] loop
        execute replace($sql$
            create function extensions.TYPE(extensions.TYPE, integer, boolean) returns extensions.TYPE
            language plpgsql immutable strict parallel safe
            as $body$
            declare
                dimensions constant integer := cardinality(extensions.TYPE_to_float4($1, -1, true));
            begin
                if $2 <> -1 and dimensions <> $2 then
                    raise exception 'expected % dimensions, not %', $2, dimensions using errcode = 'data_exception';
                end if;
                return $1;
            end
            $body$;
            create cast (extensions.TYPE as extensions.TYPE)
                with function extensions.TYPE(extensions.TYPE, integer, boolean) as implicit;

            create function extensions.TYPE_l2_squared_distance(extensions.TYPE, extensions.TYPE)
                returns double precision
            language sql immutable strict parallel safe
            return (
                select coalesce(sum((a - b) ^ 2), 0)
                from unnest(
                    extensions.TYPE_to_float4($1, -1, true)::double precision[],
                    extensions.TYPE_to_float4($2, -1, true)::double precision[]
                ) as pair (a, b)
            );
            create function extensions.l2_distance(extensions.TYPE, extensions.TYPE) returns double precision
            language sql immutable strict parallel safe
            return sqrt(extensions.TYPE_l2_squared_distance($1, $2));

            create function extensions.l1_distance(extensions.TYPE, extensions.TYPE) returns double precision
            language sql immutable strict parallel safe
            return (
                select coalesce(sum(abs(a - b)), 0)
                from unnest(
                    extensions.TYPE_to_float4($1, -1, true)::double precision[],
                    extensions.TYPE_to_float4($2, -1, true)::double precision[]
                ) as pair (a, b)
            );
            create function extensions.inner_product(extensions.TYPE, extensions.TYPE) returns double precision
            language sql immutable strict parallel safe
            return (
                select coalesce(sum(a * b), 0)
                from unnest(
                    extensions.TYPE_to_float4($1, -1, true)::double precision[],
                    extensions.TYPE_to_float4($2, -1, true)::double precision[]
                ) as pair (a, b)
            );
            create function extensions.TYPE_negative_inner_product(extensions.TYPE, extensions.TYPE)
                returns double precision
            language sql immutable strict parallel safe
            return - extensions.inner_product($1, $2);

            create function extensions.l2_norm(extensions.TYPE) returns double precision
            language sql immutable strict parallel safe
            return sqrt(extensions.inner_product($1, $1));

            -- Not a number for a vector of zeros.
            create function extensions.cosine_distance(extensions.TYPE, extensions.TYPE) returns double precision
            language sql immutable strict parallel safe
            return coalesce(
                1 - extensions.inner_product($1, $2)
                    / nullif(extensions.l2_norm($1) * extensions.l2_norm($2), 0),
                'NaN'
            );

            create function extensions.l2_normalize(extensions.TYPE) returns extensions.TYPE
            language sql immutable strict parallel safe
            return (
                select extensions.array_to_TYPE(
                    array_agg((a / coalesce(nullif(extensions.l2_norm($1), 0), 1))::real order by place), -1, true
                )
                from unnest(extensions.TYPE_to_float4($1, -1, true)) with ordinality as part (a, place)
            );

            create operator extensions.<-> (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.l2_distance,
                commutator = operator(extensions.<->)
            );
            create operator extensions.<#> (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE,
                function = extensions.TYPE_negative_inner_product, commutator = operator(extensions.<#>)
            );
            create operator extensions.<=> (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.cosine_distance,
                commutator = operator(extensions.<=>)
            );
            create operator extensions.<+> (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.l1_distance,
                commutator = operator(extensions.<+>)
            );
        $sql$, 'TYPE', name);
    end loop;
end
$$;

-- pgvector gives the plain vector's norm a name of its own.
alter function extensions.l2_norm(extensions.vector) rename to vector_norm;

create cast (extensions.vector as real[])
    with function extensions.vector_to_float4(extensions.vector, integer, boolean) as implicit;
create cast (extensions.halfvec as real[])
    with function extensions.halfvec_to_float4(extensions.halfvec, integer, boolean) as assignment;
create cast (extensions.vector as extensions.halfvec)
    with function extensions.vector_to_halfvec(extensions.vector, integer, boolean) as implicit;
create cast (extensions.halfvec as extensions.vector)
    with function extensions.halfvec_to_vector(extensions.halfvec, integer, boolean) as assignment;
create cast (extensions.vector as extensions.sparsevec)
    with function extensions.vector_to_sparsevec(extensions.vector, integer, boolean) as implicit;
create cast (extensions.sparsevec as extensions.vector)
    with function extensions.sparsevec_to_vector(extensions.sparsevec, integer, boolean) as assignment;
create cast (extensions.halfvec as extensions.sparsevec)
    with function extensions.halfvec_to_sparsevec(extensions.halfvec, integer, boolean) as implicit;
create cast (extensions.sparsevec as extensions.halfvec)
    with function extensions.sparsevec_to_halfvec(extensions.sparsevec, integer, boolean) as assignment;

do $$
declare
    name text;
begin
    foreach name in array array['vector', 'halfvec'] loop
        execute replace($sql$
            create function extensions.vector_dims(extensions.TYPE) returns integer
            language sql immutable strict parallel safe
            return cardinality(extensions.TYPE_to_float4($1, -1, true));

            create function extensions.subvector(extensions.TYPE, integer, integer) returns extensions.TYPE
            language sql immutable strict parallel safe
            return extensions.array_to_TYPE(
                (extensions.TYPE_to_float4($1, -1, true))[greatest($2, 1):$2 + $3 - 1], -1, true
            );

            create function extensions.binary_quantize(extensions.TYPE) returns bit
            language sql immutable strict parallel safe
            return (
                select string_agg(case when a > 0 then '1' else '0' end, '' order by place)
                from unnest(extensions.TYPE_to_float4($1, -1, true)) with ordinality as part (a, place)
            )::varbit;

            create function extensions.TYPE_spherical_distance(extensions.TYPE, extensions.TYPE)
                returns double precision
            language sql immutable strict parallel safe
            return acos(greatest(-1, least(1, extensions.inner_product($1, $2)))) / pi();

            create function extensions.TYPE_add(extensions.TYPE, extensions.TYPE) returns extensions.TYPE
            language sql immutable strict parallel safe
            return (
                select extensions.array_to_TYPE(array_agg(a + b order by place), -1, true)
                from unnest(extensions.TYPE_to_float4($1, -1, true), extensions.TYPE_to_float4($2, -1, true))
                    with ordinality as pair (a, b, place)
            );
            create function extensions.TYPE_sub(extensions.TYPE, extensions.TYPE) returns extensions.TYPE
            language sql immutable strict parallel safe
            return (
                select extensions.array_to_TYPE(array_agg(a - b order by place), -1, true)
                from unnest(extensions.TYPE_to_float4($1, -1, true), extensions.TYPE_to_float4($2, -1, true))
                    with ordinality as pair (a, b, place)
            );
            create function extensions.TYPE_mul(extensions.TYPE, extensions.TYPE) returns extensions.TYPE
            language sql immutable strict parallel safe
            return (
                select extensions.array_to_TYPE(array_agg(a * b order by place), -1, true)
                from unnest(extensions.TYPE_to_float4($1, -1, true), extensions.TYPE_to_float4($2, -1, true))
                    with ordinality as pair (a, b, place)
            );
            create function extensions.TYPE_concat(extensions.TYPE, extensions.TYPE) returns extensions.TYPE
            language sql immutable strict parallel safe
            return extensions.array_to_TYPE(
                extensions.TYPE_to_float4($1, -1, true) || extensions.TYPE_to_float4($2, -1, true), -1, true
            );
            create operator extensions.+ (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_add,
                commutator = operator(extensions.+)
            );
            create operator extensions.- (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_sub
            );
            create operator extensions.* (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_mul,
                commutator = operator(extensions.*)
            );
            create operator extensions.|| (
                leftarg = extensions.TYPE, rightarg = extensions.TYPE, function = extensions.TYPE_concat
            );

            -- The running state of avg: how many, then the sum of each element.
            create function extensions.TYPE_accum(double precision[], extensions.TYPE) returns double precision[]
            language sql immutable strict parallel safe
            return (
                select array_agg(coalesce(a, 0) + b order by place)
                from unnest($1, array_prepend(1, extensions.TYPE_to_float4($2, -1, true)::double precision[]))
                    with ordinality as pair (a, b, place)
            );
            create function extensions.TYPE_avg(double precision[]) returns extensions.TYPE
            language sql immutable strict parallel safe
            return (
                select extensions.array_to_TYPE(array_agg((total / $1[1])::real order by place), -1, true)
                from unnest($1[2:]) with ordinality as part (total, place)
                where $1[1] > 0
            );
            create aggregate extensions.avg(extensions.TYPE) (
                sfunc = extensions.TYPE_accum, stype = double precision[], finalfunc = extensions.TYPE_avg,
                initcond = '{0}', parallel = safe
            );
            create aggregate extensions.sum(extensions.TYPE) (
                sfunc = extensions.TYPE_add, stype = extensions.TYPE, parallel = safe
            );
        $sql$, 'TYPE', name);
    end loop;
end
$$;

create access method ivfflat type index handler pg_catalog.hashhandler;
create access method hnsw type index handler pg_catalog.hashhandler;

do $$
declare
    class record;
begin
    for class in
        select method, type, distance, method = 'ivfflat' and distance = 'l2' and type = 'vector' as is_default
        from unnest(array['ivfflat', 'hnsw']) as method
        cross join unnest(array['vector', 'halfvec', 'sparsevec']) as type
        cross join unnest(array['l2', 'ip', 'cosine', 'l1']) as distance
        where method = 'hnsw' or (type <> 'sparsevec' and distance <> 'l1')
    loop
        execute format(
            'create operator class extensions.%1$s_%2$s_ops %3$s for type extensions.%1$s using %4$s as
                operator 1 extensions.=, function 1 extensions.%1$s_hash(extensions.%1$s)',
            class.type, class.distance, case when class.is_default then 'default' end, class.method
        );
    end loop;
end
$$;

create function extensions.hamming_distance(bit, bit) returns double precision
language sql immutable strict parallel safe
return bit_count($1 # $2);
create function extensions.jaccard_distance(bit, bit) returns double precision
language sql immutable strict parallel safe
return case when bit_count($1 & $2) = 0 then 1 else 1 - bit_count($1 & $2)::double precision / bit_count($1 | $2) end;
create operator extensions.<~> (
    leftarg = bit, rightarg = bit, function = extensions.hamming_distance, commutator = operator(extensions.<~>)
);
create operator extensions.<%> (
    leftarg = bit, rightarg = bit, function = extensions.jaccard_distance, commutator = operator(extensions.<%>)
);
create function extensions.bit_hash(bit) returns integer
language internal immutable strict parallel safe as 'hashvarlena';
create operator class extensions.bit_hamming_ops for type bit using ivfflat as
    operator 1 pg_catalog.=, function 1 extensions.bit_hash(bit);
create operator class extensions.bit_hamming_ops for type bit using hnsw as
    operator 1 pg_catalog.=, function 1 extensions.bit_hash(bit);
create operator class extensions.bit_jaccard_ops for type bit using hnsw as
    operator 1 pg_catalog.=, function 1 extensions.bit_hash(bit);
