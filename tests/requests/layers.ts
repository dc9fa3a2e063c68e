import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type Evaluation, evaluate } from "../../cli/waf/evaluate/evaluate.ts";
import { type Firewall, loadFirewall } from "../../cli/waf/evaluate/load.ts";
import { parseHints } from "../../cli/waf/evaluate/managed/hints.ts";
import type { WebRequest } from "../../cli/waf/evaluate/request.ts";
import { requestOf } from "../../cli/waf/explain/options.ts";
import { type ListenerRule, loadListener, route } from "../../cli/waf/listener/route.ts";
import { loginThresholds } from "../../domain/defaults/login-thresholds.ts";
import type { NodeSettings } from "../../host/node.ts";
import type { GraphResource } from "../support/offline.ts";
import { type Answer, type Running, runningNode } from "../support/shop/running.ts";
import { addresses, browser, type LayeredRequest } from "./request.ts";

/** A store as someone outside meets it: web ACL and listener of a graph, nginx and PHP of a node, and who answers in X-Cart's place. */
export interface Layers {
  readonly firewall: Firewall;
  readonly node: Running;
  /** Who answers each of these, one after the other. */
  answers(requests: readonly LayeredRequest[]): Promise<Answered[]>;
  /** Who answers on the node, whatever web ACL and listener say. */
  answerOfNode(request: LayeredRequest): Promise<string>;
  /** The node forgets who logged in, and who failed to. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

/** What is in a file. */
const content = "a file\n";

/** Sets up all layers of a stack's graph, with `files` in the web root. */
export async function layersOf(
  graph: readonly GraphResource[],
  files: readonly string[],
  settings: Partial<NodeSettings> = {},
): Promise<Layers> {
  const added = { "demo-prod-guard-ipv4": [`${addresses.guarded}/32`] };
  const front = { firewall: loadFirewall(graph, { added }), rules: loadListener(graph) };
  const node = await runningNode({
    api: false,
    loginLock: { ...loginThresholds, never: [], staffRanges: [], challenge: true },
    ...settings,
  });
  const root = node.place("/srv/xcart/current/public");
  copyFileSync(join(import.meta.dirname, "front.php"), join(root, "index.php"));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return {
    firewall: front.firewall,
    node,
    answers: async (requests) => await answersOf(front, node, requests),
    answerOfNode: async (request) => atNode(await node.ask(asAsked(webRequest(request, front.firewall)))).answer,
    forget: () => node.services.sessions.flush(),
    stop: () => node.stop(),
  };
}

/** Who answers a request. */
export interface Answered {
  /** And how: `web ACL: block 403 by disguised`, `X-Cart: login/login in shop`. */
  readonly answer: string;
  /** What X-Cart takes it for, where it gets there. */
  readonly taken?: Taken;
  /** The web ACL's marks on it. */
  readonly labels: readonly string[];
}

/** X-Cart's words for a request, as front.php says them. */
type Taken = z.infer<typeof taken>;

interface Front {
  readonly firewall: Firewall;
  readonly rules: readonly ListenerRule[];
}

async function answersOf(front: Front, node: Running, requests: readonly LayeredRequest[]): Promise<Answered[]> {
  const asked = requests.map((request) => webRequest(request, front.firewall));
  const evaluations = evaluate(front.firewall, asked);
  const answers: Answered[] = [];
  for (const [i, request] of requests.entries()) {
    const [web, evaluation] = [asked[i], evaluations[i]];
    if (web === undefined || evaluation === undefined) throw new Error(`${request.path}: not evaluated`);
    const before = atEdge(evaluation) ?? atListener(front.rules, web, request);
    const answered = before === undefined ? atNode(await node.ask(asAsked(web))) : { answer: before };
    answers.push({ ...answered, labels: evaluation.labels });
  }
  return answers;
}

/** A request as the load balancer hands it to the web ACL. */
export function webRequest(request: LayeredRequest, firewall: Firewall): WebRequest {
  const { method, path, ip = addresses.shopper, country = "DE", headers = {}, body, hints = [], hasToken, at = 0 } = request;
  const sent = Object.entries({ host: "shop.example.com", ...browser, ...headers }).filter(([, value]) => value !== "");
  const bytes = body === undefined ? undefined : Buffer.from(body, "latin1");
  const described = { path, method, ip, country, headers: sent, body: bytes, token: hasToken, time: at * 1000 };
  return { ...requestOf(described, (part) => part), hints: parseHints(hints, firewall.hintable) };
}

const atEdge = ({ verdict, status, rule }: Evaluation): string | undefined =>
  verdict === "allow" ? undefined : `web ACL: ${verdict} ${status} by ${rule}`;

/** Where a load balancer takes someone back from signing in, whatever its rules say (listener-authenticate-users.html). */
const WAY_BACK = "/oauth2/idpresponse";

/** Where someone has signed in, the listener lets through what it asks others about. */
function atListener(rules: readonly ListenerRule[], web: WebRequest, { isSignedIn }: LayeredRequest): string | undefined {
  if (rules.length > 0 && web.path === WAY_BACK) return "listener: way back of the sign-in";
  const { does, rule } = route(rules, web);
  if (does === "pass" || isSignedIn === true) return undefined;
  return `listener: ${does === "deny" ? "401" : "sign-in"} by ${rule}`;
}

/** The load balancer writes the true address behind what the client claims to have been forwarded for. */
function asAsked({ method, path, query, headers, body, address }: WebRequest): Parameters<Running["ask"]>[0] {
  const { "x-forwarded-for": claimed, ...others } = Object.fromEntries(headers);
  return {
    path: query === "" ? path : `${path}?${query}`,
    method,
    headers: others,
    from: claimed === undefined ? address : `${claimed}, ${address}`,
    ...(body && { body: Buffer.from(body) }),
  };
}

const taken = z.object({ zone: z.string(), target: z.string(), action: z.string() });

function atNode({ status, headers, body }: Answer): Omit<Answered, "labels"> {
  const told = headers["x-taken"];
  if (told !== undefined) {
    const said = taken.parse(JSON.parse(String(told)));
    return { answer: `X-Cart: ${said.target || "page"}${said.action && `/${said.action}`} in ${said.zone}`, taken: said };
  }
  if (body === "service\n") return { answer: "X-Cart: service tool" };
  if (body === content) return { answer: "nginx: file" };
  // A page of nginx's own names it; what ends in PHP before X-Cart has no such page.
  const isOwn = body.includes("<center>nginx</center>") || status === 301 || status === 204;
  return { answer: `${isOwn ? "nginx" : "PHP"}: ${status}` };
}
