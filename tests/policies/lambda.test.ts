import { lambdaFunctionConfigureRuntime } from "../../policies/lambda/function-configure-runtime.ts";
import { lambdaFunctionEnforceLoginLock } from "../../policies/lambda/function-enforce-login-lock.ts";
import { lambdaFunctionMissingLogGroup } from "../../policies/lambda/function-missing-log-group.ts";
import { lambdaPermissionDisallowPublic } from "../../policies/lambda/permission-disallow-public.ts";
import { cases } from "./policy-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const lambda = (properties: Record<string, unknown>) => resource("aws:lambda/function:Function", "f", { name: "f", ...properties });
const permission = (properties: Record<string, unknown>) => resource("aws:lambda/permission:Permission", "p", properties);
const address = (authorizationType: string) => resource("aws:lambda/functionUrl:FunctionUrl", "u", { authorizationType });
const groupType = "aws:cloudwatch/logGroup:LogGroup";
const group = (name: string) => resource(groupType, "g", { name });

cases(
  lambdaFunctionConfigureRuntime,
  ["passes a new one", "compliant", lambda({ runtime: "nodejs24.x" })],
  [
    "refuses an old one",
    [
      "runtime is nodejs18.x; set one that is patched: dotnet10, java21, java25, nodejs22.x, nodejs24.x, provided.al2023, python3.12, python3.13, python3.14, ruby3.4",
    ],
    lambda({ runtime: "nodejs18.x" }),
  ],
  ["has no opinion on images", "notApplicable", lambda({ packageType: "Image" })],
);

cases(
  lambdaPermissionDisallowPublic,
  ["passes a role", "compliant", permission({ principal: "arn:aws:iam::123456789012:role/caller" })],
  ["passes a service on one's behalf", "compliant", permission({ principal: "s3.amazonaws.com", sourceAccount: "123456789012" })],
  ["passes a service for what is known after apply", "compliant", permission({ principal: "sns.amazonaws.com", sourceArn: unknown })],
  ["refuses anyone", ["principal is *, on behalf of any account; add sourceArn or sourceAccount"], permission({ principal: "*" })],
  [
    "refuses a service on anyone's behalf",
    ["principal is s3.amazonaws.com, on behalf of any account; add sourceArn or sourceAccount"],
    permission({ principal: "s3.amazonaws.com" }),
  ],
  ["passes a signed address", "compliant", address("AWS_IAM")],
  ["refuses an address without a signature", ["authorizationType is NONE; set AWS_IAM"], address("NONE")],
);

cases(
  lambdaFunctionMissingLogGroup,
  ["passes the group of its name", "compliant", lambda({}), group("/aws/lambda/f")],
  ["passes the group that it names", "compliant", lambda({ loggingConfig: { logGroup: "/own/f" } }), group("/own/f")],
  [
    "passes a group that it refers to",
    "compliant",
    resource(
      "aws:lambda/function:Function",
      "f",
      { loggingConfig: { logGroup: unknown } },
      { propertyDependencies: { loggingConfig: [urnOf(groupType, "g")] } },
    ),
    resource(groupType, "g", {}),
  ],
  [
    "refuses the one that Lambda makes",
    ["its log group /aws/lambda/f is not in the stack; add it"],
    lambda({}),
    group("/aws/lambda/other"),
  ],
  [
    "refuses one that no one makes",
    ["its log group /own/f is not in the stack; add it"],
    lambda({ loggingConfig: { logGroup: "/own/f" } }),
    group("/aws/lambda/f"),
  ],
  ["cannot tell where the name is known after apply", "unknown", lambda({ loggingConfig: { logGroup: unknown } })],
);

const guard = (thresholds: unknown) => lambda({ environment: { variables: { GUARD_THRESHOLDS: JSON.stringify(thresholds) } } });

cases(
  lambdaFunctionEnforceLoginLock,
  ["passes ten tries and half an hour", "compliant", guard({ staff: { attempts: 10, windowSeconds: 1800, blockSeconds: 1800 } })],
  [
    "refuses eleven tries",
    ["staff.attempts is 11; set 10 or less"],
    guard({ staff: { attempts: 11, windowSeconds: 1800, blockSeconds: 1800 } }),
  ],
  ["refuses none", ["staff.attempts is 0; set 10 or less"], guard({ staff: { attempts: 0, windowSeconds: 1800, blockSeconds: 1800 } })],
  [
    "refuses short times",
    ["staff.windowSeconds is 60; set 1800 or more", "staff.blockSeconds is 1799; set 1800 or more"],
    guard({ staff: { attempts: 6, windowSeconds: 60, blockSeconds: 1799 } }),
  ],
  [
    "refuses what says nothing of staff",
    [
      "staff.attempts is unset; set 10 or less",
      "staff.windowSeconds is unset; set 1800 or more",
      "staff.blockSeconds is unset; set 1800 or more",
    ],
    guard({}),
  ],
  ["has no opinion on other functions", "notApplicable", lambda({ environment: { variables: { OTHER: "1" } } })],
);
