-- PostGIS by name and its one table. Its types need its library: a server that lacks it cannot replay what uses them.

create table extensions.spatial_ref_sys (
    srid integer not null,
    auth_name character varying(256),
    auth_srid integer,
    srtext character varying(2048),
    proj4text character varying(2048),
    constraint spatial_ref_sys_pkey primary key (srid),
    constraint spatial_ref_sys_srid_check check (srid > 0 and srid <= 998999)
);
grant select on extensions.spatial_ref_sys to public;
