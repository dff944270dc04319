-- uuid-ossp without its C library.

create function extensions.uuid_nil() returns uuid
language sql immutable strict parallel safe
return '00000000-0000-0000-0000-000000000000'::uuid;

create function extensions.uuid_ns_dns() returns uuid
language sql immutable strict parallel safe
return '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::uuid;

create function extensions.uuid_ns_url() returns uuid
language sql immutable strict parallel safe
return '6ba7b811-9dad-11d1-80b4-00c04fd430c8'::uuid;

create function extensions.uuid_ns_oid() returns uuid
language sql immutable strict parallel safe
return '6ba7b812-9dad-11d1-80b4-00c04fd430c8'::uuid;

create function extensions.uuid_ns_x500() returns uuid
language sql immutable strict parallel safe
return '6ba7b814-9dad-11d1-80b4-00c04fd430c8'::uuid;

create function extensions.uuid_generate_v4() returns uuid
language sql volatile strict parallel safe
return gen_random_uuid();

-- The timestamp counts 100 ns since 1582-10-15; the node is random, marked so by its multicast bit.
create function extensions.uuid_generate_v1mc() returns uuid
language plpgsql volatile strict parallel safe
as $$
declare
    ticks constant text := lpad(to_hex((extract(epoch from clock_timestamp()) * 10000000)::bigint + 122192928000000000), 15, '0');
    random constant bytea := uuid_send(gen_random_uuid());
begin
    return right(ticks, 8) || substr(ticks, 4, 4) || '1' || left(ticks, 3)
        || encode(substr(random, 9, 2), 'hex')
        || encode(set_byte(substr(random, 11), 0, get_byte(random, 10) | 1), 'hex');
end
$$;

create function extensions.uuid_generate_v1() returns uuid
language sql volatile strict parallel safe
return extensions.uuid_generate_v1mc();

create function extensions.uuid_generate_v3(namespace uuid, name text) returns uuid
language plpgsql immutable strict parallel safe
as $$
declare
    hash bytea := decode(md5(uuid_send(namespace) || convert_to(name, 'utf8')), 'hex');
begin
    hash := set_byte(hash, 6, (get_byte(hash, 6) & 15) | 48);
    hash := set_byte(hash, 8, (get_byte(hash, 8) & 63) | 128);
    return encode(hash, 'hex')::uuid;
end
$$;

-- SHA-1, which PostgreSQL has no function for.
create function extensions.uuid_generate_v5(namespace uuid, name text) returns uuid
language plpgsql immutable strict parallel safe
as $$
declare
    message constant bytea := uuid_send(namespace) || convert_to(name, 'utf8');
    padded constant bytea := message || '\x80'
        || decode(repeat('00', (119 - length(message) % 64) % 64), 'hex')
        || int8send(8::bigint * length(message));
    mask constant bigint := 4294967295;
    state bigint[] := array[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
    word bigint[];
    a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
    hash bytea := '';
begin
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
    hash := set_byte(hash, 6, (get_byte(hash, 6) & 15) | 80);
    hash := set_byte(hash, 8, (get_byte(hash, 8) & 63) | 128);
    return encode(substr(hash, 1, 16), 'hex')::uuid;
end
$$;

grant execute on function
    extensions.uuid_nil(), extensions.uuid_ns_dns(), extensions.uuid_ns_url(), extensions.uuid_ns_oid(),
    extensions.uuid_ns_x500(), extensions.uuid_generate_v1(), extensions.uuid_generate_v1mc(),
    extensions.uuid_generate_v3(uuid, text), extensions.uuid_generate_v4(),
    extensions.uuid_generate_v5(uuid, text)
    to dashboard_user;
