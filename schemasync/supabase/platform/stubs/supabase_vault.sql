-- supabase_vault without its C library: what is "encrypted" stays legible, a shadow keeps no secret.
-- Schema vault is there already.

create function vault._crypto_aead_det_noncegen() returns bytea
language sql immutable
return uuid_send(gen_random_uuid());

create function vault._crypto_aead_det_encrypt(
    message bytea,
    additional bytea,
    key_id bigint,
    context bytea default '\x7067736f6469756d',
    nonce bytea default null
) returns bytea
language sql immutable
return message;

create function vault._crypto_aead_det_decrypt(
    message bytea,
    additional bytea,
    key_id bigint,
    context bytea default '\x7067736f6469756d',
    nonce bytea default null
) returns bytea
language sql immutable
return message;

create table vault.secrets (
    id uuid not null default gen_random_uuid(),
    name text,
    description text not null default '',
    secret text not null,
    key_id uuid,
    nonce bytea default vault._crypto_aead_det_noncegen(),
    created_at timestamptz not null default current_timestamp,
    updated_at timestamptz not null default current_timestamp,
    constraint secrets_pkey primary key (id)
);
create unique index secrets_name_idx on vault.secrets (name) where name is not null;

create view vault.decrypted_secrets as
select
    id,
    name,
    description,
    secret,
    convert_from(
        vault._crypto_aead_det_decrypt(
            decode(secret, 'base64'), convert_to(id::text, 'utf8'), 0, convert_to('pgsodium', 'utf8'), nonce
        ),
        'utf8'
    ) collate "C" as decrypted_secret,
    key_id,
    nonce,
    created_at,
    updated_at
from vault.secrets;

create function vault.create_secret(
    new_secret text,
    new_name text default null,
    new_description text default '',
    new_key_id uuid default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
    new_id constant pg_catalog.uuid := gen_random_uuid();
    new_nonce constant pg_catalog.bytea := vault._crypto_aead_det_noncegen();
begin
    insert into vault.secrets (id, name, description, secret, key_id, nonce)
    values (
        new_id,
        new_name,
        new_description,
        encode(
            vault._crypto_aead_det_encrypt(
                convert_to(new_secret, 'utf8'), convert_to(new_id::pg_catalog.text, 'utf8'), 0,
                convert_to('pgsodium', 'utf8'), new_nonce
            ),
            'base64'
        ),
        new_key_id,
        new_nonce
    );
    return new_id;
end
$$;

create function vault.update_secret(
    secret_id uuid,
    new_secret text default null,
    new_name text default null,
    new_description text default null,
    new_key_id uuid default null
) returns void
language plpgsql security definer set search_path = ''
as $$
begin
    update vault.secrets as s
    set
        secret = coalesce(
            encode(
                vault._crypto_aead_det_encrypt(
                    convert_to(new_secret, 'utf8'), convert_to(s.id::pg_catalog.text, 'utf8'), 0,
                    convert_to('pgsodium', 'utf8'), s.nonce
                ),
                'base64'
            ),
            s.secret
        ),
        name = coalesce(new_name, s.name),
        description = coalesce(new_description, s.description),
        key_id = coalesce(new_key_id, s.key_id),
        updated_at = now()
    where s.id = secret_id;
end
$$;

revoke all on function
    vault._crypto_aead_det_noncegen(),
    vault._crypto_aead_det_encrypt(bytea, bytea, bigint, bytea, bytea),
    vault._crypto_aead_det_decrypt(bytea, bytea, bigint, bytea, bytea),
    vault.create_secret(text, text, text, uuid),
    vault.update_secret(uuid, text, text, text, uuid)
    from public;
grant execute on function
    vault._crypto_aead_det_decrypt(bytea, bytea, bigint, bytea, bytea),
    vault.create_secret(text, text, text, uuid),
    vault.update_secret(uuid, text, text, text, uuid)
    to postgres with grant option;
grant execute on function
    vault._crypto_aead_det_decrypt(bytea, bytea, bigint, bytea, bytea),
    vault.create_secret(text, text, text, uuid),
    vault.update_secret(uuid, text, text, text, uuid)
    to service_role;
grant select, delete, truncate, references on vault.secrets, vault.decrypted_secrets to postgres with grant option;
grant select, delete on vault.secrets, vault.decrypted_secrets to service_role;
