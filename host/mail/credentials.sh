#!/bin/bash
# Gets what mail is sent with, for xcart-mail alone: keys of the role that may send and nothing else, good for an hour; or the password
# of another provider. It may run at any time: a timer does, and what is there stays where AWS does not answer.
set -Eeuo pipefail
umask 077
REGION=$(jq --exit-status --raw-output .region /etc/xcart/node.json)
FOLDER=/run/xcart-mail
install --directory --mode=0700 "$FOLDER"

role() {
  aws sts assume-role --region "$REGION" --role-arn "$1" --role-session-name node --duration-seconds 3600 --query Credentials --output json |
    jq --exit-status --raw-output '"[default]\naws_access_key_id=\(.AccessKeyId)\naws_secret_access_key=\(.SecretAccessKey)\naws_session_token=\(.SessionToken)"'
}

password() { aws secretsmanager get-secret-value --region "$REGION" --secret-id "$1" --query SecretString --output text; }

if secret=$(jq --exit-status --raw-output .mailSecretArn /etc/xcart/values.json); then
  password "$secret" > "$FOLDER/.part"
else
  role "$(jq --exit-status --raw-output .mailRoleArn /etc/xcart/values.json)" > "$FOLDER/.part"
fi
mv "$FOLDER/.part" "$FOLDER/credentials"
