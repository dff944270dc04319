CREATE ACCESS METHOD gone TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD kind_changes TYPE TABLE HANDLER heap_tableam_handler;
