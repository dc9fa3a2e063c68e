import { tagResourceMissingEnvironment } from "../../policies/tag/resource-missing-environment.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource } from "./support.ts";

const bucket = maker("aws:s3/bucket:Bucket");
const provider = (tags: object) => resource("pulumi:providers:aws", "aws", { defaultTags: JSON.stringify({ tags }) });

testCases([
  [tagResourceMissingEnvironment, "by the provider", [], provider({ environment: "prod" }), bucket()],
  [tagResourceMissingEnvironment, "by its own tags", [], bucket({ tags: { Env: "prod" } })],
  [tagResourceMissingEnvironment, "another tag", ["no tag names the environment; set environment"], bucket({ tags: { Name: "x" } })],
  [tagResourceMissingEnvironment, "none", ["the resource has no tags; set defaultTags on the provider"], bucket()],
  [tagResourceMissingEnvironment, "an account's", [], ...inStack("demo-account", bucket({ tags: { project: "x" } }))],
  [
    tagResourceMissingEnvironment,
    "a template whose nodes get none",
    ["the resource has no tags; set defaultTags on the provider"],
    provider({ environment: "prod" }),
    maker("aws:ec2/launchTemplate:LaunchTemplate")(),
  ],
]);
