import { Resource as CloudControlResource } from "@pulumi/aws/cloudcontrol/resource.js";
import { Role } from "@pulumi/aws/iam/role.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  jsonStringify,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { CertificateRequest } from "../../domain/contracts/certificate.ts";
import { allow } from "../../domain/iam/statement.ts";
import { isRecord } from "../../domain/values.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { acmeTypes } from "./acme-types.ts";
import { approvals } from "./plan.ts";

/** Arguments for {@link AcmeEndpoint}. */
export interface AcmeEndpointArgs {
  readonly keyType: CertificateRequest["keyType"];
}

/** Names as ACM calls the keys that the function makes. */
const algorithms = { "ecdsa-p256": "EC_prime256v1", "rsa-2048": "RSA_2048" } as const;

/**
 * ACM's trust, and what it may do by the role: issue by this endpoint, and nothing that did not come through ACME
 * (docs.aws.amazon.com/acm/latest/userguide/security-iam-acme.html; the tag is one that ACM gives the session).
 */
const trustAcme = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "acm-acme.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      Condition: { StringLikeIfExists: { "sts:SourceIdentity": "acm-acme-*" } },
    },
  ],
};

/**
 * An ACME server of the store's own in ACM, and the binding with which the certificate function registers there. Created by Cloud
 * Control, since the provider lacks these resources. The binding's key is not among its properties, so none of it gets into Pulumi's
 * state.
 * @see docs/decisions/0042-newer-means-of-aws.md
 */
export class AcmeEndpoint extends ComponentResource {
  readonly directoryUrl: Output<string>;
  readonly bindingArn: Output<string>;
  readonly #name: string;
  readonly #endpoint: CloudControlResource;

  constructor(name: string, args: AcmeEndpointArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AcmeEndpoint"), name, {}, opts);
    this.#name = name;
    this.#endpoint = make(name, "endpoint", this, {
      AuthorizationBehavior: "PRE_APPROVED",
      Contact: "NOT_REQUIRED",
      CertificateAuthority: { PublicCertificateAuthority: { AllowedKeyAlgorithms: [algorithms[args.keyType]] } },
    });
    const role = new Role(
      name,
      {
        name: `${getStack()}-${name}`,
        description: "Lets ACM issue what the store's certificate function orders",
        assumeRolePolicy: jsonStringify(trustAcme),
        maxSessionDuration: 3600,
        tags: nameTag(name),
      },
      { parent: this },
    );
    const statements = [
      allow("IssueByAcme", ["acm:RequestCertificate"], "*", {
        StringEquals: { "acm:CertificateKeyPairOrigin": "ACME", "aws:PrincipalTag/acme-endpoint-arn": this.#endpoint.id },
      }),
    ];
    const granted = grant(name, { roleName: role.name, description: "Issuing by the store's ACME endpoint", statements }, { parent: this });
    // ACM tries the role when the binding is made.
    const binding = make(`${name}-binding`, "binding", this, { AcmeEndpointArn: this.#endpoint.id, RoleArn: role.arn }, [granted]);

    this.directoryUrl = this.#endpoint.properties.apply(directoryIn);
    this.bindingArn = binding.id;
    this.registerOutputs({ directoryUrl: this.directoryUrl, bindingArn: this.bindingArn });
  }

  /** Approves names for good: ACM writes a CNAME for each into the zone, looks for it, and goes on doing so at each renewal. */
  approve(names: readonly string[], zoneId: Input<string>, after: readonly Resource[]): Resource[] {
    return approvals(names).map(({ domain, exact, wildcards }) => {
      const scope = (on: boolean) => (on ? "ENABLED" : "DISABLED");
      const DomainScope = { ExactDomain: scope(exact), Subdomains: scope(false), Wildcards: scope(wildcards) };
      const PrevalidationOptions = { DnsPrevalidation: { HostedZoneId: zoneId, DomainScope } };
      const state = { AcmeEndpointArn: this.#endpoint.id, DomainName: domain, PrevalidationOptions };
      return make(`${this.#name}-${domain}`, "validation", this, state, after);
    });
  }
}

function make(
  name: string,
  kind: keyof typeof acmeTypes,
  parent: Resource,
  state: Record<string, unknown>,
  after: readonly Resource[] = [],
): CloudControlResource {
  const { typeName, schema } = acmeTypes[kind];
  const tags = { ...nameTag(name), stack: getStack() };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return new CloudControlResource(
    name,
    { typeName, schema, desiredState: jsonStringify({ ...state, Tags }) },
    { parent, dependsOn: [...after] },
  );
}

function directoryIn(properties: string): string {
  const found: unknown = JSON.parse(properties);
  if (isRecord(found) && typeof found.EndpointUrl === "string") return found.EndpointUrl;
  throw new Error("ACM's ACME endpoint has no EndpointUrl, expected the address of its directory");
}
