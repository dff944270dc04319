-- pgjwt. Needs pgcrypto, or its stub.

create function extensions.url_encode(data bytea) returns text
language sql immutable
return translate(encode(data, 'base64'), E'+/=\n', '-_');

create function extensions.url_decode(data text) returns bytea
language sql immutable
return decode(rpad(translate(data, '-_', '+/'), (length(data) + 3) / 4 * 4, '='), 'base64');

create function extensions.try_cast_double(inp text) returns double precision
language plpgsql immutable
as $$
begin
    return inp::double precision;
exception
    when others then
        return null;
end
$$;

create function extensions.algorithm_sign(signables text, secret text, algorithm text) returns text
language sql immutable
return extensions.url_encode("extensions".hmac(
    signables,
    secret,
    case algorithm when 'HS256' then 'sha256' when 'HS384' then 'sha384' when 'HS512' then 'sha512' else '' end
));

create function extensions.sign(payload json, secret text, algorithm text default 'HS256') returns text
language plpgsql immutable
as $$
declare
    signables constant text :=
        extensions.url_encode(convert_to(format('{"alg":"%s","typ":"JWT"}', algorithm), 'utf8'))
        || '.' || extensions.url_encode(convert_to(payload::text, 'utf8'));
begin
    return signables || '.' || extensions.algorithm_sign(signables, secret, algorithm);
end
$$;

create function extensions.verify(token text, secret text, algorithm text default 'HS256')
    returns table (header json, payload json, valid boolean)
language sql immutable
as $$
    select
        jwt.header,
        jwt.payload,
        jwt.signature = extensions.algorithm_sign(jwt.signables, secret, algorithm)
            and tstzrange(
                to_timestamp(extensions.try_cast_double(jwt.payload ->> 'nbf')),
                to_timestamp(extensions.try_cast_double(jwt.payload ->> 'exp'))
            ) @> current_timestamp
    from (
        select
            convert_from(extensions.url_decode(split_part(token, '.', 1)), 'utf8')::json as header,
            convert_from(extensions.url_decode(split_part(token, '.', 2)), 'utf8')::json as payload,
            split_part(token, '.', 3) as signature,
            split_part(token, '.', 1) || '.' || split_part(token, '.', 2) as signables
    ) as jwt
$$;
