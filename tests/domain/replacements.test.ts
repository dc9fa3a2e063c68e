import { expect, test } from "@jest/globals";
import { hiddenSecret, SECRET, SIGNATURE, UNKNOWN } from "../../domain/graph-values.ts";
import { type Change, type ComparedResource, changesBetween } from "../../domain/replacements/changes.ts";

type Part = Omit<Partial<ComparedResource>, "type"> & { readonly inputs?: Record<string, unknown> };

const urnOf = (type: string, name: string): string => `urn:pulumi:demo-prod::xcart-hosting::${type}::${name}`;
const resource = (type: string, name: string, part: Part = {}): ComparedResource => ({
  custom: true,
  ...part,
  type,
  urn: urnOf(type, name),
});
const told = (changes: readonly Change[]): string[] => changes.map(({ urn, kind }) => `${kind} ${urn.split("::").at(-1)}`);

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";
const vpc = (cidrBlock: string, more: Part = {}) => resource(vpcType, "vpc", { inputs: { cidrBlock }, ...more });
const subnet = (vpcId: unknown = UNKNOWN) =>
  resource(subnetType, "subnet", {
    inputs: { vpcId, cidrBlock: "10.0.0.0/24" },
    propertyDependencies: { vpcId: [urnOf(vpcType, "vpc")], cidrBlock: [] },
  });
const database = (inputs: Record<string, unknown>, more: Part = {}) =>
  resource("aws:rds/instance:Instance", "database", { inputs, ...more });

test("what is the same is no change", () => {
  expect(changesBetween([vpc("10.0.0.0/16"), subnet()], [vpc("10.0.0.0/16"), subnet()])).toEqual([]);
});

test("what comes and what goes is told, what goes last, with what is lost", () => {
  const changes = changesBetween([database({ engine: "mysql" })], [vpc("10.0.0.0/16")]);
  expect(told(changes)).toEqual(["create vpc", "delete database"]);
  expect(changes.map(({ holdsData }) => holdsData)).toEqual([undefined, "the database"]);
});

test("a property that AWS can change in place updates, one that it cannot replaces", () => {
  const [update] = changesBetween([database({ instanceClass: "a", engine: "mysql" })], [database({ instanceClass: "b", engine: "mysql" })]);
  expect(update).toMatchObject({
    kind: "update",
    because: [],
    properties: [{ path: "instanceClass", before: "a", after: "b", forces: "never" }],
  });
  const [replace] = changesBetween([database({ engine: "mysql" })], [database({ engine: "mariadb" })]);
  expect(replace).toMatchObject({ kind: "replace", because: ["engine"], perhaps: false, order: "create-first", holdsData: "the database" });
});

test("a replacement spreads to what is made of it where that is forced, and not further", () => {
  const group = resource("aws:rds/subnetGroup:SubnetGroup", "group", {
    inputs: { subnetIds: [UNKNOWN] },
    propertyDependencies: { subnetIds: [urnOf(subnetType, "subnet")] },
  });
  const changes = changesBetween([vpc("10.0.0.0/16"), subnet(), group], [vpc("10.1.0.0/16"), subnet(), group]);
  expect(told(changes)).toEqual(["replace vpc", "replace subnet", "update group"]);
});

test("what an export knows and a preview does not is no change", () => {
  expect(changesBetween([vpc("10.0.0.0/16"), subnet("vpc-1")], [vpc("10.0.0.0/16"), subnet()])).toEqual([]);
  const before = vpc("10.0.0.0/16", { inputs: { cidrBlock: "10.0.0.0/16", name: "filled", __defaults: ["name"] } });
  expect(changesBetween([before], [vpc("10.0.0.0/16")])).toEqual([]);
});

test("a document is compared by its known parts, and by the resources in the unknown ones", () => {
  const role = (path: string) => resource("aws:iam/role:Role", "web", { inputs: { path } });
  const policy = (text: string) =>
    resource("aws:iam/policy:Policy", "policy", {
      inputs: { policy: text },
      propertyDependencies: { policy: [urnOf("aws:iam/role:Role", "web")] },
    });
  const marked = policy(`{"Resource":"${UNKNOWN}<Role web arn>"}`);
  expect(changesBetween([role("/"), policy('{"Resource":"arn:aws:iam::1:role/web"}')], [role("/"), marked])).toEqual([]);
  expect(told(changesBetween([role("/"), policy('{"Action":"arn:aws:iam::1:role/web"}')], [role("/"), marked]))).toEqual(["update policy"]);
  expect(told(changesBetween([role("/"), marked], [role("/x/"), marked]))).toEqual(["replace web", "update policy"]);
});

