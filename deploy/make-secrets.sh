#!/bin/sh
# Makes what docker-compose.yml wants and has no default for: passwords, the key file, a certificate for the mail
# catcher. Run once, before the first start. Changes nothing where it ran before.
set -eu
cd "$(dirname "$0")/.."

if [ -e secrets ]; then
  echo 'secrets/ is there already: nothing changed. Without its keys.json every opt-out is forgotten.' >&2
  exit 1
fi
command -v openssl >/dev/null || { echo 'openssl is needed and not installed' >&2; exit 1; }

umask 077
draft=$(mktemp -d ./secrets.XXXXXX)
trap 'rm -rf "$draft"' EXIT

# Hexadecimal: such a password may stand in a URL as it is.
password() { openssl rand -hex 24; }
key() { printf '{ "version": 1, "secret": "%s" }' "$(openssl rand -base64 32)"; }

password > "$draft/mongodb-root-password"
password > "$draft/mongodb-password"
password > "$draft/redis-password"
openssl rand -base64 756 > "$draft/mongodb-keyfile"

hosts='mongodb:27017'
printf 'mongodb://fairknock:%s@%s/fairknock?replicaSet=rs0\n' "$(cat "$draft/mongodb-password")" "$hosts" > "$draft/mongodb-uri"
printf 'redis://:%s@redis:6379/0\n' "$(cat "$draft/redis-password")" > "$draft/redis-url"

note='Never lose or share this file: without the address keys every opt-out is forgotten.'
printf '{\n  "note": "%s",\n  "addressKeys": [%s],\n  "tokenKeys": [%s]\n}\n' "$note" "$(key)" "$(key)" > "$draft/keys.json"

openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mail -addext subjectAltName=DNS:mail \
  -keyout "$draft/mail-key.pem" -out "$draft/mail-certificate.pem" 2>/dev/null

# Every container runs as another user, so the files are open and their folder is closed. The key file stays private:
# the service refuses one that others can read.
chmod 0444 "$draft"/*
chmod 0600 "$draft/keys.json"
user=$(id -u):$(id -g)
if [ "$(id -u)" = 0 ]; then
  user=1000:1000
  chown "$user" "$draft/keys.json"
fi

grep -qs '^CONTAINER_USER=' .env || printf 'CONTAINER_USER=%s\n' "$user" >> .env
mv "$draft" secrets
echo 'Made secrets/ and .env. Now back up secrets/keys.json, apart from the database.'
