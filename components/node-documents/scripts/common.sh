# What the documents for nodes share. They run as root, by Systems Manager's agent.
export AWS_DEFAULT_REGION
AWS_DEFAULT_REGION=$(jq --exit-status --raw-output .region /etc/xcart/node.json)

refuse() {
  echo "$*" >&2
  exit 1
}

value() { jq --exit-status --raw-output ".$1" /etc/xcart/values.json; }

# What a secret says, for a pipe: arguments and environments of processes can be read by others.
secret() { aws secretsmanager get-secret-value --secret-id "$(value "$1SecretArn")" --query SecretString --output text; }

# Runs X-Cart's console as on a node: as PHP's user, with the environment that the pool has.
console() {
  [ -f /srv/xcart/current/bin/console ] || refuse "/srv/xcart/current: got no bin/console, expected a release; this node shows that the store is being set up"
  (
    cd /srv/xcart/current
    umask 0027
    set -o allexport
    . /etc/xcart/environment
    exec runuser --user xcart -- php bin/console --no-interaction "$@"
  )
}