test("a name that the program chose lets the old one go first, and what cannot be without it too", () => {
  const bucketType = "aws:s3/bucket:Bucket";
  const bucket = (inputs: Record<string, unknown>) => resource(bucketType, "files", { inputs });
  const versioning = resource("aws:s3/bucketVersioning:BucketVersioning", "files", {
    inputs: { bucket: "chosen", versioningConfiguration: { status: "Enabled" } },
    propertyDependencies: { bucket: [urnOf(bucketType, "files")] },
  });
  const named = changesBetween(
    [bucket({ bucket: "chosen", objectLockEnabled: false }), versioning],
    [bucket({ bucket: "chosen", objectLockEnabled: true }), versioning],
  );
  expect(named.map(({ kind, order }) => `${kind} ${order}`)).toEqual(["replace delete-first", "replace delete-first"]);
  expect(named[1]?.because).toEqual([urnOf(bucketType, "files")]);
  const [unnamed] = changesBetween([bucket({ objectLockEnabled: false })], [bucket({ objectLockEnabled: true })]);
  expect(unnamed).toMatchObject({ kind: "replace", order: "create-first" });
});

test("a provider's other Region replaces what is in a Region, and neither itself nor a role", () => {
  const stackIn = (region: string) => {
    const aws = resource("pulumi:providers:aws", "aws", { inputs: { region } });
    const provider = `${aws.urn}::id`;
    return [aws, { ...vpc("10.0.0.0/16"), provider }, resource("aws:iam/role:Role", "role", { inputs: { path: "/" }, provider })];
  };
  const changes = changesBetween(stackIn("us-east-1"), stackIn("eu-west-1"));
  expect(told(changes)).toEqual(["update aws", "replace vpc"]);
  expect(changes[1]).toMatchObject({ because: ["region"], properties: [{ before: "us-east-1", after: "eu-west-1", forces: "always" }] });
});

test("options of the program are heeded", () => {
  const change = (more: Part): Change | undefined =>
    changesBetween([database({ engine: "a" }, more)], [database({ engine: "b" }, more)])[0];
  expect(change({ ignoreChanges: ["engine"] })).toBeUndefined();
  expect(change({ deleteBeforeReplace: true })?.order).toBe("delete-first");
  expect(change({ protect: true })?.protected).toBe(true);
  expect(change({ retainOnDelete: true })?.retained).toBe(true);
  const [forced] = changesBetween([database({ port: 1 })], [database({ port: 2 }, { replaceOnChanges: ["port"] })]);
  expect(forced?.because).toEqual(["port"]);
  const before = vpc("10.0.0.0/16", {});
  const renamed = { ...before, urn: urnOf(vpcType, "network"), aliases: [before.urn] };
  expect(changesBetween([before, subnet()], [renamed, { ...subnet(), propertyDependencies: { vpcId: [renamed.urn] } }])).toMatchObject([
    { kind: "move", formerUrn: before.urn, urn: renamed.urn },
  ]);
});

test("no content of a secret is told", () => {
  const secret = (plaintext: string) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(plaintext) });
  const changes = changesBetween([database({ password: secret("old-word") })], [database({ password: secret("new-word") })]);
  expect(changes).toMatchObject([
    { kind: "update", properties: [{ path: "password", secret: true, before: undefined, after: undefined }] },
  ]);
  const nested = changesBetween([database({})], [database({ list: [{ deep: secret("new-word") }] })]);
  expect(JSON.stringify([changes, nested])).not.toMatch(/(old|new)-word/);
  expect(changesBetween([database({ password: secret("old-word") })], [database({ password: hiddenSecret() })])).toEqual([]);
});

test("passwords and keys are made anew by each change, Cloud Control's resources by what they take at their creation only", () => {
  const password = (generation: string) =>
    resource("random:index/randomPassword:RandomPassword", "cache", { inputs: { keepers: { generation } } });
  expect(told(changesBetween([password("1")], [password("2")]))).toEqual(["replace cache"]);
  const risk = (state: Record<string, string>) =>
    resource("aws:cloudcontrol/resource:Resource", "risk", {
      inputs: { typeName: "AWS::Cognito::UserPoolRiskConfigurationAttachment", desiredState: JSON.stringify(state) },
    });
  const before = risk({ ClientId: "ALL", Level: "LOW" });
  expect(told(changesBetween([before], [risk({ ClientId: "ALL", Level: "HIGH" })]))).toEqual(["update risk"]);
  expect(told(changesBetween([before], [risk({ ClientId: "one", Level: "LOW" })]))).toEqual(["replace risk"]);
});
