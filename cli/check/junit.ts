import type { CheckReport } from "./report.ts";
import type { PolicyFacts, StackVerdict } from "./verdict.ts";
import { resourceText } from "./words.ts";

/**
 * A report as JUnit's XML: a suite for each stack, a test for each policy, which fails by its violations and is skipped where it looked
 * at nothing; what could not be checked is an error. GitLab shows a test's `classname` as its suite, and one failure of a test
 * (docs.gitlab.com/ci/testing/unit_test_reports).
 */
export function junit({ stacks, failures, policies }: CheckReport): string {
  const suites = stacks.map((verdict) => suite(verdict.stack, casesOf(verdict, Object.values(policies))));
  const broken = failures.map((text) => ({
    name: text.split("\n")[0] ?? "",
    content: element("error", { message: text, type: "fault" }, text),
  }));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="xcart-hosting policies">',
    ...suites,
    ...(broken.length > 0 ? [suite("could not be checked", broken)] : []),
    "</testsuites>",
  ].join("\n");
}

interface Case {
  readonly name: string;
  /** The stack's file. */
  readonly file?: string;
  /** The element's contents; empty where the test passed. */
  readonly content: string;
}

function casesOf(verdict: StackVerdict, policies: readonly PolicyFacts[]): Case[] {
  return policies.map((policy) => {
    const found = verdict.violations.filter((finding) => finding.policy === policy.name);
    const lines = found.map(({ urn, message, line }) => `${verdict.file}${line ? `:${line}` : ""}: ${resourceText(urn)}: ${message}`);
    const skipped = verdict.policies[policy.name] === 0 ? element("skipped", { message: "nothing to check" }) : "";
    const text = [...lines, `${policy.remediation} ${policy.url}`].join("\n");
    const failure = element("failure", { message: lines.join("; "), type: policy.severity }, text);
    return { name: policy.name, file: verdict.file, content: found.length > 0 ? failure : skipped };
  });
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (kind: string) => cases.filter(({ content }) => content.startsWith(`<${kind}`)).length;
  const counts = { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
  const tests = cases.map(({ content, ...attributes }) => opened("testcase", { classname: name, ...attributes }, content));
  return [`<testsuite${attributesText({ name, ...counts })}>`, ...tests, "</testsuite>"].join("\n");
}

const element = (name: string, attributes: Readonly<Record<string, string>>, text = ""): string => opened(name, attributes, escaped(text));

const opened = (name: string, attributes: Readonly<Record<string, string>>, content: string): string =>
  content === "" ? `<${name}${attributesText(attributes)}/>` : `<${name}${attributesText(attributes)}>${content}</${name}>`;

const attributesText = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/\n/g, "&#10;")}"`)
    .join("");

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text for XML 1.0, which has no word for most control characters, lone surrogates, U+FFFE and U+FFFF. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
