-- pgcrypto without its C library. Digests and HMACs are the real ones; passwords and ciphertexts
-- have the real form and read back, but no strength: nothing in a shadow database is a secret.

create function extensions.gen_random_uuid() returns uuid
language sql volatile parallel safe
return pg_catalog.gen_random_uuid();

create function extensions.gen_random_bytes(integer) returns bytea
language plpgsql volatile strict parallel safe
as $$
declare
    random bytea := '';
begin
    if $1 not between 1 and 1024 then
        raise exception 'Length not in range' using errcode = 'external_routine_invocation_exception';
    end if;
    while length(random) < $1 loop
        random := random
            || sha256(uuid_send(pg_catalog.gen_random_uuid()) || uuid_send(pg_catalog.gen_random_uuid()));
    end loop;
    return substr(random, 1, $1);
end
$$;

create function extensions.digest(bytea, text) returns bytea
language plpgsql immutable strict parallel safe
as $$
declare
    padded constant bytea := $1 || '\x80'
        || decode(repeat('00', (119 - length($1) % 64) % 64), 'hex')
        || int8send(8::bigint * length($1));
    mask constant bigint := 4294967295;
    state bigint[] := array[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
    word bigint[];
    a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
    hash bytea := '';
begin
    case lower($2)
        when 'md5' then return decode(md5($1), 'hex');
        when 'sha224' then return sha224($1);
        when 'sha256' then return sha256($1);
        when 'sha384' then return sha384($1);
        when 'sha512' then return sha512($1);
        when 'sha1' then null;
        else
            raise exception 'Cannot use "%": No such hash algorithm', $2
                using errcode = 'invalid_parameter_value';
    end case;

    -- SHA-1, which PostgreSQL has no function for.
    for block in 0 .. length(padded) / 64 - 1 loop
        a := state[1]; b := state[2]; c := state[3]; d := state[4]; e := state[5];
        for i in 0 .. 79 loop
            if i < 16 then
                word[i] := ('x' || encode(substr(padded, block * 64 + i * 4 + 1, 4), 'hex'))::bit(32)::bigint;
            else
                t := word[i - 3] # word[i - 8] # word[i - 14] # word[i - 16];
                word[i] := ((t << 1) | (t >> 31)) & mask;
            end if;
            case i / 20
                when 0 then f := (b & c) | (~b & d); k := 1518500249;
                when 1 then f := b # c # d; k := 1859775393;
                when 2 then f := (b & c) | (b & d) | (c & d); k := 2400959708;
                else f := b # c # d; k := 3395469782;
            end case;
            t := ((((a << 5) | (a >> 27)) & mask) + (f & mask) + e + k + word[i]) & mask;
            e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := t;
        end loop;
        state := array[
            (state[1] + a) & mask, (state[2] + b) & mask, (state[3] + c) & mask, (state[4] + d) & mask, (state[5] + e) & mask
        ];
    end loop;
    for i in 1 .. 5 loop
        hash := hash || substr(int8send(state[i]), 5);
    end loop;
    return hash;
end
$$;

create function extensions.digest(text, text) returns bytea
language sql immutable strict parallel safe
return extensions.digest(convert_to($1, 'utf8'), $2);

create function extensions.hmac(bytea, bytea, text) returns bytea
language plpgsql immutable strict parallel safe
as $$
declare
    size constant integer := case when lower($3) in ('sha384', 'sha512') then 128 else 64 end;
    key bytea := case when length($2) > size then extensions.digest($2, $3) else $2 end;
    inner_pad bytea;
    outer_pad bytea;
begin
    key := key || decode(repeat('00', size - length(key)), 'hex');
    inner_pad := key;
    outer_pad := key;
    for i in 0 .. size - 1 loop
        inner_pad := set_byte(inner_pad, i, get_byte(key, i) # 54);
        outer_pad := set_byte(outer_pad, i, get_byte(key, i) # 92);
    end loop;
    return extensions.digest(outer_pad || extensions.digest(inner_pad || $1, $3), $3);
end
$$;

create function extensions.hmac(text, text, text) returns bytea
language sql immutable strict parallel safe
return extensions.hmac(convert_to($1, 'utf8'), convert_to($2, 'utf8'), $3);

-- Passwords. A salt carries its method: $2a$cost$, $1$, _ or two letters.

create function extensions.gen_salt(text, integer) returns text
language plpgsql volatile strict parallel safe
as $$
declare
    letters constant text := translate(encode(extensions.gen_random_bytes(24), 'base64'), '+=', './');
begin
    case lower($1)
        when 'bf' then return '$2a$' || lpad(coalesce(nullif($2, 0), 6)::text, 2, '0') || '$' || left(letters, 22);
        when 'md5' then return '$1$' || left(letters, 8);
        when 'xdes' then return '_J9..' || left(letters, 4);
        when 'des' then return left(letters, 2);
        else
            raise exception 'gen_salt: Unknown salt algorithm'
                using errcode = 'invalid_parameter_value';
    end case;
end
$$;

create function extensions.gen_salt(text) returns text
language sql volatile strict parallel safe
return extensions.gen_salt($1, 0);

create function extensions.crypt(text, text) returns text
language plpgsql immutable strict parallel safe
as $$
declare
    salt text;
    size integer;
begin
    if $2 ~ '^\$2[axy]\$\d\d\$.{22}' then
        salt := left($2, 29); size := 31;
    elsif $2 ~ '^\$1\$' then
        salt := '$1$' || left(split_part($2, '$', 3), 8) || '$'; size := 22;
    elsif $2 ~ '^_.{8}' then
        salt := left($2, 9); size := 11;
    elsif length($2) >= 2 then
        salt := left($2, 2); size := 11;
    else
        raise exception 'invalid salt' using errcode = 'invalid_parameter_value';
    end if;
    return salt || left(translate(encode(sha256(convert_to(salt || $1, 'utf8')), 'base64'), '+=', './'), size);
end
$$;

-- Ciphers: the same key stream whatever the algorithm, so that encrypting twice decrypts.

create function extensions.encrypt(bytea, bytea, text) returns bytea
language plpgsql immutable strict parallel safe
as $$
declare
    result bytea := $1;
    stream bytea;
begin
    for i in 0 .. length($1) - 1 loop
        if i % 32 = 0 then
            stream := sha256($2 || int4send(i));
        end if;
        result := set_byte(result, i, get_byte($1, i) # get_byte(stream, i % 32));
    end loop;
    return result;
end
$$;

create function extensions.decrypt(bytea, bytea, text) returns bytea
language sql immutable strict parallel safe
return extensions.encrypt($1, $2, $3);

create function extensions.encrypt_iv(bytea, bytea, bytea, text) returns bytea
language sql immutable strict parallel safe
return extensions.encrypt($1, $2 || $3, $4);

create function extensions.decrypt_iv(bytea, bytea, bytea, text) returns bytea
language sql immutable strict parallel safe
return extensions.encrypt($1, $2 || $3, $4);

-- PGP messages: tag, salt, check value of the text, text.

create function extensions.pgp_sym_encrypt_bytea(bytea, text, text) returns bytea
language plpgsql volatile strict parallel safe
as $$
declare
    salt constant bytea := extensions.gen_random_bytes(8);
begin
    return '\xc30d0409' || salt || substr(sha256($1), 1, 4)
        || extensions.encrypt($1, salt || convert_to($2, 'utf8'), '');
end
$$;

create function extensions.pgp_sym_encrypt_bytea(bytea, text) returns bytea
language sql volatile strict parallel safe
return extensions.pgp_sym_encrypt_bytea($1, $2, '');

create function extensions.pgp_sym_encrypt(text, text, text) returns bytea
language sql volatile strict parallel safe
return extensions.pgp_sym_encrypt_bytea(convert_to($1, 'utf8'), $2, $3);

create function extensions.pgp_sym_encrypt(text, text) returns bytea
language sql volatile strict parallel safe
return extensions.pgp_sym_encrypt($1, $2, '');

create function extensions.pgp_sym_decrypt_bytea(bytea, text, text) returns bytea
language plpgsql immutable strict parallel safe
as $$
declare
    plain constant bytea := extensions.encrypt(substr($1, 17), substr($1, 5, 8) || convert_to($2, 'utf8'), '');
begin
    if substr(sha256(plain), 1, 4) <> substr($1, 13, 4) then
        raise exception 'Wrong key or corrupt data' using errcode = 'external_routine_invocation_exception';
    end if;
    return plain;
end
$$;

create function extensions.pgp_sym_decrypt_bytea(bytea, text) returns bytea
language sql immutable strict parallel safe
return extensions.pgp_sym_decrypt_bytea($1, $2, '');

create function extensions.pgp_sym_decrypt(bytea, text, text) returns text
language sql immutable strict parallel safe
return convert_from(extensions.pgp_sym_decrypt_bytea($1, $2, $3), 'utf8');

create function extensions.pgp_sym_decrypt(bytea, text) returns text
language sql immutable strict parallel safe
return extensions.pgp_sym_decrypt($1, $2, '');

create function extensions.armor(bytea, text[], text[]) returns text
language sql immutable strict parallel safe
return concat(
    E'-----BEGIN PGP MESSAGE-----\n',
    (select string_agg(key || ': ' || value || E'\n', '' order by line)
     from unnest($2, $3) with ordinality as header (key, value, line)),
    E'\n', encode($1, 'base64'), E'\n-----END PGP MESSAGE-----\n'
);

create function extensions.armor(bytea) returns text
language sql immutable strict parallel safe
return extensions.armor($1, '{}', '{}');

create function extensions.dearmor(text) returns bytea
language sql immutable strict parallel safe
return decode(substring($1 from E'-----BEGIN PGP MESSAGE-----.*?\n\n(.*)\n-----END'), 'base64');

create function extensions.pgp_armor_headers(text, out key text, out value text) returns setof record
language sql immutable strict parallel safe
begin atomic
    select found[1], found[2] from regexp_matches($1, '^(\S+): (.*)$', 'gn') as found;
end;

do $$
declare
    signature text;
begin
    foreach signature in array array[
        'pgp_key_id(bytea) returns text language plpgsql immutable',
        'pgp_pub_encrypt(text, bytea) returns bytea language plpgsql volatile',
        'pgp_pub_encrypt(text, bytea, text) returns bytea language plpgsql volatile',
        'pgp_pub_encrypt_bytea(bytea, bytea) returns bytea language plpgsql volatile',
        'pgp_pub_encrypt_bytea(bytea, bytea, text) returns bytea language plpgsql volatile',
        'pgp_pub_decrypt(bytea, bytea) returns text language plpgsql immutable',
        'pgp_pub_decrypt(bytea, bytea, text) returns text language plpgsql immutable',
        'pgp_pub_decrypt(bytea, bytea, text, text) returns text language plpgsql immutable',
        'pgp_pub_decrypt_bytea(bytea, bytea) returns bytea language plpgsql immutable',
        'pgp_pub_decrypt_bytea(bytea, bytea, text) returns bytea language plpgsql immutable',
        'pgp_pub_decrypt_bytea(bytea, bytea, text, text) returns bytea language plpgsql immutable'
    ] loop
        execute format(
            'create function extensions.%s strict parallel safe as %L',
            signature,
            'begin raise feature_not_supported using message = ''PGP public keys are not available in a shadow database''; end'
        );
    end loop;
end
$$;

do $$
declare
    granted record;
begin
    for granted in
        select oid::regprocedure as signature
        from pg_catalog.pg_proc
        where pronamespace = 'extensions'::regnamespace
            and proname ~ '^(armor|crypt|dearmor|(de|en)crypt(_iv)?|digest|gen_random_(bytes|uuid)|gen_salt|hmac|pgp_.*)$'
    loop
        execute format('grant execute on function %s to dashboard_user', granted.signature);
    end loop;
end
$$;
