-- Runs a stand-in's SQL and makes PostgreSQL believe that it is the extension: what the SQL creates becomes a
-- member in pg_depend, so that CREATE EXTENSION IF NOT EXISTS passes, DROP EXTENSION removes it, and no
-- comparison takes it for the project's own. For the superuser alone.
create function HOME.install_stub(name text, schema text, definition text, version text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set allow_system_table_mods = on
set session_replication_role = replica
as $install$
declare
    mark oid;
    granted aclitem[]; -- on the schema, before
    extension oid;
    member record;
begin
    if not exists (select from pg_catalog.pg_namespace n where n.nspname = schema) then
        execute pg_catalog.format('create schema %I', schema);
    end if;
    select n.nspacl into granted from pg_catalog.pg_namespace n where n.nspname = schema;
    mark := pg_catalog.lo_creat(-1);
    perform pg_catalog.lo_unlink(mark);
    if definition <> '' then
        execute definition;
    end if;
    extension := pg_catalog.lo_creat(-1);
    perform pg_catalog.lo_unlink(extension);
    insert into pg_catalog.pg_extension
        (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    select extension, name, r.oid, n.oid, name in (RELOCATABLE), version
    from pg_catalog.pg_roles r, pg_catalog.pg_namespace n
    where r.rolname = current_user and n.nspname = schema;
    -- The extension depends on a schema that is not its own, as ALTER EXTENSION … SET SCHEMA expects.
    insert into pg_catalog.pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
    select 'pg_catalog.pg_extension'::pg_catalog.regclass, extension, 0, 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 0, 'n'
    from pg_catalog.pg_namespace n
    where n.nspname = schema and n.nspname <> 'pg_catalog' and n.oid < mark;
    for member in
        select * from (values
            ('pg_class', $$relkind in ('r', 'v', 'm', 'S', 'p')$$),
            ('pg_proc', 'true'),
            ('pg_type', $$typelem = 0 and (typtype in ('b', 'd', 'e', 'r') or typtype = 'c' and exists (
                select from pg_catalog.pg_class c where c.oid = typrelid and c.relkind = 'c'))$$),
            ('pg_namespace', 'true'),
            ('pg_operator', 'true'),
            ('pg_opclass', 'true'),
            ('pg_opfamily', 'true'),
            ('pg_cast', 'true'),
            ('pg_am', 'true'),
            ('pg_foreign_data_wrapper', 'true')
        ) as found (catalog, condition)
    loop
        execute pg_catalog.format(
            'insert into pg_catalog.pg_depend
                 (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
             select %L::pg_catalog.regclass, t.oid, 0, %L::pg_catalog.regclass, %s, 0, %L
             from pg_catalog.%I t where t.oid >= %s and %s',
            'pg_catalog.' || member.catalog, 'pg_catalog.pg_extension', extension, 'e',
            member.catalog, mark, member.condition
        );
    end loop;
    -- What an extension's script grants counts as its objects' default from then on.
    insert into pg_catalog.pg_init_privs (objoid, classoid, objsubid, privtype, initprivs)
    select found.oid, found.catalog, 0, 'e', found.acl
    from (
        select c.oid, 'pg_catalog.pg_class'::pg_catalog.regclass, c.relacl from pg_catalog.pg_class c where c.oid >= mark
        union all
        select n.oid, 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.nspacl
        from pg_catalog.pg_namespace n where n.oid >= mark or n.nspname = schema and n.nspacl is distinct from granted
    ) found (oid, catalog, acl)
    where exists (
        select from pg_catalog.aclexplode(found.acl) a
        where a.grantee = 0 or exists (select from pg_catalog.pg_roles r where r.oid = a.grantee and r.rolname like 'pg\_%')
    ) and not exists (
        select from pg_catalog.pg_init_privs i where (i.objoid, i.classoid, i.objsubid) = (found.oid, found.catalog, 0)
    );
end
$install$;
revoke all on function HOME.install_stub(text, text, text, text) from public;
