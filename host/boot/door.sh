#!/bin/bash
# xcart-door [--release NAME] [--wait]: lets shoppers in or not, as the stack's parameter says; at boot, each minute, and when a document says
# so. With --release, only on a node that runs that release. With --wait, until nothing of X-Cart is in the database any more.
# xcart-door --try: changes nothing, and says whether this node could open.
set -Eeuo pipefail
MARKS=/run/xcart
JOBS=(xcart-cron.service xcart-worker.service)
setting() { jq --raw-output "$1 // empty" /etc/xcart/node.json; }

EXPECTED='' WAIT='' TRY=''
while [ $# -gt 0 ]; do
  case $1 in
    --release) EXPECTED=$2; shift 2 ;;
    --wait) WAIT=yes; shift ;;
    --try) TRY=yes; shift ;;
    *) echo "$1: got this, expected --release NAME, --wait or --try" >&2; exit 2 ;;
  esac
done
STACK=$(setting .stack)
RELEASE=$(setting .release.name)
if [ -n "$EXPECTED" ] && [ "$RELEASE" != "$EXPECTED" ]; then
  echo "this node runs ${RELEASE:-no release}, expected one that runs $EXPECTED" >&2
  exit 1
fi
STATE=$(aws ssm get-parameter --region "$(setting .region)" --name "/$STACK/door" --with-decryption --query Parameter.Value --output text)

# X-Cart itself, past nginx's page of a closed store, which the node does not get.
try() {
  local domain page
  case $STATE in
    open | closed | "upgrading $RELEASE") ;;
    *) echo "this node runs ${RELEASE:-no release}, and the database is that of ${STATE#upgrading }: wait until new nodes have replaced it" >&2; return 1 ;;
  esac
  [ -n "$RELEASE" ] || return 0
  domain=$(setting .domain)
  page=$(curl --silent --show-error --fail --cacert /etc/xcart/tls/node.crt --resolve "$domain:443:127.0.0.1" --max-time 120 "https://$domain/")
  grep --quiet --ignore-case '</html>' <<< "$page" || { echo "https://$domain/ ends before the page does on this node" >&2; return 1; }
}
if [ -n "$TRY" ]; then
  try
  exit
fi

# Who is in nginx's way: the marks are all that it looks at.
marked() {
  local mark gone=''
  install --directory --mode=0755 "$MARKS"
  # /run is nothing that nginx may look into, in SELinux's eyes.
  chcon --type=httpd_sys_content_t "$MARKS"
  for mark in closed closed-to-staff; do
    if [[ " $* " = *" $mark "* ]]; then
      : > "$MARKS/$mark"
    elif [ -e "$MARKS/$mark" ]; then
      rm "$MARKS/$mark"
      gone=yes
    fi
  done
  # For half a minute it takes a file that it has seen to be there still.
  if [ -n "$gone" ] && systemctl is-active --quiet nginx; then systemctl reload nginx; fi
}

close() {
  marked "$@"
  systemctl stop "${JOBS[@]}"
  # What counts errors and failed pages leaves them out meanwhile.
  aws cloudwatch put-metric-data --region "$(setting .region)" --namespace "xcart-nodes/$STACK" --metric-name StoreClosed --dimensions "stack=$STACK" --value 1
}

open() {
  local was=''
  [ ! -e "$MARKS/closed" ] || was=closed
  marked
  # At boot they start with the rest.
  if [ -n "$was" ] && systemctl is-active --quiet xcart.target; then systemctl start --no-block "${JOBS[@]}"; fi
}

case $STATE in
  open) open ;;
  closed | "upgrading $RELEASE") close closed ;;
  # The database is another release's, or is about to be.
  "upgrading "*) close closed closed-to-staff ;;
  *) echo "/$STACK/door: got \"$STATE\", expected open, closed or upgrading RELEASE" >&2; exit 1 ;;
esac

if [ -n "$WAIT" ]; then
  # Staff's longest requests take five minutes.
  for _ in $(seq 320); do
    [ -n "$(ss --no-header --tcp --numeric state established '( dport = :3306 )')" ] || exit 0
    sleep 1
  done
  echo "requests of X-Cart are still in the database after five minutes" >&2
  exit 1
fi
