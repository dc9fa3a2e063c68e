import { s3BucketDisallowOverwriting } from "../../../policies/s3/bucket-disallow-overwriting.ts";
import { s3BucketEnableMalwareScan } from "../../../policies/s3/bucket-enable-malware-scan.ts";
import { broken } from "../broken.ts";
import { document, inStack, testCases } from "../data-cases.ts";
import { change, drop, rework } from "../mutate.ts";
import { resource, unknown } from "../support.ts";

const planType = "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan";
const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const name = "shop-prod-releases-123456789012";
const folders = ["releases", "distributions"].map((folder) => `arn:aws:s3:::${name}/${folder}/*`);
const bucket = resource("aws:s3/bucket:Bucket", "releases", { bucket: name });
const policy = (...statements: readonly object[]) => resource(policyType, "releases", { bucket: name, policy: document(...statements) });
const plan = (actions: unknown) => resource(planType, "scan", { protectedResource: { s3Bucket: { bucketName: name } }, actions });

const deny = (Action: unknown, Condition: unknown, rest: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: folders,
  Condition,
  ...rest,
});
const others = { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/break-glass" } };
const once = deny("s3:PutObject", { Null: { "s3:if-none-match": "true" } });
const kept = deny(["s3:DeleteObject", "s3:DeleteObjectVersion"], others);
const verdicts = deny("s3:*Tagging", others);
const unread = deny(["s3:GetObject*"], { ...others, StringEquals: { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "THREATS_FOUND" } });

const overwriting = "the bucket's policy does not deny s3:PutObject without If-None-Match to all principals; add a statement that does";
const deleting = "the bucket's policy does not deny s3:DeleteObject, s3:DeleteObjectVersion; add a statement that does";
const reading = "the bucket's policy does not deny reading objects tagged THREATS_FOUND; add a statement that does";
const tagging = "the bucket's policy does not deny changing tags of scans; add a statement that does";

testCases([
  [s3BucketDisallowOverwriting, "refusals of both are compliant", [], bucket, policy(once, kept)],
  [
    s3BucketDisallowOverwriting,
    "another bucket's are no one's",
    "notApplicable",
    resource("aws:s3/bucket:Bucket", "media", { bucket: "shop-media" }),
  ],
  [s3BucketDisallowOverwriting, "no policy is reported", [overwriting, deleting], bucket],
  [
    s3BucketDisallowOverwriting,
    "a policy of later is unknown",
    "unknown",
    bucket,
    resource(policyType, "releases", { bucket: name, policy: unknown }),
  ],
  [
    s3BucketDisallowOverwriting,
    "a refusal of one folder, of some people, or under a second condition is reported",
    [overwriting],
    bucket,
    policy({ ...once, Resource: folders[0] }, { ...once, Principal: { AWS: "arn:aws:iam::123456789012:role/a" } }, kept),
  ],
  [
    s3BucketDisallowOverwriting,
    "a refusal that a second condition weakens is reported",
    [overwriting, deleting],
    bucket,
    policy(
      deny("s3:PutObject", { Null: { "s3:if-none-match": "true" }, Bool: { "aws:ViaAWSService": "false" } }),
      deny(["s3:DeleteObject", "s3:DeleteObjectVersion"], { ...others, Bool: { "aws:MultiFactorAuthPresent": "false" } }),
    ),
  ],
  [
    s3BucketEnableMalwareScan,
    "a plan that tags, and refusals, are compliant",
    [],
    bucket,
    policy(unread, verdicts),
    plan([{ taggings: [{ status: "ENABLED" }] }]),
  ],
  [
    s3BucketEnableMalwareScan,
    "no plan and no refusals are reported",
    ["no GuardDuty malware protection plan scans the bucket; add one (web.malwareScan: true)", reading, tagging],
    bucket,
  ],
  [
    s3BucketEnableMalwareScan,
    "a plan that tells no one is reported",
    ["the plan does not tag scanned objects; set actions"],
    bucket,
    policy(unread, verdicts),
    plan([{ taggings: [{ status: "DISABLED" }] }]),
  ],
  [s3BucketEnableMalwareScan, "staging needs none", "notApplicable", ...inStack("shop-staging", bucket)],
]);

const without = (sid: string) =>
  rework([policyType, "releases"], "policy", (text) => {
    const { Statement, ...rest } = JSON.parse(String(text));
    return JSON.stringify({ ...rest, Statement: Statement.filter(({ Sid }: { Sid: string }) => Sid !== sid) });
  });
broken("S3-19", "a release that can be written over", without("WrittenOnce"));
broken("S3-19", "a release that can be deleted and written anew", without("NobodyDeletes"));
broken("S3-20", "releases that no one scans", drop(planType));
broken("S3-20", "a scan that leaves no mark", change(planType, { actions: [] }));
broken("S3-20", "malware that nodes take", without("NobodyReadsMalware"));
broken("S3-20", "a mark that anyone takes away", without("VerdictsStand"));
