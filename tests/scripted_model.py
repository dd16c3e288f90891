"""A language model on loopback that says what a test wants, good or bad: a real HTTP server with one reply a path."""

import json
import socket
import struct
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def event(text):
    return b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n\n"


def as_events(text, size=7):
    pieces = [event(text[at : at + size]) for at in range(0, len(text), size)]
    return b"".join([event(""), *pieces, b'data: {"choices": []}\n\n', b"data: [DONE]\n\n"])


class ScriptedModel:
    """`reply(messages)` gives the text of the model's reply; `fault` names what goes wrong instead."""

    def __init__(self):
        self.reply = lambda messages: '{"statements": []}'
        self.fault = None
        self.asked = []
        self.headers = []
        self.url = ""

    def answer(self, handler):
        body = json.loads(handler.rfile.read(int(handler.headers["content-length"])))
        self.asked.append(body)
        self.headers.append(dict(handler.headers))
        getattr(self, f"_{self.fault or 'stream'}")(handler, body)

    def _send(self, handler, content, kind="text/event-stream", status=200, length=None):
        handler.send_response(status)
        handler.send_header("content-type", kind)
        handler.send_header("content-length", str(length or len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _stream(self, handler, body):
        self._send(handler, as_events(self.reply(body["messages"])))

    def _whole(self, handler, body):
        message = {"choices": [{"message": {"content": self.reply(body["messages"])}}]}
        self._send(handler, json.dumps(message).encode(), "application/json; charset=utf-8")

    def _html(self, handler, body):
        self._send(handler, b"<html>logga in</html>", "text/html")

    def _too_many(self, handler, body):
        self._send(handler, b"{}", "application/json", 429)

    def _server_error(self, handler, body):
        self._send(handler, b"{}", "application/json", 500)

    def _redirect(self, handler, body):
        handler.send_response(302)
        handler.send_header("location", f"{self.url}/elsewhere")
        handler.send_header("content-length", "0")
        handler.end_headers()

    def _broken_events(self, handler, body):
        self._send(handler, b"data: {oj\n\n")

    def _other_json(self, handler, body):
        self._send(handler, b'{"error": "model not loaded"}', "application/json")

    def _cut(self, handler, body):
        self._send(handler, event('{"statements": [{"text": "Vi'), length=100_000)

    def _endless(self, handler, body):
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(event("a" * 4000))

    def _reset(self, handler, body):
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    def _hang(self, handler, body):
        time.sleep(2)

    def _trickle(self, handler, body):
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b": still here\n\n")
            time.sleep(0.05)


@contextmanager
def serve_model():
    model = ScriptedModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            try:
                model.answer(self)
            except OSError:  # the client hung up, as it should
                self.close_connection = True

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
