import type { AccountSettings } from "../../stacks/settings/resolve/account.ts";
import type { GraphResource } from "../offline/graph.ts";
import { type Answer, knownOf } from "./ask.ts";
import type { Single, Singletons } from "./facts.ts";
import { importCommand } from "./import-command.ts";
import { type Line, linesOf } from "./line.ts";

const { ok, blocker, open, unknown, about } = linesOf("There already");

/** The account stack that singletons are compared with. */
export interface AccountStack {
  readonly settings: AccountSettings;
  readonly graph: readonly GraphResource[];
}

/** Something that is there once, and how it is taken up or left to others. */
interface Once {
  readonly check: string;
  /** The type by which the account stack makes it. */
  readonly type: string;
  readonly found: Answer<Single | undefined>;
  /** The setting that leaves it to others. */
  readonly setting: string;
}

/** Says of each thing that can be there once whether the account stack can make it, has it, or has to leave it alone. */
export function judgeSingletons(facts: Singletons, { settings, graph }: AccountStack): Line[] {
  const elsewhere = (part: string) => `elsewhere.${part}: "who has it"`;
  const once: readonly Once[] = [
    { check: "GuardDuty", type: "aws:guardduty/detector:Detector", found: facts.detector, setting: elsewhere("guardDuty") },
    { check: "AWS Config", type: "aws:cfg/recorder:Recorder", found: facts.recorder, setting: elsewhere("config") },
    { check: "Security Hub", type: "aws:securityhub/account:Account", found: facts.hub, setting: elsewhere("securityHub") },
    { check: "access analyzer", type: "aws:accessanalyzer/analyzer:Analyzer", found: facts.analyzer, setting: elsewhere("accessAnalyzer") },
    { check: "session preferences", type: "aws:ssm/document:Document", found: facts.sessions, setting: elsewhere("sessionPreferences") },
    {
      check: "AWS Config's role",
      type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
      found: facts.configRole,
      setting: "config.createRole: false",
    },
    {
      check: "CI's tokens",
      type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      found: facts.tokens,
      setting: `ci.providerArn: ${"known" in facts.tokens ? (facts.tokens.known?.id ?? "") : ""}`,
    },
  ];
  const begun = knownOf(facts.begun) === true;
  return [
    ...once.flatMap((one) => (graph.some(({ type }) => type === one.type) ? [judgeOnce(one, { settings, graph, begun })] : [])),
    judgeMonitor(facts.monitor, settings),
    ...administered(facts, settings),
    ...judgeTrail(facts.trail, settings),
  ];
}

function judgeOnce(
  { check, type, found, setting }: Once,
  { settings: { stack }, graph, begun }: AccountStack & { readonly begun: boolean },
): Line {
  return about(check, found, (single) => {
    if (!single) return ok(check, `does not exist yet: ${stack} makes it`);
    if (single.stack === stack) return ok(check, `is ${stack}'s own (${single.id})`);
    if (single.stack === undefined && begun)
      return unknown(
        check,
        `${single.id} exists, and nothing in it says who made it; ${stack} has been deployed`,
        `npx pulumi stack export -s ${stack}`,
      );
    const owner = single.stack === undefined ? `nothing says that it is ${stack}'s` : `it has the tag of ${single.stack}`;
    const take = importCommand(graph, type, single.id);
    return blocker(
      check,
      `${single.id} exists already, and ${owner}: AWS refuses a second one`,
      `${setting}${take ? `; or take it up, once pulumi up has stopped at it: ${take}` : ""}`,
    );
  });
}

function judgeMonitor(monitor: Answer<Single | undefined>, { stack, spending, home, elsewhere }: AccountSettings): Line {
  const check = "anomaly monitor";
  const wanted = spending.anomalyMonitorArn;
  if (!home || elsewhere.spending !== undefined) return ok(check, "is left to another stack by home or elsewhere.spending");
  return about(check, monitor, (single) => {
    if (wanted === "create")
      return single && single.stack !== stack
        ? blocker(check, `${single.id} exists already: AWS refuses a second one`, `spending.anomalyMonitorArn: ${single.id}`)
        : ok(check, single ? `is ${stack}'s own` : `does not exist yet: ${stack} makes it`);
    if (wanted !== undefined)
      return single?.id === wanted
        ? ok(check, "is the one that spending.anomalyMonitorArn names")
        : blocker(check, `${wanted} is not the account's monitor of AWS services`, `spending.anomalyMonitorArn: ${single?.id ?? "create"}`);
    return single
      ? open(
          check,
          "the account has one, and its anomalies are reported to no contact of the settings",
          `spending.anomalyMonitorArn: ${single.id}`,
        )
      : open(check, "nothing looks for unusual costs", "spending.anomalyMonitorArn: create");
  });
}

/** An organisation's administrator refuses what a member changes itself. */
function administered({ administrators }: Singletons, { elsewhere }: AccountSettings): Line[] {
  const parts = [
    ["guardDuty", "GuardDuty's administrator"],
    ["securityHub", "Security Hub's administrator"],
    ["inspector", "Inspector's administrator"],
  ] as const;
  return parts.flatMap(([part, check]) => {
    if (elsewhere[part] !== undefined) return [ok(check, `is left alone by elsewhere.${part}`)];
    return [
      about(check, administrators[part], (account) =>
        account === undefined
          ? ok(check, "none: the stack may switch it on")
          : blocker(
              check,
              `is the account ${account}, which refuses what this one changes`,
              `elsewhere.${part}: "the account ${account} has it"`,
            ),
      ),
    ];
  });
}

/** A second trail is allowed, and paid for by the event. */
function judgeTrail(trail: Answer<Single | undefined>, { home, elsewhere }: AccountSettings): Line[] {
  if (!home || elsewhere.trail !== undefined) return [];
  const check = "organisation's trail";
  return [
    about(check, trail, (single) =>
      single
        ? open(
            check,
            `${single.id} records the account too: each event of the stack's own trail is paid for`,
            `nothing, or elsewhere.trail: "${single.id} has it", and no alarms on it`,
          )
        : ok(check, "none: the stack's own is the first copy, which is free of charge"),
    ),
  ];
}
