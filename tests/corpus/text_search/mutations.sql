-- mutation: parser-create
-- blame: text_search_parser app/fresh
CREATE TEXT SEARCH PARSER app.fresh (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);

-- mutation: parser-drop
-- blame: text_search_parser app/parser
DROP TEXT SEARCH PARSER app.parser CASCADE;

-- mutation: parser-rename
-- blame: text_search_parser app/parser
ALTER TEXT SEARCH PARSER app.parser RENAME TO reader;

-- mutation: parser-comment
-- blame: comment of text_search_parser app/parser
COMMENT ON TEXT SEARCH PARSER app.parser IS 'x';

-- mutation: template-create
-- blame: text_search_template app/fresh
CREATE TEXT SEARCH TEMPLATE app.fresh (LEXIZE = dsimple_lexize);

-- mutation: template-drop
-- blame: text_search_template app/template
DROP TEXT SEARCH TEMPLATE app.template CASCADE;

-- mutation: template-rename
-- blame: text_search_template app/template
ALTER TEXT SEARCH TEMPLATE app.template RENAME TO model;

-- mutation: template-comment
-- blame: comment of text_search_template app/template
COMMENT ON TEXT SEARCH TEMPLATE app.template IS 'x';

-- mutation: dictionary-create
-- blame: text_search_dictionary app/fresh
CREATE TEXT SEARCH DICTIONARY app.fresh (TEMPLATE = simple, Accept = 'false');

-- mutation: dictionary-drop
-- blame: text_search_dictionary app/simple_words
DROP TEXT SEARCH DICTIONARY app.simple_words;

-- mutation: dictionary-drop-used
-- blame: text_search_dictionary app/words
DROP TEXT SEARCH DICTIONARY app.words CASCADE;

-- mutation: dictionary-options
-- blame: text_search_dictionary app/words
ALTER TEXT SEARCH DICTIONARY app.words (STOPWORDS = german);

-- mutation: dictionary-option-drop
-- blame: text_search_dictionary app/words
ALTER TEXT SEARCH DICTIONARY app.words (STOPWORDS);

-- mutation: dictionary-rename
-- blame: text_search_dictionary app/words
ALTER TEXT SEARCH DICTIONARY app.words RENAME TO terms;

-- mutation: dictionary-owner
-- blame: owner of text_search_dictionary app/words
ALTER TEXT SEARCH DICTIONARY app.words OWNER TO mut_bob;

-- mutation: dictionary-comment
-- blame: comment of text_search_dictionary app/words
COMMENT ON TEXT SEARCH DICTIONARY app.words IS NULL;

-- mutation: search-create
-- blame: text_search_configuration app/fresh
CREATE TEXT SEARCH CONFIGURATION app.fresh (COPY = app.search);

-- mutation: search-drop
-- blame: text_search_configuration app/search
DROP TEXT SEARCH CONFIGURATION app.search;

-- mutation: search-rename
-- blame: text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search RENAME TO find;

-- mutation: search-mapping-add
-- blame: text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR url WITH simple;

-- mutation: search-mapping-drop
-- blame: text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search DROP MAPPING FOR email;

-- mutation: search-mapping-alter
-- blame: text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING FOR word WITH simple;

-- mutation: search-mapping-order
-- blame: text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING FOR word WITH english_stem, app.words;

-- mutation: search-mapping-replace
-- blame: text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING REPLACE simple WITH app.simple_words;

-- mutation: search-owner
-- blame: owner of text_search_configuration app/search
ALTER TEXT SEARCH CONFIGURATION app.search OWNER TO mut_bob;

-- mutation: search-comment
-- blame: comment of text_search_configuration app/search
COMMENT ON TEXT SEARCH CONFIGURATION app.search IS 'x';
