CREATE USER MAPPING FOR corpus_app SERVER srv OPTIONS ("user" 'u');
