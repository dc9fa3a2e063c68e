import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { clientTypes } from "./types.ts";

export const cognitoClientConfigureCodeFlow: Policy = {
  name: "aws-cognito-client-configure-code-flow",
  description: "A user pool's client exchanges a code and its secret for revocable tokens, and does not disclose which accounts exist.",
  severity: "medium",
  controls: ["COG-05"],
  remediation:
    'Set allowedOauthFlows: ["code"], generateSecret, enableTokenRevocation, and preventUserExistenceErrors: "ENABLED"; remove flows with plain passwords.',
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
  types: clientTypes,
  check: (client) => {
    const others = client.list("allowedOauthFlows").filter((flow) => flow !== "code");
    const plain = client.list("explicitAuthFlows").filter((flow) => /USER_PASSWORD_AUTH|ADMIN_NO_SRP/.test(String(flow)));
    const hidden = client.get("preventUserExistenceErrors");
    return [
      ...others.map((flow) => `allowedOauthFlows has ${show(flow)}; set code only`),
      ...plain.map((flow) => `explicitAuthFlows has ${show(flow)}, which sends passwords in plain text; remove it`),
      ...(client.isTrue("generateSecret") || client.has("clientSecret") ? [] : ["generateSecret is off; set true"]),
      ...(client.get("enableTokenRevocation") === false ? ["enableTokenRevocation is false; set true"] : []),
      ...(hidden === "ENABLED" ? [] : [`preventUserExistenceErrors is ${show(hidden)}; set ENABLED`]),
    ];
  },
};
