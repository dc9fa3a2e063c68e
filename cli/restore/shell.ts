/**
 * Functions of a shell that run the store's documents and wait for as long as the work takes: the same that docs/operations/README.md
 * has. `stack` is a name, or the shell's variable.
 */
export const shellHelpers = (
  stack: string,
): string => `parameters() {                                         # NAME=VALUE … as Systems Manager takes them
  jq --null-input '[$ARGS.positional[] | capture("^(?<key>[A-Za-z]+)=(?<value>.*)$") | {key, value: [.value]}] | from_entries' --args "$@"
}
follow() {                                             # follow COMMAND …: until it says that there is an end; fails unless it was a good one
  local status=Pending lost=0
  while [[ $status =~ ^(Pending|InProgress|Delayed|Waiting|Cancelling)$ ]]; do
    sleep 5
    status=$("$@" --output text 2> /dev/null) || { status=Pending; ((++lost < 12)) || { "$@"; return 1; }; }
    echo "$(date +%T) $status" >&2
  done
  [ "$status" = Success ]
}
send() {                                               # send INSTANCE DOCUMENT PARAMETERS
  local id ended=0
  id=$(aws ssm send-command --instance-ids "$1" --document-name "$2" --parameters "$3" --query Command.CommandId --output text \\
    --cloud-watch-output-config "CloudWatchOutputEnabled=true,CloudWatchLogGroupName=/${stack}/web") || return
  follow aws ssm get-command-invocation --command-id "$id" --instance-id "$1" --query Status || ended=1
  aws ssm get-command-invocation --command-id "$id" --instance-id "$1" --query '[StandardOutputContent, StandardErrorContent]' --output text
  return "$ended"
}
byDocument() {                                         # byDocument INSTANCE NAME [PARAMETER=VALUE …]: what the store has a document for
  local instance=$1 name=$2
  shift 2
  send "$instance" "${stack}-node-$name" "$(parameters "$@")"
}
automation() {                                         # automation NAME [PARAMETER=VALUE …]: what takes several steps
  local id ended=0 name=$1
  shift
  id=$(aws ssm start-automation-execution --document-name "${stack}-$name" --parameters "$(parameters "$@")" --query AutomationExecutionId --output text) || return
  follow aws ssm get-automation-execution --automation-execution-id "$id" --query AutomationExecution.AutomationExecutionStatus || ended=1
  aws ssm get-automation-execution --automation-execution-id "$id" --query 'AutomationExecution.[FailureMessage, Outputs]' |
    jq --raw-output '.[] // empty | if type == "object" then .[][] else . end'
  return "$ended"
}`;

/** The functions, where one of these commands calls one. */
export const helpersFor = (commands: readonly string[], stack: string): string[] =>
  commands.some((command) => /(^|[;\s])(byDocument|automation) /m.test(command)) ? [shellHelpers(stack)] : [];
