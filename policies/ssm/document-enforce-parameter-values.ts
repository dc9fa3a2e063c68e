import { isRecord } from "../../domain/values.ts";
import type { Policy } from "../model/policy.ts";
import { read, show, UnknownValue } from "../model/values.ts";
import { documentContent, documentType } from "./types.ts";

export const ssmDocumentEnforceParameterValues: Policy = {
  name: "aws-ssm-document-enforce-parameter-values",
  description:
    "Parameters of a document accept values, not commands: each has a list of values, or a pattern that matches the whole value.",
  severity: "high",
  controls: [
    {
      key: "SSM-10",
      service: "Systems Manager",
      control: "Parameters of documents that run on nodes or as a role accept no commands",
      pci: ["7.2.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Give the parameter allowedValues, or an allowedPattern that begins with ^, ends with $ and allows no quote.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
  types: [documentType],
  check: (document) => {
    if (!["Automation", "Command"].includes(document.text("documentType") ?? "")) return undefined;
    const parameters = read(documentContent(document), "parameters");
    return isRecord(parameters) ? Object.entries(parameters).flatMap(([name, parameter]) => faultOf(name, parameter)) : [];
  },
};

function faultOf(name: string, parameter: unknown): string[] {
  const at = `parameters.${name}`;
  const values = read(parameter, "allowedValues");
  if (Array.isArray(values) && values.length > 0) return [];
  const pattern = read(parameter, "allowedPattern");
  if (typeof pattern !== "string") return [`${at} has neither allowedValues nor allowedPattern; add one`];
  if (!pattern.startsWith("^") || !pattern.endsWith("$"))
    return [`${at}.allowedPattern is ${show(pattern)}; begin it with ^ and end it with $`];
  return admitsQuote(pattern) ? [`${at}.allowedPattern is ${show(pattern)}, which allows quotes; list the allowed characters`] : [];
}

/** Whether a value may end the quotes that a script puts round it. A pattern that is none of JavaScript's is not known. */
function admitsQuote(pattern: string): boolean {
  try {
    const admits = new RegExp(pattern);
    return ["a", "1", ""].some((start) => ["'", '"', "`", "$(a)"].some((end) => admits.test(`${start}${end}`)));
  } catch {
    throw new UnknownValue("content");
  }
}
