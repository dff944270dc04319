SET search_path = '';
DELETE FROM vault.secrets WHERE name = 'it''s gone';
RESET search_path;
