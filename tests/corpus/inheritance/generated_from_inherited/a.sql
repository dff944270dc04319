-- requires: pg >= 17

