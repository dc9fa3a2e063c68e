import { exceptionText, kindsText } from "../../check/exceptions.ts";
import type { Finding } from "../../check/verdict.ts";
import { grouped, lookedText, resourceText, silences } from "../../check/words.ts";
import { Html, html } from "../html.ts";
import { counted, type StackReport } from "../model.ts";
import { chip, code, figure, fold, list, section, table } from "../parts.ts";

/** The verdict of the policies, and what the settings except from them. */
export function policiesSection(report: StackReport): Html {
  const { verdict, policies } = report;
  const { violations, advisories, unknown } = verdict;
  return section(
    "policies",
    "Policies",
    html`<p>${chip(violations.length === 0 ? "good" : "bad", html`${figure("verdict.violations.length", violations.length)} violations`)}
${lookedText(verdict)}.${silences(verdict).map((text) => html` ${text}.`)}</p>`,
    list([...verdict.faults, ...verdict.unknownPolicies].map((fault) => html`${chip("bad", "fault")} ${fault}`)),
    findings(violations, policies),
    ...folded("Advisories", "verdict.advisories.length", advisories, policies),
    ...folded("Unknown until apply", "verdict.unknown.length", unknown, policies),
  );
}

function folded(title: string, of: string, found: readonly Finding[], policies: StackReport["policies"]): Html[] {
  return found.length === 0 ? [] : [fold(html`${title}: ${figure(of, found.length)}`, findings(found, policies))];
}

function findings(found: readonly Finding[], policies: StackReport["policies"]): Html {
  if (found.length === 0) return new Html("");
  return table(
    "Findings by policy, the worst first",
    [{ head: "Policy" }, { head: "Severity" }, { head: "Found" }, { head: "What to do" }],
    grouped(found, policies).map(({ policy, findings: own }) => [
      html`${code(policy.name)}<span class="line note">${policy.description}</span>`,
      policy.severity,
      own.map(({ urn, message }) => html`<span class="line">${resourceText(urn)}: ${message}</span>`),
      policy.remediation,
    ]),
  );
}

/** Waivers, relaxations and all else that holds less than the rule, and when each ends. */
export function exceptionsSection({ stack, verdict, relaxations, exceptions }: StackReport): Html {
  const { waivers, exceptions: all } = verdict;
  return section(
    "exceptions",
    "Exceptions",
    html`<p>${all.length === 0 ? "The settings have no exceptions." : html`The settings have ${kindsText(all)}. ${chip(exceptions.ended.length === 0 ? "good" : "bad", html`${figure("exceptions.ended.length", exceptions.ended.length)} ended`)} ${chip(exceptions.soon.length === 0 ? "good" : "warn", html`${figure("exceptions.soon.length", exceptions.soon.length)} end within ${exceptions.within} days`)}`}</p>`,
    waivers.length === 0
      ? undefined
      : table(
          "Waivers",
          [{ head: "Policy" }, { head: "Resource" }, { head: "Reason" }, { head: "Owner" }, { head: "Until" }, { head: "State" }],
          waivers.map(({ policy, resource, reason, owner, ticket, until, waives, faults }) => [
            code(policy),
            resource,
            reason,
            `${owner}, ${ticket}`,
            until,
            faults.length === 0 ? chip("warn", `holds off ${waives}`) : html`${chip("bad", "void")} ${faults.join("; ")}`,
          ]),
        ),
    list(all.filter(({ kind }) => kind !== "waiver").map((one) => exceptionText({ ...one, stack }).slice(stack.length + 2))),
    relaxations.length === 0 ? undefined : html`<h3>${counted(relaxations.length, "relaxation")}</h3>${list(relaxations)}`,
  );
}
