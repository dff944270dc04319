-- What the Storage service puts into schema storage. Created as its own role.

set role supabase_storage_admin;

create type storage.buckettype as enum ('STANDARD', 'ANALYTICS', 'VECTOR');

create table storage.buckets (
    id text not null,
    name text not null,
    owner uuid,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    public boolean default false,
    avif_autodetection boolean default false,
    file_size_limit bigint,
    allowed_mime_types text[],
    owner_id text,
    type storage.buckettype not null default 'STANDARD',
    versioning_status text not null default 'DISABLED',
    constraint buckets_pkey primary key (id),
    constraint buckets_versioning_dark_check check (versioning_status = 'DISABLED'),
    constraint buckets_versioning_standard_only_check
        check (type = 'STANDARD' or versioning_status = 'DISABLED'),
    constraint buckets_versioning_status_check
        check (versioning_status in ('DISABLED', 'ENABLED', 'SUSPENDED'))
);
create unique index bname on storage.buckets (name);

create table storage.buckets_analytics (
    name text not null,
    type storage.buckettype not null default 'ANALYTICS',
    format text not null default 'ICEBERG',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    id uuid not null default gen_random_uuid(),
    deleted_at timestamptz,
    constraint buckets_analytics_pkey primary key (id)
);
create unique index buckets_analytics_unique_name_idx
    on storage.buckets_analytics (name) where deleted_at is null;

create table storage.buckets_vectors (
    id text not null,
    type storage.buckettype not null default 'VECTOR',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint buckets_vectors_pkey primary key (id)
);

create table storage.migrations (
    id integer not null,
    name varchar(100) not null,
    hash varchar(40) not null,
    executed_at timestamp default current_timestamp,
    constraint migrations_pkey primary key (id),
    constraint migrations_name_key unique (name)
);

create table storage.objects (
    id uuid not null default gen_random_uuid(),
    bucket_id text,
    name text,
    owner uuid,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    last_accessed_at timestamptz default now(),
    metadata jsonb,
    path_tokens text[] generated always as (string_to_array(name, '/')) stored,
    version text,
    owner_id text,
    user_metadata jsonb,
    archived_at timestamptz,
    is_delete_marker boolean not null default false,
    is_versioned boolean not null default false,
    constraint objects_pkey primary key (id),
    constraint "objects_bucketId_fkey" foreign key (bucket_id) references storage.buckets (id)
);
create unique index bucketid_objname on storage.objects (bucket_id, name);
create index idx_objects_bucket_id_name on storage.objects (bucket_id, name collate "C");
create index idx_objects_bucket_id_name_lower on storage.objects (bucket_id, lower(name) collate "C");
create index name_prefix_search on storage.objects (name text_pattern_ops);

create table storage.s3_multipart_uploads (
    id text not null,
    in_progress_size bigint not null default 0,
    upload_signature text not null,
    bucket_id text not null,
    key text collate "C" not null,
    version text not null,
    owner_id text,
    created_at timestamptz not null default now(),
    user_metadata jsonb,
    metadata jsonb,
    constraint s3_multipart_uploads_pkey primary key (id),
    constraint s3_multipart_uploads_bucket_id_fkey foreign key (bucket_id) references storage.buckets (id)
);
create index idx_multipart_uploads_list on storage.s3_multipart_uploads (bucket_id, key, created_at);

create table storage.s3_multipart_uploads_parts (
    id uuid not null default gen_random_uuid(),
    upload_id text not null,
    size bigint not null default 0,
    part_number integer not null,
    bucket_id text not null,
    key text collate "C" not null,
    etag text not null,
    owner_id text,
    version text not null,
    created_at timestamptz not null default now(),
    constraint s3_multipart_uploads_parts_pkey primary key (id),
    constraint s3_multipart_uploads_parts_bucket_id_fkey foreign key (bucket_id)
        references storage.buckets (id),
    constraint s3_multipart_uploads_parts_upload_id_fkey foreign key (upload_id)
        references storage.s3_multipart_uploads (id) on delete cascade
);

create table storage.vector_indexes (
    id text not null default gen_random_uuid(),
    name text collate "C" not null,
    bucket_id text not null,
    data_type text not null,
    dimension integer not null,
    distance_metric text not null,
    metadata_configuration jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint vector_indexes_pkey primary key (id),
    constraint vector_indexes_bucket_id_fkey foreign key (bucket_id) references storage.buckets_vectors (id)
);
create unique index vector_indexes_name_bucket_id_idx on storage.vector_indexes (name, bucket_id);

