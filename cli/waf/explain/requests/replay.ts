import { canAnswer } from "../../evaluate/answerable.ts";
import { type Evaluation, evaluator } from "../../evaluate/evaluate.ts";
import type { Firewall } from "../../evaluate/load.ts";
import type { WebRequest } from "../../evaluate/request.ts";
import { type ListenerRule, route } from "../../listener/route.ts";
import type { Asked, Past } from "../formats/recorded.ts";
import type { Explained } from "../words.ts";
import type { Entries } from "./entries.ts";
import { readValue, requestFrom, type Survey } from "./survey.ts";

/** A request of a file with what becomes of it. */
export interface Replayed extends Explained {
  /** Its line or entry, from 1. */
  readonly line: number;
  readonly past: Past | undefined;
  /** The challenge that its browser has answered before. @default - none */
  readonly answered?: Evaluation | undefined;
}

/** The firewall and listener that requests are sent to. */
export interface Front {
  readonly firewall: Firewall;
  readonly rules: readonly ListenerRule[];
}

/** Asks the requests of a file, one after the other by their times. */
export function* replay(entries: Entries, { places }: Survey, front: Front, asked: Asked, hints: readonly string[]): Generator<Replayed> {
  const ask = evaluator(front.firewall);
  const browser = new Browser(front.firewall);
  for (const { number, position, size, part, time } of places) {
    const { format, reading } = readValue(entries.read(position, size)[part], entries, asked);
    if (!("recorded" in reading)) continue;
    const request = { ...requestFrom(reading.recorded, asked, hints), time };
    const { evaluation, ...rest } = format?.isBrowser ? browser.send(request, ask) : { request, evaluation: ask(request) };
    yield { line: number, ...rest, evaluation, routed: route(front.rules, request), past: reading.recorded.past };
  }
}

/** The final answer to a browser, and its token. */
interface Sent {
  readonly request: WebRequest;
  readonly evaluation: Evaluation;
  readonly answered?: Evaluation;
}

/** A browser with a person in front of it: it answers a page's challenge, sends the request again, and has a token from then on. */
class Browser {
  private readonly firewall: Firewall;
  private readonly until = { challenge: Number.NEGATIVE_INFINITY, captcha: Number.NEGATIVE_INFINITY };

  constructor(firewall: Firewall) {
    this.firewall = firewall;
  }

  send(sent: WebRequest, ask: (request: WebRequest) => Evaluation): Sent {
    const request = this.withToken(sent);
    const first = ask(request);
    if ((first.verdict !== "challenge" && first.verdict !== "captcha") || canAnswer(request) !== true)
      return { request, evaluation: first };
    this.until[first.verdict] = (request.time ?? 0) + this.firewall.immunity[first.verdict] * 1000;
    const again = this.withToken(sent);
    return { request: again, evaluation: ask(again), answered: first };
  }

  private withToken(request: WebRequest): WebRequest {
    const time = request.time ?? 0;
    if (request.hasToken === true || time < this.until.captcha) return { ...request, hasToken: true };
    return time < this.until.challenge ? { ...request, hasToken: "challenge" } : request;
  }
}
