-- pgaudit's two functions; they log nothing.
create function extensions.pgaudit_ddl_command_end() returns event_trigger
    language plpgsql as $$ begin end $$;
create function extensions.pgaudit_sql_drop() returns event_trigger
    language plpgsql as $$ begin end $$;
