"""A store that speaks S3, in this process, on a port of its own."""

from contextlib import contextmanager
from itertools import count
from urllib.request import Request, urlopen

from moto.server import ThreadedMotoServer

BUCKETS = count(1)


@contextmanager
def server():
    """The settings with which files are kept there."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    try:
        host, port = moto.get_host_and_port()
        yield {
            "FILES_ENDPOINT": f"http://{host}:{port}",
            "FILES_REGION": "us-east-1",
            "FILES_KEY": "key",
            "FILES_SECRET": "secret",
        }
    finally:
        moto.stop()


def bucket(settings):
    """The settings with a new, empty bucket, and a folder in it."""
    name = f"ura-{next(BUCKETS)}"
    made = Request(f"{settings['FILES_ENDPOINT']}/{name}", method="PUT")
    made.add_header("Authorization", "AWS4-HMAC-SHA256 Credential=key/20220324/us-east-1/s3/aws4")
    with urlopen(made):
        return settings | {"FILES": f"s3://{name}/school"}
