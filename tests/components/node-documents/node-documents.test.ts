import { beforeAll, expect, test } from "@jest/globals";
import { commandsForNodes } from "../../../components/node-documents/commands.ts";
import { NodeDocuments } from "../../../components/node-documents/node-documents.ts";
import { isRecord } from "../../../domain/values.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, only, region, textOf } from "../registrations.ts";

let made: readonly Registration[];
beforeAll(async () => {
  const of = { fileSystemArn: "arn:fs", accessPointArn: "arn:fsap", nodeRoleArn: "arn:role", fileSystemId: "fs-1" };
  made = await deploy(() => new NodeDocuments("node", { ...of, region, accountId, logGroupName: "/test/web" }));
});

const contentOf = (name: string) => {
  const { inputs } = only(made, "aws:ssm/document:Document", `node-${name}`);
  return { inputs, content: JSON.parse(textOf(inputs.content)) };
};

test.each(commandsForNodes.map(({ name }) => name))("%s is a document of Run Command, for Linux nodes, that no one else sees", (name) => {
  const { inputs, content } = contentOf(name);
  expect(inputs).toMatchObject({ name: `test-node-${name}`, documentType: "Command", documentFormat: "JSON" });
  expect(inputs.permissions).toBeUndefined();
  expect(Object.keys(content).sort()).toEqual(["description", "mainSteps", "parameters", "schemaVersion"]);
  expect(content.mainSteps).toMatchObject([{ action: "aws:runShellScript", inputs: { timeoutSeconds: expect.stringMatching(/^\d+$/) } }]);
  // What Systems Manager takes of a document: docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm
  expect(Buffer.byteLength(textOf(inputs.content))).toBeLessThan(64 * 1024);
});

test("no parameter of a document can be anything but a word of its list or its pattern, and none lets a quote in", () => {
  for (const { name } of commandsForNodes) {
    const { parameters }: { parameters: Record<string, Record<string, unknown>> } = contentOf(name).content;
    for (const [parameter, { allowedPattern, allowedValues }] of Object.entries(parameters)) {
      const at = `${name} ${parameter}`;
      if (Array.isArray(allowedValues)) {
        expect([at, allowedValues.every((value) => /^[a-z]+$/.test(String(value)))]).toEqual([at, true]);
        continue;
      }
      const pattern = String(allowedPattern);
      expect([at, pattern.startsWith("^"), pattern.endsWith("$")]).toEqual([at, true, true]);
      const admits = (letter: string) => ["a", "aa", "xcart/a", "before-a", "a b"].some((word) => new RegExp(pattern).test(word + letter));
      expect([at, [..."'\"\\`$;&|<>(){}\n!*?#~"].filter(admits)]).toEqual([at, []]);
    }
  }
});

test("nothing of a script is filled in but its variables, in quotes", () => {
  for (const { name, parameters } of commandsForNodes) {
    const steps: unknown = contentOf(name).content.mainSteps;
    const [step] = Array.isArray(steps) ? steps : [];
    const lines: unknown = isRecord(step) && isRecord(step.inputs) ? step.inputs.runCommand : [];
    const filled = (Array.isArray(lines) ? lines.map(String) : []).filter((line) => line.includes("{{"));
    expect([name, filled.length]).toEqual([name, Object.keys(parameters).length]);
    for (const line of filled) expect(line).toMatch(/^[A-Z_]+='\{\{\w+\}\}'$/);
  }
});
