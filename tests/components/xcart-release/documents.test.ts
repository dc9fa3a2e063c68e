import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Automation, type AutomationStep, waysFrom } from "./automation-schema.ts";
import { buildOf, doorOf, installOf, promoteOf, takeBackOf, takeOf } from "./documents.ts";

let build: Automation;
let promote: Automation;
let all: readonly Automation[];
beforeAll(async () => {
  const world = { bucket: "shop-releases", launchTemplateId: "lt-1", securityGroupId: "sg-1" };
  const database = { host: "db.example.com", secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:upgrade" };
  build = await buildOf(world);
  promote = await promoteOf(world, database);
  const take = await takeOf("shop-prod-releases", "shop-staging-releases");
  const secretArns = {
    database: database.secretArn,
    application: "arn:application",
    licence: "arn:licence",
    administrator: "arn:administrator",
  };
  all = [build, take, promote, await doorOf(), await takeBackOf(world, database), await installOf(world, secretArns)];
});

/** What a step refers to in double braces. */
const references = (step: AutomationStep) =>
  [...JSON.stringify(step.inputs).matchAll(/\{\{\s*([\w:.]+)\s*\}\}/g)].map(([, name = ""]) => name);

/** Every way through a document, failures included, as lists of steps that were performed with success. */
function paths(document: Automation): { readonly done: readonly string[]; readonly last: AutomationStep }[] {
  const [first] = document.mainSteps;
  const walk = (step: AutomationStep, done: readonly string[]): { done: readonly string[]; last: AutomationStep }[] => {
    const ways = waysFrom(document, step);
    const on = (name: string | undefined, performed: readonly string[]) => {
      const next = document.mainSteps.find((candidate) => candidate.name === name);
      return next ? walk(next, performed) : [];
    };
    return [
      { done, last: step },
      ...ways.success.flatMap((name) => on(name, [...done, step.name])),
      ...[ways.failure, ways.cancel].flatMap((name) => on(name, done)),
    ];
  };
  return first ? walk(first, []) : [];
}

describe("every document", () => {
  test("has steps of different names, each of which some way leads to", () => {
    for (const document of all) {
      const names = document.mainSteps.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(paths(document).map(({ last }) => last.name))).toEqual(new Set(names));
    }
  });

  test("leads only to steps that are there", () => {
    for (const document of all) {
      const names = document.mainSteps.map(({ name }) => name);
      for (const step of document.mainSteps) {
        const { success, failure, cancel } = waysFrom(document, step);
        for (const name of [...success, failure, cancel]) if (name !== undefined) expect(names).toContain(name);
      }
    }
  });

  test("refers to parameters, and to outputs of steps that went before on every way", () => {
    for (const document of all)
      for (const { done, last } of paths(document))
        for (const name of references(last)) {
          const [step = "", output] = name.split(".");
          if (name === "automation:EXECUTION_ID") continue;
          if (output === undefined) expect(Object.keys(document.parameters)).toContain(name);
          else expect([last.name, done.includes(step)]).toEqual([last.name, true]);
        }
  });

  test("takes nothing that could mean something to a shell", () => {
    for (const document of all)
      for (const { allowedPattern, allowedValues, default: usual } of Object.values(document.parameters)) {
        const takes = (text: string) => (allowedPattern ? new RegExp(allowedPattern).test(text) : allowedValues?.includes(text));
        for (const hostile of ["'; id; '", "$(id)", "`id`", "a b", "5.6.0.1-1\n", "../5.6.0.1-1", ""]) expect(takes(hostile)).toBe(false);
        if (usual !== undefined) expect(takes(usual)).toBe(true);
      }
  });
});

describe("whatever happens to the document that builds", () => {
  const has = (document: Automation, from: string, way: "failure" | "cancel") => {
    const step = document.mainSteps.find(({ name }) => name === from);
    return step ? waysFrom(document, step)[way] : undefined;
  };

  test.each(["WaitForBuilder", "Fetch", "Upgrade", "SmokeTest", "Upload"])("%s that fails or is cancelled ends the builder", (step) => {
    expect([has(build, step, "failure"), has(build, step, "cancel")]).toEqual(["TerminateBuilder", "TerminateBuilder"]);
  });

  test("the copy goes too, also where the builder was never there or would not end", () => {
    expect(has(build, "WaitForCopy", "failure")).toBe("DeleteCopy");
    expect(has(build, "WaitForCopy", "cancel")).toBe("DeleteCopy");
    expect(has(build, "LaunchBuilder", "failure")).toBe("ChooseDeletion");
    expect(has(build, "TerminateBuilder", "failure")).toBe("ChooseDeletion");
  });
});

describe("whatever happens to the document that promotes", () => {
  const ways = (name: string) => {
    const step = promote.mainSteps.find((candidate) => candidate.name === name);
    return step ? waysFrom(promote, step) : undefined;
  };

  test.each(["Prepare", "Rehearse", "Migrate"])("%s that fails or is cancelled ends the builder, and opens nothing", (name) => {
    expect([ways(name)?.failure, ways(name)?.cancel]).toEqual(["TerminateBuilder", "TerminateBuilder"]);
  });

  test.each(["Close", "CloseNodes", "Snapshot", "WaitForSnapshot", "Begin"])(
    "%s that fails or is cancelled asks whether the database was touched before",
    (name) => {
      expect([ways(name)?.failure, ways(name)?.cancel]).toEqual(["ChooseOpening", "ChooseOpening"]);
      expect(ways("ChooseOpening")?.success).toEqual(["Open", "TerminateBuilder"]);
    },
  );

  test("nothing is between the note that the database is touched and touching it", () => {
    expect(ways("Begin")?.success).toEqual(["Migrate"]);
    expect(ways("Migrate")?.success).toEqual(["Finish"]);
  });
});

test("every script is one that bash can read", () => {
  const scripts = all.flatMap(({ mainSteps }) =>
    mainSteps.flatMap((step) => (step.action === "aws:runCommand" ? [(step.inputs.Parameters.commands ?? []).join("\n")] : [])),
  );
  expect(scripts).toHaveLength(4 + 5 + 3 + 2 + 5);
  for (const script of scripts) {
    execFileSync("bash", ["-n"], { input: script, stdio: ["pipe", "ignore", "inherit"] });
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(script).toContain("set -euo pipefail");
  }
});
