import { canAnswer } from "../../evaluate/answerable.ts";
import type { Evaluation } from "../../evaluate/evaluate.ts";
import { consequence, hintFor, isRefused, requestText, verdictText } from "../words.ts";
import type { Replayed } from "./replay.ts";

/** Requests that ended alike. */
export interface Group {
  /** The rule that decided; undefined for the default action. */
  readonly rule: string | undefined;
  /** Their outcome: `blocked with 403`. */
  readonly outcome: string;
  readonly isRefused: boolean;
  count: number;
  /** Number of addresses that sent them, up to {@link MAX_ADDRESSES}. */
  readonly addresses: Set<string>;
  readonly first: First;
}

/** The first request of a group. */
export interface First {
  readonly line: number;
  readonly request: string;
  readonly because: string;
  /** The effect on the client. */
  readonly consequence: string | undefined;
}

/** A rule that could not be decided about some requests. */
export interface OpenGroup {
  readonly rule: string;
  readonly because: string;
  readonly group: string | undefined;
  readonly hint: string | undefined;
  count: number;
  readonly line: number;
}

/** Requests with which something else is done now than when they were recorded. */
export interface Change {
  readonly was: string;
  readonly now: string;
  count: number;
  readonly line: number;
}

/** More addresses of a group are not counted one by one. */
export const MAX_ADDRESSES = 10_000;

/** More kinds of refused requests are counted together. */
const MAX_KINDS = 2000;

/** Counts what becomes of requests, in memory that does not grow with them. */
export class Summary {
  count = 0;
  refusedCount = 0;
  /** Refused ones beyond those that {@link refused} tells apart. */
  otherRefused = 0;
  /** Number of requests with the same verdict as when they were recorded, where that is known. */
  unchanged = 0;
  readonly byRule = new Map<string, Group>();
  readonly refused = new Map<string, Group>();
  readonly open = new Map<string, OpenGroup>();
  readonly changes = new Map<string, Change>();

  add(one: Replayed): void {
    this.count++;
    const { evaluation, answered, request } = one;
    if (answered) this.into(this.byRule, one, answered, `${outcomeOf(answered, undefined)}; the browser answered`, "asked");
    this.into(this.byRule, one, evaluation, outcomeOf(evaluation, one), "");
    if (isRefused(evaluation, request)) this.refuse(one);
    for (const question of evaluation.open) this.leaveOpen(one, question);
    this.compare(one);
  }

  private refuse(one: Replayed): void {
    this.refusedCount++;
    const { method, path } = one.request;
    const isFull = this.refused.size >= MAX_KINDS;
    const kind = `${method} ${path}`;
    if (!this.into(this.refused, one, one.evaluation, outcomeOf(one.evaluation, one), kind, isFull)) this.otherRefused++;
  }

  /** Whether it was counted: a full map takes no more kinds. */
  private into(map: Map<string, Group>, one: Replayed, evaluation: Evaluation, outcome: string, kind: string, isFull = false): boolean {
    const { rule } = evaluation;
    const key = `${rule ?? ""} ${outcome} ${kind}`;
    const group = map.get(key);
    if (group === undefined && isFull) return false;
    if (group) group.count++;
    else
      map.set(key, {
        rule,
        outcome,
        isRefused: isRefused(evaluation, one.request) && kind !== "asked",
        count: 1,
        addresses: new Set(),
        first: firstOf(one, evaluation),
      });
    const { addresses } = group ?? map.get(key) ?? { addresses: new Set<string>() };
    if (addresses.size < MAX_ADDRESSES) addresses.add(one.request.address);
    return true;
  }

  private leaveOpen({ line }: Replayed, question: Evaluation["open"][number]): void {
    const { rule, group } = question;
    const because = group ?? question.because;
    const known = this.open.get(`${rule} ${because}`);
    if (known) known.count++;
    else this.open.set(`${rule} ${because}`, { rule, because, group, hint: hintFor(question), count: 1, line });
  }

  private compare({ line, past, evaluation }: Replayed): void {
    if (past === undefined) return;
    const isSame = past.verdict === evaluation.verdict && (past.rule === undefined || past.rule === evaluation.rule);
    if (isSame) {
      this.unchanged++;
      return;
    }
    const [was, now] = [pastText(past), verdictText(evaluation)];
    const known = this.changes.get(`${was} ${now}`);
    if (known) known.count++;
    else this.changes.set(`${was} ${now}`, { was, now, count: 1, line });
  }
}

const firstOf = ({ line, request }: Replayed, evaluation: Evaluation): First => ({
  line,
  request: requestText(request),
  because: evaluation.because,
  consequence: consequence(evaluation, request),
});

const pastTense = { allow: "allowed", block: "blocked", challenge: "challenged", captcha: "asked for a CAPTCHA" } as const;

const pastText = ({ verdict, rule }: NonNullable<Replayed["past"]>): string =>
  `${pastTense[verdict]}${rule === undefined ? "" : ` by ${rule}`}`;

/** `blocked with 403`, `challenged, and cannot answer`, `allowed, then asked for a sign-in`. */
function outcomeOf({ verdict, status }: Evaluation, one: Replayed | undefined): string {
  const word = pastTense[verdict];
  if (one === undefined) return word;
  if (verdict === "block") return `${word} with ${status}`;
  if (verdict !== "allow") return `${word}${abilities[String(canAnswer(one.request))] ?? ""}`;
  return `${word}${signIns[one.routed.does] ?? ""}`;
}

const abilities: Readonly<Record<string, string>> = { true: "; a page can answer", false: ", and cannot answer" };
const signIns: Readonly<Record<string, string>> = { ask: ", then asked for a sign-in", deny: ", then 401 without a sign-in" };
