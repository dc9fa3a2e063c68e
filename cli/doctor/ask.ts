import { messageOf } from "../offline/faults.ts";
import type { DoctorAction } from "./actions.ts";

/** The outcome of a question: an answer, or a sentence that says why there is none. */
export type Answer<T> = { readonly known: T } | { readonly why: string };

/** The answer; undefined where it is not known. */
export const knownOf = <T>(answer: Answer<T>): T | undefined => ("known" in answer ? answer.known : undefined);

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");
const statusOf = (error: unknown): number | undefined => {
  if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
  const metadata: unknown = error.$metadata;
  return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata && typeof metadata.httpStatusCode === "number"
    ? metadata.httpStatusCode
    : undefined;
};

const denied = /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|^Forbidden$|OptInRequired/;
const silent = /TimeoutError|ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|NetworkingError|AbortError/;

/** Asks one thing. A refusal names the action that is missing, and nothing is thrown: the other questions are asked all the same. */
export async function ask<T>(action: DoctorAction, call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { known: await call() };
  } catch (error) {
    return { why: reasonOf(action, error) };
  }
}

/** The same about something that may not be there: AWS's word for that, by the error's name, is the answer undefined. */
export async function look<T>(action: DoctorAction, absent: RegExp, call: () => Promise<T>): Promise<Answer<T | undefined>> {
  return await ask<T | undefined>(action, () =>
    call().catch((error: unknown) => {
      if (absent.test(nameOf(error))) return undefined;
      throw error;
    }),
  );
}

function reasonOf(action: DoctorAction, error: unknown): string {
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(nameOf(error))) return "AWS credentials are missing or incomplete";
  if (/^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch)/.test(nameOf(error)))
    return "the AWS credentials have expired or are wrong";
  if (denied.test(nameOf(error)) || statusOf(error) === 403) return `these credentials may not call ${action}`;
  // The SDK wraps what the network says, in a name, a code or a text.
  const [silence] = silent.exec(`${nameOf(error)} ${messageOf(error)}`) ?? [];
  if (silence) return `AWS did not answer ${action} (${silence})`;
  if (error instanceof SyntaxError) return `${action} got an answer that is not AWS's: is an emulator or a proxy in between?`;
  const [first = ""] = messageOf(error).split("\n");
  return `${action} was not answered (${[nameOf(error), first.slice(0, 120)].filter(Boolean).join(": ")})`;
}