alter table storage.buckets enable row level security;
alter table storage.buckets_analytics enable row level security;
alter table storage.buckets_vectors enable row level security;
alter table storage.migrations enable row level security;
alter table storage.objects enable row level security;
alter table storage.s3_multipart_uploads enable row level security;
alter table storage.s3_multipart_uploads_parts enable row level security;
alter table storage.vector_indexes enable row level security;

grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
grant all on storage.buckets, storage.objects to postgres with grant option;
grant all on storage.buckets_analytics to anon, authenticated, service_role;
grant select on storage.buckets_vectors, storage.vector_indexes to anon, authenticated, service_role;
grant select on storage.s3_multipart_uploads, storage.s3_multipart_uploads_parts to anon, authenticated;
grant all on storage.s3_multipart_uploads, storage.s3_multipart_uploads_parts to service_role;

-- Parts of an object's path.

create function storage.foldername(name text) returns text[]
language plpgsql immutable
as $$
declare
    parts text[] := string_to_array(name, '/');
begin
    return parts[:cardinality(parts) - 1];
end
$$;

create function storage.filename(name text) returns text
language plpgsql immutable
as $$
begin
    return split_part(name, '/', -1);
end
$$;

create function storage.extension(name text) returns text
language plpgsql immutable
as $$
begin
    return split_part(split_part(name, '/', -1), '.', -1);
end
$$;

-- The key up to the first delimiter behind the prefix, delimiter included; null if there is none.
create function storage.get_common_prefix(p_key text, p_prefix text, p_delimiter text) returns text
language sql immutable
as $$
    select left(p_key, length(p_prefix) + nullif(position(p_delimiter in substr(p_key, length(p_prefix) + 1)), 0))
$$;

-- The API operation that the request is, which the service sets for policies to look at.

create function storage.operation() returns text
language plpgsql stable
as $$
begin
    return current_setting('storage.operation', true);
end
$$;

create function storage.allow_any_operation(expected_operations text[]) returns boolean
language sql stable
as $$
    select exists (
        select
        from unnest(expected_operations) as expected
        where expected <> ''
            and regexp_replace(expected, '^storage\.', '') = regexp_replace(storage.operation(), '^storage\.', '')
    )
$$;

create function storage.allow_only_operation(expected_operation text) returns boolean
language sql stable
as $$
    select storage.allow_any_operation(array[expected_operation])
$$;

-- Listings. A name that goes on behind the next delimiter stands for its folder, which has no id.

create function storage.list_objects_with_delimiter(
    _bucket_id text,
    prefix_param text,
    delimiter_param text,
    max_keys integer default 100,
    start_after text default '',
    next_token text default '',
    sort_order text default 'asc'
) returns table (
    name text,
    id uuid,
    metadata jsonb,
    updated_at timestamptz,
    created_at timestamptz,
    last_accessed_at timestamptz
)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    ascending constant boolean := lower(coalesce(sort_order, 'asc')) = 'asc';
    start constant text := coalesce(nullif(next_token, ''), start_after, '');
begin
    return query
        with object as (
            select
                o.*,
                storage.get_common_prefix(o.name, coalesce(prefix_param, ''), delimiter_param) as folder
            from storage.objects as o
            where o.bucket_id = _bucket_id and starts_with(o.name, coalesce(prefix_param, ''))
        ),
        entry as (
            select distinct
                rtrim(o.folder, delimiter_param) as name, null::uuid as id, null::jsonb as metadata,
                null::timestamptz as updated_at, null::timestamptz as created_at,
                null::timestamptz as last_accessed_at
            from object as o
            where o.folder is not null
            union all
            select o.name, o.id, o.metadata, o.updated_at, o.created_at, o.last_accessed_at
            from object as o
            where o.folder is null
        )
        select e.name, e.id, e.metadata, e.updated_at, e.created_at, e.last_accessed_at
        from entry as e
        where start = ''
            or case when ascending then e.name collate "C" > start else e.name collate "C" < start end
        order by
            case when ascending then e.name collate "C" end,
            case when not ascending then e.name collate "C" end desc
        limit max_keys;
end
$$;

