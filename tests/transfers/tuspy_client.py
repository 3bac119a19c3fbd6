"""tuspy as its documentation shows it. Reads one JSON document of what to do, prints one of what came of it."""

import json
import sys

from tusclient import client
from tusclient.exceptions import TusCommunicationError


def main(task):
    headers = {"Authorization": "Bearer " + task["token"], **task.get("headers", {})}
    uploader = client.TusClient(task["tus"], headers=headers).uploader(
        task["file"],
        url=task.get("url"),
        metadata={"object": task["object"]},
        chunk_size=task["chunk"],
        upload_checksum=task.get("checksum", False),
        retries=task.get("retries", 0),
        retry_delay=1,
    )
    try:
        uploader.upload(stop_at=task.get("stop_at"))
    except TusCommunicationError as error:
        return {"status": error.status_code, "body": (error.response_content or b"").decode(), "url": uploader.url, "offset": uploader.offset}
    return {"url": uploader.url, "offset": uploader.offset}


json.dump(main(json.load(sys.stdin)), sys.stdout)
