import type { Reply } from "../emulators/gateway.ts";
import { isService, type Model, modelOf, type Operation, shapeOf } from "./model.ts";
import { writeError } from "./reply.ts";
import type { Request } from "./wire.ts";

/** What an operation is refused with; thrown by an answer, or put in its place. */
export class Refusal extends Error {
  readonly code: string;

  /** `code` is one that AWS's model lists for the operation, or one that every operation may end with. */
  constructor(code: string, message = `from a test: ${code}`) {
    super(message);
    this.code = code;
  }
}

/** Refusals that AWS lists for no operation, since all have them, by HTTP status (docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html). */
const common: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 400,
  InternalFailure: 500,
  Throttling: 400,
  ThrottlingException: 400,
  ValidationError: 400,
  ValidationException: 400,
};

/** Models by the name that requests are signed for, where it is not the CLI's. */
const signedAs: Readonly<Record<string, string>> = { elasticfilesystem: "efs", monitoring: "cloudwatch", elasticloadbalancing: "elbv2" };

/** A refusal as the service words it, of an operation such as `acm:ImportCertificate`. Throws for one that AWS never says to it. */
export function refusedAs(name: string, { code, message }: Refusal): Reply {
  const [service = "", called = ""] = name.split(":");
  const model = modelOf(service);
  const operation = model.operations[called];
  if (!operation) throw new Error(`${name}: AWS has no such operation`);
  const status = statusOf(model, operation, code);
  if (status === undefined) throw new Error(`${name}: got the refusal ${code}, expected one that it has`);
  return writeError(model, status, code, message);
}

/** The HTTP status of a refusal; undefined where the operation has no such refusal. */
function statusOf(model: Model, { errors = [] }: Operation, code: string): number | undefined {
  for (const { shape } of errors) {
    const { error, fault } = shapeOf(model, shape);
    if (shape === code || error?.code === code) return error?.httpStatusCode ?? (fault ? 500 : 400);
  }
  return common[code];
}

/** The CLI's name of the service that a request is signed for. A request without a signature is no one's. */
export function serviceOf({ headers }: Pick<Request, "headers">): string | undefined {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(String(headers.authorization))?.[1];
  const service = scope === undefined ? undefined : (signedAs[scope] ?? scope);
  return service !== undefined && isService(service) ? service : undefined;
}
