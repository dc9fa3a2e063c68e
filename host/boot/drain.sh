#!/bin/bash
# Waits until auto scaling wants the node to go, and lets it go well: no new work, the old one done, the logs away.
set -Eeuo pipefail
STACK=$(jq --raw-output .stack /etc/xcart/node.json)
REGION=$(jq --raw-output .region /etc/xcart/node.json)
LOG=/var/log/xcart/drain.log
# shellcheck source=host/boot/report.sh
. /usr/local/lib/xcart/report.sh

connections() { ss --no-header --tcp state established '( sport = :443 )' | wc --lines; }

until INSTANCE=$(metadata instance-id); do sleep 5; done
until [ "$(metadata autoscaling/target-lifecycle-state || true)" = Terminated ]; do sleep 5; done

event drain started
systemctl stop xcart.target || true
# The load balancer has taken the node out of its list, and gives what runs 60 seconds.
for _ in $(seq 35); do
  [ "$(connections)" -gt 0 ] || break
  sleep 2
done
systemctl stop nginx || true
# What is not sent by now, another node sends.
systemctl start xcart-mail-last || true
# The agent sends every five seconds.
sleep 10
event drain finished "seconds=$SECONDS"
lifecycle terminating CONTINUE
