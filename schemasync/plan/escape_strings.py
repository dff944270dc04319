r"""Write string constants so that they mean the same under any `standard_conforming_strings`.

The server cuts a whole batch into tokens before it runs the first statement, so `SET standard_conforming_strings` in a batch
does not reach the strings after it: where a session has it off, `'a\'` does not end at its second quote. `E'a\\'` does.

Input: the text of a statement. Output: the same text with `E'…'` strings.
The boundary: texts are read and printed under one setting everywhere; only a plan for other sessions is written for any.
"""

from __future__ import annotations

import postgast

from schemasync.core.parser import scan


def with_escape_strings(text: str) -> str:
    """Write each plain string constant with a backslash as an escape string (`E'…'`).

    Dollar-quoted bodies stay as they are: they are read when they run. So does a text that cannot be cut into tokens.

    Args:
        text: SQL that PostgreSQL or this program printed under `standard_conforming_strings = on`.
    """
    if "\\" not in text:
        return text
    try:
        tokens = scan(text).tokens
    except postgast.PgQueryError:
        return text
    data, parts, end = text.encode(), list[bytes](), 0
    for token in tokens:
        constant = data[token.start : token.end]
        if constant.startswith(b"'") and b"\\" in constant:
            parts += [data[end : token.start], b"E", constant.replace(b"\\", b"\\\\")]
            end = token.end
    return b"".join((*parts, data[end:])).decode()
