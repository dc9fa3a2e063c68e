# What a node says of itself: to its journal, to the store's log, to auto scaling. Sourced; needs STACK, REGION and LOG.
export AWS_DEFAULT_REGION=$REGION LC_ALL=C
INSTANCE=""
STEP=start

# metadata PATH: a value of the instance's metadata, by token.
metadata() {
  local from=http://169.254.169.254/latest token
  token=$(curl --silent --fail --max-time 5 --request PUT --header "X-aws-ec2-metadata-token-ttl-seconds: 60" "$from/api/token")
  curl --silent --fail --max-time 5 --header "X-aws-ec2-metadata-token: $token" "$from/meta-data/$1"
}

# json TEXT: the text as a string of JSON, on one line.
json() {
  local text
  text=$(printf '%s' "$1" | tr --complement '[:print:]' ' ')
  text=${text//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# event NAME OUTCOME [KEY=VALUE...]: a line of JSON. It goes to the store's log by itself: the agent may not run yet, or not any more.
event() {
  local name=$1 pair line
  line="{\"event\":$(json "$1"),\"outcome\":$(json "$2"),\"stack\":$(json "$STACK"),\"instance\":$(json "$INSTANCE")"
  shift 2
  for pair in "$@"; do line+=",$(json "${pair%%=*}"):$(json "${pair#*=}")"; done
  line+="}"
  logger --tag xcart -- "$line"
  deliver "$name" "$line" || logger --tag xcart -- "could not write to /$STACK/web"
}

deliver() {
  local stream=$INSTANCE/$1 entry
  entry="[{\"timestamp\":$(date +%s%3N),\"message\":$(json "$2")}]"
  # It is there already at the second event.
  aws logs create-log-stream --log-group-name "/$STACK/web" --log-stream-name "$stream" 2> /dev/null || true
  aws logs put-log-events --log-group-name "/$STACK/web" --log-stream-name "$stream" --log-events "$entry" > /dev/null
}

# lifecycle HOOK RESULT: completes Auto Scaling's lifecycle action. A node without one (started by hand, rebooted) continues.
lifecycle() {
  local group
  group=$(aws ec2 describe-tags --filters "Name=resource-id,Values=$INSTANCE" Name=key,Values=aws:autoscaling:groupName \
    --query 'Tags[0].Value' --output text) || group=None
  aws autoscaling complete-lifecycle-action --lifecycle-hook-name "$1" --auto-scaling-group-name "$group" \
    --instance-id "$INSTANCE" --lifecycle-action-result "$2" || logger --tag xcart -- "auto scaling did not wait for $1"
}

# step NAME: runs the function of that name, and keeps how long it took.
TIMES=""
step() {
  local began=$SECONDS
  STEP=$1
  echo "== $STEP"
  "$STEP"
  TIMES+="$STEP $((SECONDS - began)), "
}

# failed CODE COMMAND: says why, gives the node back, ends. 99 tells a caller that all is said.
failed() {
  # A failing subshell fails its parent too, which then says so.
  [ "$BASH_SUBSHELL" -eq 0 ] || exit "$1"
  trap - ERR
  local reason
  reason=$(tail --lines=1 "$LOG" 2> /dev/null | cut --characters=1-500) || true
  event boot failed "step=$STEP" "seconds=$SECONDS" "exit=$1" "command=${2:0:300}" "reason=$reason"
  lifecycle launching ABANDON
  exit 99
}

begin() {
  install --directory --mode=0755 "$(dirname "$LOG")"
  exec >> "$LOG" 2>&1
  trap 'failed "$?" "$BASH_COMMAND"' ERR
  INSTANCE=$(metadata instance-id)
}