create function storage.list_multipart_uploads_with_delimiter(
    bucket_id text,
    prefix_param text,
    delimiter_param text,
    max_keys integer default 100,
    next_key_token text default '',
    next_upload_token text default ''
) returns table (key text, id text, created_at timestamptz)
language plpgsql
as $$
#variable_conflict use_column
begin
    return query
        select distinct on (entry.key) entry.key, entry.id, entry.created_at
        from (
            select
                coalesce(storage.get_common_prefix(u.key, prefix_param, delimiter_param), u.key) collate "C" as key,
                u.id,
                u.created_at
            from storage.s3_multipart_uploads as u
            where u.bucket_id = list_multipart_uploads_with_delimiter.bucket_id
                and starts_with(lower(u.key), lower(prefix_param))
        ) as entry
        where case
            when next_upload_token <> '' then entry.id collate "C" > next_upload_token
            when next_key_token <> '' then entry.key > next_key_token
            else true
        end
        order by entry.key, entry.created_at
        limit max_keys;
end
$$;

create function storage.search(
    prefix text,
    bucketname text,
    limits integer default 100,
    levels integer default 1,
    offsets integer default 0,
    search text default '',
    sortcolumn text default 'name',
    sortorder text default 'asc'
) returns table (
    name text,
    id uuid,
    updated_at timestamptz,
    created_at timestamptz,
    last_accessed_at timestamptz,
    metadata jsonb
)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    start constant text := coalesce(prefix, '') || coalesce(search, '');
    skip constant integer := length(coalesce(prefix, ''));
    ascending constant boolean := lower(coalesce(sortorder, 'asc')) = 'asc';
    sort_by constant text := case
        when lower(sortcolumn) in ('updated_at', 'created_at', 'last_accessed_at') then lower(sortcolumn)
        else 'name'
    end;
begin
    return query
        with object as (
            select o.*, storage.get_common_prefix(o.name, start, '/') as folder
            from storage.objects as o
            where o.bucket_id = bucketname and starts_with(lower(o.name), lower(start))
        ),
        entry as (
            select distinct
                substr(rtrim(o.folder, '/'), skip + 1) as name, null::uuid as id,
                null::timestamptz as updated_at, null::timestamptz as created_at,
                null::timestamptz as last_accessed_at, null::jsonb as metadata
            from object as o
            where o.folder is not null
            union all
            select substr(o.name, skip + 1), o.id, o.updated_at, o.created_at, o.last_accessed_at, o.metadata
            from object as o
            where o.folder is null
        ),
        keyed as (
            select
                e.*,
                case sort_by
                    when 'updated_at' then to_char(e.updated_at at time zone 'utc', 'YYYYMMDDHH24MISSUS')
                    when 'created_at' then to_char(e.created_at at time zone 'utc', 'YYYYMMDDHH24MISSUS')
                    when 'last_accessed_at' then to_char(e.last_accessed_at at time zone 'utc', 'YYYYMMDDHH24MISSUS')
                    else lower(e.name)
                end collate "C" as sort_key
            from entry as e
        )
        select k.name, k.id, k.updated_at, k.created_at, k.last_accessed_at, k.metadata
        from keyed as k
        order by
            sort_by <> 'name' and k.id is not null,
            case when ascending then k.sort_key end,
            case when not ascending then k.sort_key end desc,
            case when ascending then lower(k.name) collate "C" end,
            case when not ascending then lower(k.name) collate "C" end desc
        limit least(coalesce(limits, 100), 1500)
        offset offsets;
end
$$;

create function storage.search_by_timestamp(
    p_prefix text,
    p_bucket_id text,
    p_limit integer,
    p_level integer,
    p_start_after text,
    p_sort_order text,
    p_sort_column text,
    p_sort_column_after text
) returns table (
    key text,
    name text,
    id uuid,
    updated_at timestamptz,
    created_at timestamptz,
    last_accessed_at timestamptz,
    metadata jsonb
)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    ascending constant boolean := lower(coalesce(p_sort_order, 'asc')) = 'asc';
    after constant timestamptz := nullif(p_sort_column_after, '')::timestamptz;
