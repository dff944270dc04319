-- index_advisor without hypopg: it has no advice.

create function extensions.index_advisor(query text) returns table (
    startup_cost_before jsonb,
    startup_cost_after jsonb,
    total_cost_before jsonb,
    total_cost_after jsonb,
    index_statements text[],
    errors text[]
)
language plpgsql
as $$
begin
    return query
        select null::jsonb, null::jsonb, null::jsonb, null::jsonb, '{}'::text[],
            array['index_advisor is not available in a shadow database'];
end
$$;
