import { beforeAll, describe, expect, test } from "@jest/globals";
import { jsonStringify } from "@pulumi/pulumi";
import { refuseChanges } from "../../../components/xcart-release/bucket-policy.ts";
import { decide } from "../iam.ts";

const bucket = "arn:aws:s3:::shop-prod-releases-123456789012";
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const [breakGlass, scan] = [role("break-glass"), role("shop-prod-release-scan")];
const others = [
  "shop-account-deploy-shop-prod",
  "shop-account-administrator",
  "shop-prod-builder-1",
  "shop-prod-take-release",
  "shop-prod-node-1",
].map(role);
const release = `${bucket}/releases/5.6.0.12-1/release.tar.zst`;
const distribution = `${bucket}/distributions/5.6.0.12/distribution`;
const threat = { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "THREATS_FOUND" };

/** Whose requests the engine judges; a session of a role has the role's ARN (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
let asked: (principal: string, action: string, resource: string, context?: Readonly<Record<string, string>>) => string;
beforeAll(async () => {
  const statements = refuseChanges(bucket, { breakGlassRoleArn: breakGlass, scanRoleArn: scan });
  const policy = await new Promise<string>((resolve) => {
    jsonStringify({ Version: "2012-10-17", Statement: statements }).apply(resolve);
  });
  asked = (principal, action, resource, context = {}) =>
    decide(policy, { principal, action, resource, context: { "aws:PrincipalArn": principal, ...context } });
});

describe("the policy of a releases bucket", () => {
  test.each([release, distribution])(
    "refuses to everyone to write %s without looking whether it is there, in one go or in parts",
    (object) => {
      for (const who of [...others, breakGlass, scan]) {
        expect([who, asked(who, "s3:PutObject", object)]).toEqual([who, "denied"]);
        // If-Match would replace what someone has read before.
        expect([who, asked(who, "s3:PutObject", object, { "s3:if-match": '"etag"' })]).toEqual([who, "denied"]);
        expect([who, asked(who, "s3:PutObject", object, { "s3:ObjectCreationOperation": "false" })]).toEqual([who, "denied"]);
        expect([who, asked(who, "s3:PutObject", object, { "s3:if-none-match": "*" })]).toEqual([who, "unmentioned"]);
      }
    },
  );

  test("says nothing of what nodes' files, moved uploads and GuardDuty's trial are written with", () => {
    for (const key of ["host/0a.tar.gz", "move-in/files/1.pdf", "malware-protection-resource-validation-object"])
      expect([key, asked(scan, "s3:PutObject", `${bucket}/${key}`)]).toEqual([key, "unmentioned"]);
  });

  test.each(["s3:DeleteObject", "s3:DeleteObjectVersion"])(
    "leaves %s to break-glass: a deletion is the first half of overwriting",
    (action) => {
      for (const object of [release, distribution]) {
        for (const who of [...others, scan]) expect([who, asked(who, action, object)]).toEqual([who, "denied"]);
        expect(asked(breakGlass, action, object)).toBe("unmentioned");
      }
      expect(asked(others[1] ?? "", action, `${bucket}/move-in/files/1.pdf`)).toBe("unmentioned");
    },
  );

  test.each(["s3:PutObjectTagging", "s3:PutObjectVersionTagging", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"])(
    "leaves %s to who scans",
    (action) => {
      for (const who of others) expect([who, asked(who, action, release)]).toEqual([who, "denied"]);
      for (const who of [scan, breakGlass]) expect([who, asked(who, action, release)]).toEqual([who, "unmentioned"]);
    },
  );

  test("hands out nothing in which malware was found, and all else", () => {
    for (const action of ["s3:GetObject", "s3:GetObjectVersion"]) {
      for (const who of others) {
        expect([who, asked(who, action, release, threat)]).toEqual([who, "denied"]);
        for (const verdict of ["NO_THREATS_FOUND", "UNSUPPORTED"])
          expect([who, asked(who, action, release, { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": verdict })]).toEqual([
            who,
            "unmentioned",
          ]);
        expect([who, asked(who, action, release)]).toEqual([who, "unmentioned"]);
      }
      expect(asked(breakGlass, action, release, threat)).toBe("unmentioned");
    }
  });
});
