"""Send statements in libpq's pipeline mode, without a cursor for each.

Most files are dozens of small statements, each after its mark; a cursor for each takes longer than the server needs.
Source: PostgreSQL's documentation of libpq, "Pipeline Mode".
"""

from __future__ import annotations

import contextlib
import select
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, abc

_COPY = (ExecStatus.COPY_IN, ExecStatus.COPY_OUT, ExecStatus.COPY_BOTH)
_FAILED = (ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE, *_COPY)


@dataclass(frozen=True, slots=True)
class Message:
    """One statement.

    Attributes:
        text: in UTF-8, parameters as `$1`, `$2`.
        part: number of the part of the batch that an error of this message is attributed to.
        values: of the parameters, in text format.
        types: OIDs of their types.
        last: flush after this message, so that the server starts to work.
        answer: called with the first value of the first row; None ignores the result.
    """

    text: bytes
    part: int
    values: Sequence[Any] | None = None
    types: Sequence[int] | None = None
    last: bool = False
    answer: Callable[[bytes], None] | None = None


def message(
    connection: psycopg.Connection[Any], text: str, parameters: Sequence[Any] | None, part: int, *, last: bool = False
) -> Message:
    """Make a message with a Python value for each `%s`; without parameters the text is sent unchanged."""
    if parameters is None:
        return Message(text.encode(), part, last=last)
    transformer = Transformer(connection)
    values = transformer.dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))
    for number in range(1, len(parameters) + 1):
        text = text.replace("%s", f"${number}", 1)
    return Message(text.encode(), part, values, transformer.types, last)


@dataclass(slots=True)
class PartError(Exception):
    """The first message that failed: its part of the batch, and PostgreSQL's error."""

    part: int
    error: psycopg.Error


def send(connection: psycopg.Connection[Any], messages: Iterable[Message]) -> None:
    """Send all and read all answers, in one implicit transaction where the messages begin none.

    Messages after the first error are not run. A connection that is lost, or in which a COPY waits, is closed. If it is
    lost while messages are still being sent, the part can be an earlier one: libpq drops answers that it has not read.

    Raises:
        PartError: of the first message that failed.
    """
    pgconn = connection.pgconn
    sent: list[Message] = []
    reader = _Reader(connection, sent)
    try:
        pgconn.enter_pipeline_mode()
        for each in messages:
            sent.append(each)
            pgconn.send_query_params(each.text, each.values, each.types)
            if each.last:
                pgconn.flush()
        pgconn.pipeline_sync()
        reader.read()
        if reader.is_lost:
            reader.error = reader.error or psycopg.OperationalError(pgconn.get_error_message())
        elif not reader.copies:
            pgconn.exit_pipeline_mode()
    except psycopg.OperationalError as error:  # lost
        reader.rest()
        reader.error = reader.error or error
    except BaseException:
        connection.close()
        raise
    if reader.error is not None:
        if reader.copies or reader.is_lost:
            connection.close()
        raise PartError(sent[min(reader.done, len(sent) - 1)].part if sent else 0, reader.error)


class _Reader:
    """Reads answers.

    Args:
        connection: with messages on their way.
        sent: these messages; the sender adds to it.

    Attributes:
        done: messages that were answered before the first error.
        error: the first.
        copies: the server is in COPY mode, which no message ends.
    """

    def __init__(self, connection: psycopg.Connection[Any], sent: Sequence[Message]) -> None:
        self.connection, self.pgconn, self.sent = connection, connection.pgconn, sent
        self.done = 0
        self.error: psycopg.Error | None = None
        self.copies = False
        self._answering = False  # a result has come, and not yet the None that ends this answer

    def read(self) -> None:
        """Read up to the end of the pipeline, or until the connection is lost."""
        pgconn, poll = self.pgconn, select.poll()
        sending = bool(pgconn.flush())
        poll.register(pgconn.socket, select.POLLIN | (select.POLLOUT if sending else 0))
        while True:
            while pgconn.is_busy():
                if self.is_lost:
                    return
                poll.poll()
                pgconn.consume_input()
                if sending and not (sending := bool(pgconn.flush())):
                    poll.modify(pgconn.socket, select.POLLIN)
            if self._take(pgconn.get_result()):
                return

    def rest(self) -> None:
        """Take what came before sending or reading failed: answers, and the server's reason.

        What libpq has received until then stays readable, and what the server's socket still holds is read first.
        """
        pgconn = self.pgconn
        while True:
            while pgconn.is_busy():
                if self.is_lost:
                    return
                select.select([pgconn.socket], [], [])
                with contextlib.suppress(psycopg.OperationalError):
                    pgconn.consume_input()
            if self._take(pgconn.get_result()):
                return

    @property
    def is_lost(self) -> bool:
        return self.pgconn.status != ConnStatus.OK

    def _take(self, result: abc.PGresult | None) -> bool:
        """Process one result; returns True after the last one."""
        if result is None:
            self.done += self._answering and self.error is None
            was_answering, self._answering = self._answering, False
            return not was_answering
        # without a command tag it is half an answer, after which sending failed
        self._answering = result.status != ExecStatus.COMMAND_OK or bool(result.command_status)
        if result.status == ExecStatus.TUPLES_OK and self.error is None and (answer := self.sent[self.done].answer):
            answer(result.get_value(0, 0) or b"")
        if result.status in _FAILED:
            self.copies = result.status in _COPY
            if self.error is None:
                self.error = _copying() if self.copies else error_from_result(result, self.connection.info.encoding)
        return self.copies or result.status == ExecStatus.PIPELINE_SYNC


def _copying() -> psycopg.Error:
    return psycopg.NotSupportedError("COPY cannot read from or write to the client here")
