SET search_path = '';
DELETE FROM vault.secrets WHERE name = 'new';
RESET search_path;
