import { canAnswer } from "../evaluate/answerable.ts";
import type { Evaluation } from "../evaluate/evaluate.ts";
import type { OpenQuestion } from "../evaluate/managed/group.ts";
import { managedGroups } from "../evaluate/managed/groups.ts";
import type { WebRequest } from "../evaluate/request.ts";
import type { Routed } from "../listener/route.ts";

/** A request with what becomes of it. */
export interface Explained {
  /** Number in a file of requests, from 1. */
  readonly line: number | undefined;
  readonly request: WebRequest;
  readonly evaluation: Evaluation;
  /** The listener's treatment of requests that the web ACL allows. */
  readonly routed: Routed;
}

/** Maximum characters of an address that a sentence shows. */
const MAX_SHOWN = 120;

/** `GET /?target=cart from 198.51.100.7 (DE)`. */
export function requestText({ method, path, query, address, country }: WebRequest): string {
  const sent = `${method} ${path}${query === "" ? "" : `?${query}`}`;
  const shown = sent.length > MAX_SHOWN ? `${sent.slice(0, MAX_SHOWN - 1)}…` : sent;
  return `${harmless(shown)} from ${address} (${country ?? "no country given"})`;
}

/** Escapes control characters: a logged request is any client's text, and may not control the terminal. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`);

/** `blocked with 403 by admin`, `allowed by the default action`. */
export function verdictText({ verdict, status, rule }: Evaluation): string {
  const by = rule === undefined ? "the default action" : rule;
  return `${verdicts[verdict]}${status === undefined ? "" : ` with ${status}`} by ${by}`;
}

const verdicts: Readonly<Record<Evaluation["verdict"], string>> = {
  allow: "allowed",
  block: "blocked",
  captcha: "answered with a CAPTCHA,",
  challenge: "answered with a challenge,",
};

/** The step between the web ACL and the shop; undefined where there is none. */
export function signInText({ evaluation: { verdict }, routed: { does, rule } }: Explained): string | undefined {
  if (verdict !== "allow" || does === "pass") return undefined;
  return does === "ask"
    ? `then the load balancer asks for a sign-in, by ${rule}`
    : `then the load balancer answers 401 to who is not signed in, by ${rule}`;
}

/** The effect of the answer on the client, where that is not plain. */
export function consequence({ verdict }: Evaluation, request: WebRequest): string | undefined {
  if (verdict !== "captcha" && verdict !== "challenge") return undefined;
  const { who, gets } = askers[verdict];
  const what = `${who} and is then let through, as with --token`;
  const able = canAnswer(request);
  if (able === undefined) return `${what}; only a request for a page can: scripts and programs just fail`;
  if (able) return what;
  return request.method === "GET"
    ? `a request in the background cannot show it: the script gets ${gets} and fails`
    : `a ${request.method} cannot show it: a script gets ${gets} and fails; on a page asked for by GET ${what}`;
}

const askers = {
  captcha: { who: "a person can solve it", gets: 405 },
  challenge: { who: "a browser solves it unseen", gets: 202 },
} as const;

/** Whether the client goes no further: what is blocked, and what is asked something that it cannot answer. */
export const isRefused = ({ verdict }: Evaluation, request: WebRequest): boolean =>
  verdict === "block" || (verdict !== "allow" && canAnswer(request) === false);

/** The option that would answer an open question; undefined where there is none. */
export function hintFor({ rule, group }: OpenQuestion): string {
  const name = group?.split(" ")[0];
  if (name === undefined) return `--hint ${rule}=match`;
  return `--hint ${rule}=${managedGroups[name]?.[0] === undefined ? "match" : "<its rule>"}`;
}

/** The object that `--json` prints for one request. */
export function plainOf({ line, request, evaluation, routed }: Explained): Readonly<Record<string, unknown>> {
  const { method, path, query, address, country } = request;
  return {
    ...(line !== undefined && { line }),
    request: { method, path, query, address, country },
    ...evaluation,
    isRefused: isRefused(evaluation, request),
    ...(evaluation.verdict === "allow" && { listener: routed }),
  };
}
