#!/bin/sh
# tinyproxy 1.11.1 (Debian 12) with BasicAuth: to a CONNECT without a password it answers 407, as a proxy has to, but to
# one with a wrong password 401, which is what an origin says. A client that looks for 407 alone takes the refusal for
# the service's.
set -eu
version=1.11.1-2.1+deb12u1
work=$(mktemp -d)
trap 'kill "$proxy" 2>/dev/null || true; rm -rf "$work"' EXIT
proxy=
cd "$work"
apt-get download -qq "tinyproxy-bin=$version" 2>/dev/null || { echo "not to be had here: tinyproxy-bin $version"; exit 2; }
dpkg -x tinyproxy-bin_*.deb .
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'Port %s\nListen 127.0.0.1\nBasicAuth user right\n' "$port" > tinyproxy.conf
usr/bin/tinyproxy -d -c tinyproxy.conf > log 2>&1 &
proxy=$!

answer() { # options of curl
  curl -q -s -o /dev/null -w '%{http_connect}' --noproxy '' --retry 20 --retry-connrefused --retry-delay 1 \
    --proxy "http://$1127.0.0.1:$port" https://127.0.0.1:1/ || true
}
without=$(answer '')
wrong=$(answer 'user:wrong@')
echo "tinyproxy $version"
echo "without a password: $without"
echo "with a wrong one:   $wrong"
[ "$without" = 407 ] && [ "$wrong" = 401 ]
