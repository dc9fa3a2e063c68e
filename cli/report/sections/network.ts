import { Html, html } from "../html.ts";
import { counted, type StackReport } from "../model.ts";
import type { NetworkReport, TalkReport, WayOutReport } from "../network.ts";
import { networkPicture } from "../network-picture.ts";
import { chip, figure, fold, list, section, table } from "../parts.ts";

/** The permitted traffic, as a picture and as tables, and how data could leave. */
export function networkSection({ network }: StackReport): Html {
  if (network === undefined) return new Html("");
  if (typeof network === "string") return section("network", "Permitted connections", html`<p>${network}.</p>`);
  const refused = network.talks.filter((talk) => talk.refused.length > 0).length;
  const { mustFail } = network;
  return section(
    "network",
    "Permitted connections",
    html`<p>Every conversation was tried on the network of this preview, request and reply: security groups, ACLs, routes, endpoints and the lists of names together.
${chip(refused === 0 ? "good" : "bad", html`${network.talks.length - refused} of ${figure("network.talks.length", network.talks.length)} needed connections work`)}
${chip(mustFail.held.length === 0 ? "good" : "bad", html`${mustFail.tried - mustFail.held.length} of ${figure("network.mustFail.tried", mustFail.tried)} that must fail are refused`)}</p>`,
    html`<div class="scroll" tabindex="0" role="region" aria-label="Picture of the network">${networkPicture(network)}</div>`,
    list(mustFail.held.map((held) => html`${chip("bad", "held")} ${held}`)),
    fold(html`All ${network.talks.length} conversations as a table`, talkTable(network.talks)),
    fold(html`Tiers, zones and members`, tierTable(network)),
    ...waysOutPart(network.waysOut),
  );
}

const talkTable = (talks: readonly TalkReport[]): Html =>
  table(
    "Conversations that the store needs",
    [{ head: "From" }, { head: "To" }, { head: "Port", number: true }, { head: "Why" }, { head: "State" }],
    talks.map(({ from, to, port, protocol, why, refused }) => [
      from,
      to,
      `${protocol === "udp" ? "UDP " : ""}${port}`,
      why,
      refused.length === 0 ? chip("good", "held") : html`${chip("bad", "refused")} ${refused.join("; ")}`,
    ]),
  );

const tierTable = ({ tiers, endpoints }: NetworkReport): Html =>
  html`${table(
    "Tiers from the internet inwards",
    [{ head: "Tier" }, { head: "Subnets" }, { head: "Members" }],
    tiers.map(({ tier, subnets, members }) => [
      tier,
      subnets.map(({ zone, cidr }) => html`<span class="line">${zone} ${cidr}</span>`),
      members.map(({ name, zones }) => `${name} (${counted(zones, "zone")})`).join(", ") || "none",
    ]),
  )}<p>Services of AWS that are reached without leaving the network: ${endpoints.join(", ")}.</p>`;

function waysOutPart(ways: readonly WayOutReport[]): Html[] {
  const open = ways.filter(({ stoppedBy }) => stoppedBy === "nothing");
  return [
    html`<h3>If a node is compromised</h3>
<p>${figure("network.waysOut.length", ways.length)} ways in which data could leave: ${ways.length - open.length} are stopped, ${open.length} are open, with the controls that limit them.</p>`,
    fold(
      html`All ${ways.length} ways, and what stops each first`,
      html`${table(
        "Ways in which data could leave a compromised node",
        [{ head: "Way" }, { head: "As" }, { head: "Stopped by" }, { head: "Further controls" }],
        ways.map(({ who, what, stoppedBy, simulated, beside }) => [
          what,
          who,
          stoppedBy === "nothing" ? chip("warn", "open") : html`${stoppedBy}${simulated ? "" : " *"}`,
          (beside ?? "").replaceAll("`", ""),
        ]),
      )}<p class="note">* Of the node or of IAM, which no network knows: the tests of this program try it.</p>`,
    ),
  ];
}
