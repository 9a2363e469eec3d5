#!/usr/bin/env bash
# tinyproxy 1.11.1 (Debian 12) between a client and a server that both speak HTTP/1.1 and ask to keep the connection:
# its answer says HTTP/1.1, has a Content-Length and no "Connection: close", which means that the connection stays open
# (RFC 9112, section 9.3), and then tinyproxy closes it at once. A client that pools connections puts it back and takes
# it for the next request, which meets the close somewhere between its first byte and its answer. What is safe to repeat
# can be sent again; a POST whose connection breaks that way can't be told from one that was taken.
# What helps: look at a pooled connection, or take a fresh one, before anything that must not be sent twice.
set -euo pipefail
version=1.11.1-2.1+deb12u1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "tinyproxy-bin=$version" 2>/dev/null || { echo "not to be had here: tinyproxy-bin $version"; exit 2; }
dpkg -x tinyproxy-bin_*.deb .

cat > probe.py <<'PYTHON'
import http.server, socket, subprocess, sys, threading, time

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *ignored):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
origin = "127.0.0.1:%d" % server.server_address[1]
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
with open("tinyproxy.conf", "w") as conf:
    conf.write('Port %d\nListen 127.0.0.1\nTimeout 60\nMaxClients 10\nLogFile "log"\nLogLevel Error\nAllow 127.0.0.1\n' % port)
proxy = subprocess.Popen(["usr/bin/tinyproxy", "-d", "-c", "tinyproxy.conf"])
try:
    for attempt in range(100):
        try:
            client = socket.create_connection(("127.0.0.1", port), 10)
            break
        except OSError:
            time.sleep(0.1)
    client.sendall(("GET http://%s/ HTTP/1.1\r\nHost: %s\r\nConnection: keep-alive\r\n\r\n" % (origin, origin)).encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\nok"):
        answer += client.recv(4096)
    client.settimeout(5)
    try:
        closed = client.recv(1) == b""
    except TimeoutError:
        closed = False
finally:
    proxy.kill()
head = answer.decode().split("\r\n\r\n")[0].lower().split("\r\n")
print("status line: " + head[0])
print("says that it closes: " + str(any(h.startswith(("connection:", "proxy-connection:")) and "close" in h for h in head)))
print("closes at once: " + str(closed))
PYTHON
seen=$(python3 probe.py)
echo "tinyproxy $version"
echo "$seen"
expected='status line: http/1.1 200 ok
says that it closes: False
closes at once: True'
[ "$seen" = "$expected" ] || { echo "CHANGED"; exit 1; }
