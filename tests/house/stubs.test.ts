import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");

/** What a stub of AWS that no one judges looks like, and what is there instead. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/aws-sdk-client-mock|mockClient\(/, "a client that is played; stubbedAws() in tests/support/aws answers as AWS does"],
  [
    /jest\.(fn|mock|spyOn)\(.{0,60}(Client|'send'|"send")/,
    "a client that is played; stubbedAws() in tests/support/aws answers as AWS does",
  ],
  [
    /x-amzn-errortype|__type\b|<ErrorResponse>|Response xmlns=/,
    "AWS's words written by a test; Refusal in tests/support/aws has them from AWS",
  ],
  [/middlewareStack\.add\(/, "an answer in a client's own stack; stubbedAws() in tests/support/aws answers as AWS does"],
  [
    /\baws: (`#!(?!\/bin\/bash\\nexec \$)|stub\(['"`]case)|stub\(\s*"aws",\s*[`"']case/,
    "a command `aws` that is played; awsCli() is the real one",
  ],
];

/** Files that need one of them, each with its reason. */
const reasons: Readonly<Record<string, string>> = {
  "tests/functions/restore-validation/validate.test.ts": "a run that ends, or is cut off, between two calls: no answer of AWS's",
  "tests/functions/restore-validation/bucket.test.ts": "names that moto does not encode, versions of times that have not come yet",
  "tests/cli/doctor/denied.test.ts":
    "one refusal of whatever is asked, in each protocol's words: which operations are asked is what it tests",
  "tests/house/stubs.test.ts": "the kinds themselves",
};

function kinderThanAws(file: string, text: string): string[] {
  if (file in reasons) return [];
  return kinds.flatMap(([pattern, what]) => (pattern.test(text) ? [`${file}: ${what}`] : []));
}

test("no test answers for AWS but through what judges it by AWS's own models", () => {
  const files = globSync("tests/**/*.ts", { cwd: root, exclude: (path) => path.startsWith("tests/support/aws") });
  expect(files.sort().flatMap((file) => kinderThanAws(file, readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test.each([
  "const ssm = mockClient(SSMClient);",
  "jest.spyOn(client, 'send'); jest.fn(() => new SSMClient())",
  'const body = JSON.stringify({ __type: "ThrottlingException" });',
  "client.middlewareStack.add(() => async () => ({ output: {} }));",
  'stub("aws", `case "$*" in\n*get-parameter*) echo plain ;;`)',
  "const scripts = { aws: `#!/bin/bash\ncat secret` };",
])("%s would be found", (text) => {
  expect(kinderThanAws("tests/some.test.ts", text)).toHaveLength(1);
});
