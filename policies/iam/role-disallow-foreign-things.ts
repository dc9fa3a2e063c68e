import { UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { documentsOf, some } from "./documents.ts";
import { byProvider } from "./oidc.ts";
import { roleType } from "./trust.ts";

export const iamRoleDisallowForeignThings: Policy = {
  name: "aws-iam-role-disallow-foreign-things",
  description: "What a job of the pipeline changes, it tells from other stores' by names or tags: no write reaches all of an account's.",
  severity: "high",
  controls: ["IAM-12"],
  remediation: "Name resources by the beginning of their names, or ask for aws:ResourceTag/stack, or aws:RequestTag/stack of what is made.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html",
  types: [roleType],
  check: (role, stack) => {
    const jobs = byProvider(role);
    if (!jobs || jobs.length === 0) return undefined;
    const statements = documentsOf(role, stack).flatMap((policy) => statementsOf(policy, "policy") ?? []);
    return statements.flatMap((one) => {
      const actions = one.effect === "Allow" && !isNarrowed(one) && one.resources.some(isAnybodys) ? one.actions.filter(isWrite) : [];
      return actions.length > 0 ? [`may ${some(actions)} on every one of the account's, whoever's it is; ask for names or tags`] : [];
    });
  },
};

/** `arn:aws:rds:*:123456789012:*`, `…:db:*`, `…:vpc/*`: any of a kind, or all. Those without an account have no tags or are AWS's. */
const isAnybodys = (arn: string): boolean => anybodys.test(arn);
const anybodys = new RegExp(`^arn:[^:]*:[\\w-]+:[^:]*:(\\d{12}|\\*|${UNKNOWN}[^:]*):(\\*|[\\w-]+[:/]\\*)$`);
const isWrite = (action: string): boolean => !/^[\w-]+:(Describe|Get|List|BatchGet|View)/.test(action);

/** Whether a condition asks for tags, of the resource or of the request, or whose function it is. */
const isNarrowed = ({ condition }: PolicyStatement): boolean =>
  Object.values(condition).some(
    (keys) =>
      isRecord(keys) && Object.keys(keys).some((key) => /:(resource|request)tag\/|:resourcealiases$|^lambda:functionarn$/i.test(key)),
  );
