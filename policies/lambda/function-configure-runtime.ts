import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { functionType } from "./types.ts";

/** Runtimes that AWS patches until 2027-04-30 at least (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). */
const patched = [
  "dotnet10",
  "java21",
  "java25",
  "nodejs22.x",
  "nodejs24.x",
  "provided.al2023",
  "python3.12",
  "python3.13",
  "python3.14",
  "ruby3.4",
];

export const lambdaFunctionConfigureRuntime: Policy = {
  name: "aws-lambda-function-configure-runtime",
  description: "A function runs on a runtime that AWS still patches.",
  severity: "medium",
  controls: ["LAM-02"],
  remediation: "Set runtime to a newer one, such as nodejs24.x.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2",
  types: [functionType],
  check: (lambda) => {
    // An image brings its own runtime.
    if (lambda.text("packageType") === "Image") return undefined;
    const runtime = lambda.text("runtime");
    return runtime !== undefined && patched.includes(runtime)
      ? []
      : [`runtime is ${show(runtime)}; set one that is patched: ${patched.join(", ")}`];
  },
};
