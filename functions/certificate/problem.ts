import * as z from "zod/mini";

const errors = "urn:ietf:params:acme:error:";

const detail = { type: z.optional(z.string()), detail: z.optional(z.string()) };
const problemDocument = z.object({
  ...detail,
  subproblems: z.optional(z.array(z.object({ ...detail, identifier: z.optional(z.object({ value: z.string() })) }))),
});

/** A problem document (RFC 8555 6.7, RFC 9457). */
export type Problem = z.infer<typeof problemDocument>;

/** Reads a problem document from an authority's answer; empty if it is none. */
export const asProblem = (body: unknown): Problem => problemDocument.safeParse(body).data ?? {};

const tooManyRequests = 429;

/** Facts about a failure. */
export interface AuthorityErrorFacts {
  readonly problem?: Problem;
  readonly status?: number;
  readonly retryAt?: Date;
  /** @default - by the status */
  readonly passing?: boolean;
  readonly cause?: unknown;
}

/** A failure that is the authority's: it is down, refuses, does not validate, or issues what must not be imported. The next one may do better. */
export class AuthorityError extends Error {
  readonly problem: Problem;
  /** HTTP status of its answer. @default - it gave none, or what is wrong is something else */
  readonly status: number | undefined;
  /** The earliest time at which it may be asked again, if it said so. */
  readonly retryAt: Date | undefined;
  /** Whether what was begun may still be finished later. */
  readonly passing: boolean;

  constructor(sentence: string, facts: AuthorityErrorFacts = {}) {
    super(sentence, { cause: facts.cause });
    this.name = "AuthorityError";
    this.problem = facts.problem ?? {};
    this.status = facts.status;
    this.retryAt = facts.retryAt;
    this.passing = facts.passing ?? (facts.status !== undefined && (facts.status >= 500 || facts.status === tooManyRequests));
  }

  /** Whether the problem is of a type of RFC 8555 6.7, such as `accountDoesNotExist`. */
  is(type: string): boolean {
    return this.problem.type === `${errors}${type}`;
  }

  /** Whether it has been asked too often (RFC 8555 6.6). */
  get rateLimited(): boolean {
    return this.status === tooManyRequests || this.is("rateLimited");
  }
}

/** One line of a problem document: type, detail, and what it says of single names. */
export function problemText({ type, detail, subproblems }: Problem): string {
  const own = [type?.replace(errors, ""), detail].filter(Boolean).join(": ");
  const single = subproblems?.map((each) => `${each.identifier?.value ?? "?"}: ${problemText(each)}`) ?? [];
  return [own || "no problem document", ...single].join("; ");
}
