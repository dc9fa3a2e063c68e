import { UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { documentsOf, some } from "./documents.ts";
import { byProvider } from "./oidc.ts";
import { roleType } from "./trust.ts";

export const iamRoleDisallowForeignThings: Policy = {
  name: "aws-iam-role-disallow-foreign-things",
  description: "Write permissions of pipeline jobs are limited by names or tags, so that no job changes another store's resources.",
  severity: "high",
  controls: ["IAM-12"],
  remediation: "Name resources by prefix, or add a condition on aws:ResourceTag/stack, or on aws:RequestTag/stack for new resources.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html",
  types: [roleType],
  check: (role, stack) => {
    const jobs = byProvider(role);
    if (!jobs || jobs.length === 0) return undefined;
    const statements = documentsOf(role, stack).flatMap((policy) => statementsOf(policy, "policy") ?? []);
    return statements.flatMap((one) => {
      const actions = one.effect === "Allow" && !isNarrowed(one) && one.resources.some(isAnyones) ? one.actions.filter(isWrite) : [];
      return actions.length > 0
        ? [`allows ${some(actions)} on all resources of the account, other stores' included; limit it by names or tags`]
        : [];
    });
  },
};

/** Whether an ARN matches all resources, or all of a kind: `arn:aws:rds:*:123456789012:*`, `…:db:*`, `…:vpc/*`. ARNs without an account have no tags or are AWS's. */
const isAnyones = (arn: string): boolean => anyones.test(arn);
const anyones = new RegExp(`^arn:[^:]*:[\\w-]+:[^:]*:(\\d{12}|\\*|${UNKNOWN}[^:]*):(\\*|[\\w-]+[:/]\\*)$`);
const isWrite = (action: string): boolean => !/^[\w-]+:(Describe|Get|List|BatchGet|View)/.test(action);

/** Whether a condition requires tags, of the resource or of the request, or names a function. */
const isNarrowed = ({ condition }: PolicyStatement): boolean =>
  Object.values(condition).some(
    (keys) =>
      isRecord(keys) && Object.keys(keys).some((key) => /:(resource|request)tag\/|:resourcealiases$|^lambda:functionarn$/i.test(key)),
  );
