"""Stops a request that is far too large before it fills the memory that holds its files."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from zaklon.documents.checks import MOST_BYTES

# A form may carry a few files of the largest size.
MOST_REQUEST_BYTES = 5 * MOST_BYTES


class UploadLimit(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: counts the files' bytes of one request while they come in."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django passes it
        """Hand the chunk on to the next handler. Raises RequestDataTooBig, which Django answers with 400."""
        self.received += len(raw_data)
        if self.received > MOST_REQUEST_BYTES:
            raise RequestDataTooBig("the request is larger than any form needs")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler makes the file."""
