import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ValidationSettings } from "../../../domain/contracts/restore-validation.ts";
import { validate } from "../../../functions/restore-validation/validate.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { cutter } from "./fixtures/cutter.ts";
import { fillStore, masterUser } from "./fixtures/store.ts";
import { databaseDrill, databaseJob, instanceName, world } from "./fixtures/world.ts";

let database: MariaDb;
let around: Awaited<ReturnType<typeof world>>;

beforeAll(async () => {
  database = await mariaDb();
  await fillStore(database);
});
afterAll(async () => await database?.stop());
beforeEach(async () => {
  around = await world(database);
});
afterEach(async () => await around.stop());

const drill = async (week?: number, settings?: Partial<ValidationSettings>) => await databaseDrill(around, week, settings);

describe("a server that cannot be trusted or reached fails the drill", () => {
  test("one without TLS", async () => {
    const plain = await mariaDb({ tls: false });
    try {
      await fillStore(plain);
      around.instance.port = plain.port;
      expect((await drill())?.why[0]).toMatch(/could not be examined: .*(SSL|TLS|secure)/i);
    } finally {
      await plain.stop();
    }
  });

  test("one whose certificate another authority signed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xcart-authority-"));
    const certificateFile = join(folder, "other.pem");
    writeFileSync(certificateFile, rootCertificates[0] ?? "");
    const settings = { database: { ...around.settings.database, certificateFile } };
    expect((await drill(0, settings))?.why[0]).toMatch(/could not be examined: .*certificate/);
    rmSync(folder, { recursive: true });
  });

  test("one whose certificate is for another name", async () => {
    const impostor = await mariaDb({ certificateName: "elsewhere.example" });
    try {
      await fillStore(impostor);
      around.instance.port = impostor.port;
      const settings = { database: { ...around.settings.database, certificateFile: impostor.certificateFile } };
      expect((await drill(0, settings))?.why[0]).toMatch(/Hostname\/IP does not match/);
    } finally {
      await impostor.stop();
    }
  });

  test("one that refuses the password that was just set", async () => {
    around.instance.setPassword = async () => {};
    expect((await drill())?.why[0]).toMatch(/could not be examined: Access denied for user 'xcart_admin'/);
  });

  test("one that takes the password a while after RDS says that it has", async () => {
    const { setPassword } = around.instance;
    around.instance.setPassword = async (password) => {
      setTimeout(() => setPassword(password), 200);
    };
    expect(await drill()).toMatchObject({ result: "SUCCESSFUL" });
  });

  test("one that no one listens on", async () => {
    around.instance.port = 1;
    expect((await drill())?.why[0]).toMatch(/could not be examined: .*ECONNREFUSED/);
  });

  test.each([3000, 5000])("one whose connection breaks after %d bytes, at the second break", async (bytes) => {
    const proxy = await cutter(database.port, bytes, 2);
    try {
      around.instance.port = proxy.port;
      expect((await drill())?.why[0]).toMatch(/the connection was lost 2 times while tables were read/);
      expect(proxy.connections()).toBe(2);
    } finally {
      await proxy.stop();
    }
  });
});

test("a connection that breaks once does not fail the drill: the database is read again", async () => {
  const proxy = await cutter(database.port, 4000, 1);
  try {
    around.instance.port = proxy.port;
    expect(await drill()).toMatchObject({ result: "SUCCESSFUL" });
    expect(proxy.connections()).toBe(2);
  } finally {
    await proxy.stop();
  }
});

describe("the password of the restored instance", () => {
  test("is new in each drill, random, and in nothing that is written, printed or reported", async () => {
    await drill();
    await drill(1);
    const passwords = around.rds.asked.flatMap(({ input }) =>
      input.MasterUserPassword === undefined ? [] : [String(input.MasterUserPassword)],
    );
    expect(new Set(passwords).size).toBe(2);
    for (const password of passwords) {
      expect(password).toMatch(/^[\w-]{40}$/);
      expect(JSON.stringify([await around.evidence(), around.printed, around.backup.reported])).not.toContain(password);
    }
  });

  test("is set on the restored instance, and at once", async () => {
    await drill();
    const modified = around.rds.asked.filter(({ name }) => name === "rds:ModifyDBInstance");
    expect(modified.map(({ input }) => [input.DBInstanceIdentifier, input.ApplyImmediately])).toEqual([[instanceName, true]]);
  });

  test("is never set on an instance that no restore test made", async () => {
    around.backup.jobs.set(
      "job-x",
      databaseJob("job-x", { CreatedResourceArn: "arn:aws:rds:us-east-1:123456789012:db:demo-prod-database" }),
    );
    const event = { "detail-type": "Restore Job State Change", detail: { restoreJobId: "job-x" } } as const;
    const [outcome] = await validate(event, around.tools());
    expect(outcome?.why[0]).toMatch(/demo-prod-database: not made by a restore test/);
    expect(around.rds.asked).toEqual([]);
  });

  test("replaces one that AWS manages, should the instance have come with it", async () => {
    const DBInstanceIdentifier = "awsbackup-restore-test-managed";
    const shape = { Engine: "mysql", DBInstanceClass: "db.m7g.large", AllocatedStorage: 20, MasterUsername: masterUser };
    const created = new CreateDBInstanceCommand({ DBInstanceIdentifier, ...shape, ManageMasterUserPassword: true });
    await new RDSClient(around.aws.client).send(created);
    around.backup.jobs.set("m", databaseJob("m", { CreatedResourceArn: `arn:aws:rds:us-east-1:123456789012:db:${DBInstanceIdentifier}` }));
    const event = { "detail-type": "Restore Job State Change", detail: { restoreJobId: "m" } } as const;
    expect(await validate(event, around.tools())).toMatchObject([{ result: "SUCCESSFUL" }]);
    const modified = around.rds.asked.find(({ name }) => name === "rds:ModifyDBInstance");
    expect(modified?.input.ManageMasterUserPassword).toBe(false);
  });
});
