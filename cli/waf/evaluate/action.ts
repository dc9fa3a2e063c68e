import { type Block, blockOf, chosen, numberOf } from "./shape.ts";

/** The action of a rule on a matching request. */
export type ActionKind = "allow" | "block" | "count" | "captcha" | "challenge";

/** A rule's action with what the client gets. */
export interface Action {
  readonly kind: ActionKind;
  /** HTTP status of what WAF answers; undefined where the request goes on. */
  readonly status?: number;
}

const statuses: Readonly<Record<ActionKind, number | undefined>> = {
  allow: undefined,
  count: undefined,
  block: 403,
  // docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html
  captcha: 405,
  challenge: 202,
};

/** An action of its kind alone. */
export const actionOf = (kind: ActionKind): Action => {
  const status = statuses[kind];
  return status === undefined ? { kind } : { kind, status };
};

const isKind = (text: string): text is ActionKind => Object.hasOwn(statuses, text);

/** The action that a block such as `{block: {customResponse: {responseCode: 429}}}` asks for; undefined for none. */
export function readAction(value: unknown): Action | undefined {
  const [kind = "", content = {}] = chosen(blockOf(value) ?? {}) ?? [];
  if (!isKind(kind)) return undefined;
  return kind === "block" ? { kind, status: responseCode(content) ?? 403 } : actionOf(kind);
}

const responseCode = (content: Block): number | undefined => numberOf(blockOf(content.customResponse)?.responseCode);

/** Whether a client holds a token: of both questions, of none, or only of the one that its browser answers by itself. */
export type TokenState = boolean | "challenge";

/** Whether the request ends with this action; a client with a token passes a CAPTCHA or a challenge as if it were counted. */
export function isFinal(kind: ActionKind, token: TokenState): boolean {
  if (kind === "captcha") return token !== true;
  return kind === "challenge" ? token === false : kind !== "count";
}
