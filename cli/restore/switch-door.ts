import type { RestoreRequest } from "./request.ts";
import type { Step } from "./step.ts";
import { aNode } from "./switch-nodes.ts";

/** Turns shoppers away on all nodes, and on those that start later: no database is needed for it. */
export function close(): Step {
  return {
    title: "Close the store",
    notes: [
      "At once if it does harm as it is, or takes orders that will be lost: each order until then has to be entered again.",
      "Shoppers get a page that says so; staff get in still: tell them that what they change now is lost. Cron and workers stop.",
      "It fails where a node does not answer, and has closed the others by then: go on, since the nodes are stopped anyway. `RefuseWhileUpgrading` means that a promotion or a rollback has closed the store already: go on too.",
      "Payment providers get the 503 too and send their callbacks again later, which is right: now they would land in the wrong database.",
    ],
    commands: ["automation close-store State=closed"],
  };
}

/** Local port at which the operator's own computer has a node's nginx. */
const port = 8443;

/** Verifies the store as a shopper, past the page of a closed store, which nginx does not show to requests by the node itself. */
export function lookAround({ target: { domain, stack } }: RestoreRequest): Step {
  return {
    title: "Check the store before shoppers return",
    notes: [
      "In the administration, where staff get in while the store is closed: the newest order and its customer, a product's image.",
      `As a shopper, through a node, with the certificate that the node made itself: \`chromium --user-data-dir="$(mktemp -d)" --ignore-certificate-errors --host-resolver-rules="MAP ${domain} 127.0.0.1:${port}" https://${domain}/\`, up to a test order. A payment provider's callback waits until the store is open.`,
      "Only alarms of the replaced nodes may fire. The last command closes the tunnel.",
    ],
    commands: [
      `${aNode}; aws ssm start-session --target "$NODE" --document-name AWS-StartPortForwardingSessionToRemoteHost \\\n  --parameters "host=127.0.0.1,portNumber=443,localPortNumber=${port}" & sleep 10`,
      `curl -k -sS -o /dev/null -w '%{http_code}\\n' --connect-to ${domain}:443:127.0.0.1:${port} https://${domain}/`,
      `aws cloudwatch describe-alarms --alarm-name-prefix ${stack}- --state-value ALARM --query "MetricAlarms[].AlarmName"`,
      "kill %%",
    ],
  };
}

/** Opens the store, only where X-Cart answers on each node. */
export function open({ target: { domain } }: RestoreRequest): Step {
  return {
    title: "Open the store",
    notes: ["It tests each node first, and leaves the store closed if X-Cart does not answer on one (`TryNodes`)."],
    commands: ["automation close-store State=open", `curl -sS -o /dev/null -w '%{http_code}\\n' https://${domain}/`],
  };
}
