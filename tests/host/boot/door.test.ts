import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { settings } from "../settings.ts";
import { type Box, box } from "./box.ts";

const release = "5.6.0.12-1";
const door = "/usr/local/sbin/xcart-door";
const jobs = "xcart-cron.service xcart-worker.service";

let node: Box;
beforeAll(async () => {
  node = await box({ ...settings, release: { name: release, sha256: "" } });
  // What user data unpacks.
  await node.run("/var/lib/cloud/user-data");
});
afterAll(async () => await node.remove());
beforeEach(async () => {
  await node.account.door("open");
  await node.run(door);
});

const marks = () => ["closed", "closed-to-staff"].filter((name) => node.has(`/run/xcart/${name}`));
const systemd = () => node.calls().filter((call) => call.startsWith("systemctl"));

describe("a node's door", () => {
  test("closes as the parameter says: no cron, no worker, and what counts failures hears of it", async () => {
    await node.account.door("closed");
    expect(await node.run(door)).toBe(0);
    expect(marks()).toEqual(["closed"]);
    expect(systemd()).toEqual([`systemctl stop ${jobs}`]);
    const found = await new CloudWatchClient(node.account.aws.client).send(
      new GetMetricStatisticsCommand({
        Namespace: `xcart-nodes/${settings.stack}`,
        MetricName: "StoreClosed",
        Dimensions: [{ Name: "stack", Value: settings.stack }],
        Statistics: ["Minimum"],
        Period: 3600,
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 3_600_000),
      }),
    );
    expect(found.Datapoints?.map(({ Minimum }) => Minimum)).toEqual([1]);
  });

  test("opens again, and nginx forgets the mark; where it was open, nothing is touched", async () => {
    await node.account.door("closed");
    await node.run(door);
    await node.account.door("open");
    expect(await node.run(door)).toBe(0);
    expect([marks(), systemd()]).toEqual([
      [],
      [
        "systemctl is-active --quiet nginx",
        "systemctl reload nginx",
        "systemctl is-active --quiet xcart.target",
        `systemctl start --no-block ${jobs}`,
      ],
    ]);
    await node.run(door);
    expect(systemd()).toEqual([]);
  });

  test("lets staff in only where the node runs what the database is upgraded to", async () => {
    await node.account.door("upgrading 5.6.0.13-1");
    await node.run(door);
    expect(marks()).toEqual(["closed", "closed-to-staff"]);
    await node.account.door(`upgrading ${release}`);
    await node.run(door);
    expect(marks()).toEqual(["closed"]);
  });

  test("stays as it is where no one says what it should be, and fails", async () => {
    await node.account.door("closed");
    await node.run(door);
    await node.account.door("ajar");
    expect(await node.run(door)).toBe(1);
    expect(marks()).toEqual(["closed"]);
    node.account.denied.add("ssm:GetParameter");
    expect(await node.run(door)).not.toBe(0);
    expect(marks()).toEqual(["closed"]);
    node.account.denied.clear();
  });

  test("refuses to be told about another release than the node's, before it does anything", async () => {
    await node.account.door("closed");
    expect(await node.run(door, {}, ["--release", "5.6.0.11-1"])).toBe(1);
    expect(marks()).toEqual([]);
    expect(await node.run(door, {}, ["--release", release, "--wait"])).toBe(0);
    expect(marks()).toEqual(["closed"]);
  });

  test("waits for the requests that are under way, and says where they do not end", async () => {
    await node.account.door("closed");
    node.write(
      "/stubs/ss",
      `#!/bin/bash\n[ -e ${node.folder}/idle ] || echo "0 0 10.0.0.1:40000 10.0.1.1:3306"\n: > ${node.folder}/idle\n`,
      0o755,
    );
    expect(await node.run(door, {}, ["--wait"])).toBe(0);
    node.write("/stubs/ss", '#!/bin/bash\necho "0 0 10.0.0.1:40000 10.0.1.1:3306"\n', 0o755);
    expect(await node.run(door, {}, ["--wait"])).toBe(1);
  });
});
