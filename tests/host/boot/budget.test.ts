import { expect, test } from "@jest/globals";
import { bootSeconds, lifecycleHooks } from "../../../domain/defaults/web.ts";
import { renderUserData } from "../../../host/boot/user-data.ts";
import { nodeFiles } from "../../../host/files.ts";
import { settings } from "../settings.ts";

const script = renderUserData({ stack: "demo-prod", region: "us-east-1", archive: "0", packages: ["nginx"] });
const variables = new Map([...script.matchAll(/^(\w+_SECONDS)='(\d+)'$/gm)].map(([, name, seconds]) => [name, Number(seconds)]));

/** Lines of the script that wait for others: the network, the repository, all of boot. */
const waits = script.split("\n").filter((line) => / (dnf install|aws (ssm|s3api)|\/usr\/local\/sbin\/xcart-boot) /.test(line));

test("whatever hangs on a node is ended, and said, before auto scaling stops waiting", () => {
  const limits = waits.map((line) => variables.get(/timeout (?:--kill-after=10 )?"\$(\w+)"/.exec(line)?.[1] ?? ""));
  expect(limits).toEqual([bootSeconds.packages, bootSeconds.fetch, bootSeconds.fetch, bootSeconds.boot]);
  const longest = limits.reduce<number>((sum, seconds = Number.NaN) => sum + seconds, bootSeconds.system + bootSeconds.farewell);
  const [launching] = lifecycleHooks;
  expect(launching.heartbeatTimeout).toBeGreaterThanOrEqual(longest);
  // What auto scaling takes (docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html).
  expect(launching.heartbeatTimeout).toBeLessThanOrEqual(7200);
});

test("X-Cart's first pages leave time to the other steps of boot", () => {
  const { seconds } = JSON.parse(nodeFiles(settings).find(({ path }) => path === "/etc/xcart/node.json")?.content ?? "");
  expect(seconds).toEqual({ pages: bootSeconds.pages });
  expect(bootSeconds.pages).toBeLessThan(bootSeconds.boot / 2);
});
