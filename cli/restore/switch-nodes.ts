import type { RestoreRequest } from "./request.ts";
import type { Step } from "./step.ts";

/** Finds a node to work on. */
export const aNode = `NODE=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$WEB_GROUP" --query "AutoScalingGroups[0].Instances[?LifecycleState=='InService'].InstanceId | [0]" --output text)`;

/** Priority of the rule that answers while there are no nodes; the store's own begin at 10. */
const priority = 1;

/** Stops all writes, staff's too. Without nodes the load balancer has to answer in place of their page of a closed store. */
export function stopNodes({ target }: RestoreRequest): Step {
  const MessageBody = `${target.store} is closed for maintenance. Please come back in an hour.`;
  const action = { Type: "fixed-response", FixedResponseConfig: { StatusCode: "503", ContentType: "text/plain", MessageBody } };
  return {
    title: "Stop the nodes: staff write too, and the new ones begin with what was restored",
    notes: [
      "Alarms fire for the missing nodes until there are new ones: tell the contacts.",
      "No `pulumi up` and no `pulumi refresh` from here on until the state has been taken over: it would rename the database back.",
    ],
    commands: [
      `aws elbv2 create-rule --listener-arn "$LISTENER" --priority ${priority} --conditions 'Field=path-pattern,Values=*' \\\n  --actions '${JSON.stringify([action])}'`,
      sizeOf(0, 0),
      `until [ "$(${countNodes("")})" = 0 ]; do sleep 10; done`,
    ],
  };
}

/** Starts as many nodes as the settings say, closed as the store is, and restores the load balancer's health check. */
export function startNodes({ target }: RestoreRequest): Step {
  const { minimum, maximum } = target.web;
  const serving = "[?LifecycleState=='InService' && HealthStatus=='Healthy']";
  return {
    title: "Start new nodes",
    notes: ["They start closed. From the last command on shoppers get the nodes' page again."],
    commands: [
      sizeOf(minimum, maximum),
      `until [ "$(${countNodes(serving)})" -ge ${minimum} ]; do sleep 10; done`,
      `aws elbv2 delete-rule --rule-arn "$(aws elbv2 describe-rules --listener-arn "$LISTENER" --query "Rules[?Priority=='${priority}'].RuleArn | [0]" --output text)"`,
    ],
  };
}

/** Once more new nodes, after something that they mount has been moved. */
export function replaceNodes(): Step {
  const latest = `aws autoscaling describe-instance-refreshes --auto-scaling-group-name "$WEB_GROUP" --max-records 1 --query "InstanceRefreshes[0].Status" --output text`;
  return {
    title: "Replace the nodes, so that they mount what has been moved",
    commands: [
      `aws autoscaling start-instance-refresh --auto-scaling-group-name "$WEB_GROUP" --preferences '{"SkipMatching":false}'`,
      `while ${latest} | grep -Eq 'Pending|InProgress'; do sleep 30; done; ${latest}`,
    ],
  };
}

/** Caches must not know what the database does not. */
export function emptyCaches(): Step {
  return {
    title: "Empty cache and sessions",
    notes: ["They hold carts, stock and customers of a later time. Shoppers sign in again."],
    commands: [aNode, 'byDocument "$NODE" caches Do=empty Part=both'],
  };
}

const sizeOf = (minimum: number, maximum: number) =>
  `aws autoscaling update-auto-scaling-group --auto-scaling-group-name "$WEB_GROUP" --min-size ${minimum} --max-size ${maximum} --desired-capacity ${minimum}`;
const countNodes = (states: string) =>
  `aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$WEB_GROUP" --query "length(AutoScalingGroups[0].Instances${states})"`;
