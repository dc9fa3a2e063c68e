#!/bin/bash
# Whether X-Cart's connection to the database is encrypted: as X-Cart itself makes it, since its own may differ from ours.
set -Eeuo pipefail
cd /srv/xcart/current
answer=$(php bin/console dbal:run-sql --no-ansi --no-interaction "SHOW SESSION STATUS LIKE 'Ssl_cipher'")
cipher=$(grep --only-matching --extended-regexp '\b(TLS_[A-Z0-9_]+|(EC)?DHE-[A-Z0-9-]+)\b' <<< "$answer" || true)
if [ -z "$cipher" ]; then
  echo "X-Cart's connection to the database is not encrypted: see config/local/xcart-hosting.yaml" >&2
  exit 1
fi
echo "X-Cart's connection to the database is encrypted: $cipher"