begin
    return query
        with object as (
            select
                o.*,
                storage.get_common_prefix(o.name, p_prefix, '/') as folder,
                date_trunc(
                    'milliseconds',
                    case p_sort_column when 'created_at' then o.created_at else o.updated_at end
                ) as sort_time
            from storage.objects as o
            where o.bucket_id = p_bucket_id and starts_with(o.name, p_prefix)
        ),
        entry as (
            -- A folder is as old as the oldest object in it.
            select
                o.folder as name, null::uuid as id,
                case when p_sort_column <> 'created_at' then min(o.sort_time) end as updated_at,
                case when p_sort_column = 'created_at' then min(o.sort_time) end as created_at,
                null::timestamptz as last_accessed_at, null::jsonb as metadata,
                min(o.sort_time) as sort_time
            from object as o
            where o.folder is not null
            group by o.folder
            union all
            select o.name, o.id, o.updated_at, o.created_at, o.last_accessed_at, o.metadata, o.sort_time
            from object as o
            where o.folder is null
        )
        select
            split_part(e.name, '/', p_level), e.name, e.id,
            e.updated_at, e.created_at, e.last_accessed_at, e.metadata
        from entry as e
        where after is null
            or case
                when ascending then (e.sort_time, e.name collate "C") > (after, p_start_after)
                else (e.sort_time, e.name collate "C") < (after, p_start_after)
            end
        order by
            case when ascending then e.sort_time end,
            case when not ascending then e.sort_time end desc,
            case when ascending then e.name collate "C" end,
            case when not ascending then e.name collate "C" end desc
        limit p_limit;
end
$$;

create function storage.search_v2(
    prefix text,
    bucket_name text,
    limits integer default 100,
    levels integer default 1,
    start_after text default '',
    sort_order text default 'asc',
    sort_column text default 'name',
    sort_column_after text default ''
) returns table (
    key text,
    name text,
    id uuid,
    updated_at timestamptz,
    created_at timestamptz,
    last_accessed_at timestamptz,
    metadata jsonb
)
language plpgsql stable
as $$
#variable_conflict use_column
declare
    page_size constant integer := least(coalesce(limits, 100), 1500);
begin
    if coalesce(sort_column, 'name') = 'name' then
        return query
            select
                split_part(l.name, '/', levels),
                case when l.id is null then l.name || '/' else l.name end,
                l.id, l.updated_at, l.created_at, l.last_accessed_at, l.metadata
            from storage.list_objects_with_delimiter(
                bucket_name, coalesce(prefix, ''), '/', page_size, start_after, '', sort_order
            ) as l;
    else
        return query
            select *
            from storage.search_by_timestamp(
                coalesce(prefix, ''), bucket_name, page_size, levels, start_after,
                sort_order, sort_column, sort_column_after
            );
    end if;
end
$$;

create function storage.get_size_by_bucket() returns table (size bigint, bucket_id text)
language plpgsql stable
as $$
#variable_conflict use_column
begin
    return query
        select sum((o.metadata ->> 'size')::bigint)::bigint, o.bucket_id
        from storage.objects as o
        group by o.bucket_id;
end
$$;

-- Whether the policies let the caller insert the object: always ends in an error, PT200 if they do.
create function storage.can_insert_object(bucketid text, name text, owner uuid, metadata jsonb) returns void
language plpgsql
as $$
begin
    insert into storage.objects (bucket_id, name, owner, metadata) values (bucketid, name, owner, metadata);
    raise sqlstate 'PT200' using message = 'ROLLBACK', detail = 'the insert succeeded and is undone';
end
$$;

create function storage.enforce_bucket_name_length() returns trigger
language plpgsql
as $$
begin
    if length(new.name) > 100 then
        raise exception 'bucket name "%" has % characters, 100 are allowed', new.name, length(new.name);
    end if;
    return new;
end
$$;
create trigger enforce_bucket_name_length_trigger before insert or update on storage.buckets
    for each row execute function storage.enforce_bucket_name_length();

create function storage.update_updated_at_column() returns trigger
language plpgsql
as $$
begin
    new.updated_at := now();
    return new;
end
$$;
create trigger update_objects_updated_at before update on storage.objects
    for each row execute function storage.update_updated_at_column();

create function storage.protect_delete() returns trigger
language plpgsql
as $$
begin
    if current_setting('storage.allow_delete_query', true) is distinct from 'true' then
        raise insufficient_privilege using
            message = 'Direct deletion from storage tables is not allowed. Use the Storage API instead.',
            hint = 'A deleted row would leave its file behind.';
    end if;
    return null;
end
$$;
create trigger protect_buckets_delete before delete on storage.buckets
    for each statement execute function storage.protect_delete();
create trigger protect_objects_delete before delete on storage.objects
    for each statement execute function storage.protect_delete();

reset role;
