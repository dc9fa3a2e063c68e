import { type Input, interpolate } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** Resources that the certificate's function may reach, and nothing else. */
export interface CertificatePolicyArgs {
  readonly region: Region;
  /** The zone's domain. */
  readonly zone: string;
  readonly zoneId: Input<string>;
  /** Challenge records in the zone. */
  readonly records: readonly string[];
  /** Challenge records in other zones. */
  readonly delegations: readonly { readonly record: string; readonly zoneId: string }[];
  readonly certificateArn: Input<string>;
  readonly secretArn: Input<string>;
  readonly eabSecretArns: readonly string[];
  /** Account bindings in ACM, of authorities that approve names beforehand. */
  readonly bindingArns: readonly Input<string>[];
  /** Whether any authority asks challenges; if none does, nothing is written to DNS. */
  readonly challenged: boolean;
  readonly dataKeyArn: Input<string>;
}

/**
 * Characters of names that a policy has room for: a managed one holds 6,144 without blanks, and the other statements take up to 4,000
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 */
const ROOM_FOR_NAMES = 2000;

/** The function's statements. */
export function certificateStatements(args: CertificatePolicyArgs): IamStatement[] {
  const { region, eabSecretArns, bindingArns } = args;
  return [
    ...(args.challenged ? challengeStatements(args) : [allow("ReadZone", ["route53:GetHostedZone"], zoneArn(args.zoneId))]),
    allow("OwnCertificate", ["acm:GetCertificate", "acm:ImportCertificate"], args.certificateArn),
    allow("OwnSecret", ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"], args.secretArn),
    ...(eabSecretArns.length > 0 ? [allow("AccountBindings", ["secretsmanager:GetSecretValue"], eabSecretArns)] : []),
    ...(bindingArns.length > 0 ? [allow("AccountBindingsInAcm", ["acm:GetAcmeExternalAccountBindingCredentials"], bindingArns)] : []),
    allow("SecretsKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.dataKeyArn, {
      StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
    }),
  ];
}

const zoneArn = (id: Input<string>) => interpolate`arn:aws:route53:::hostedzone/${id}`;

/** Writing challenges, and seeing whether they are there. */
function challengeStatements(args: CertificatePolicyArgs): IamStatement[] {
  const { zone, delegations } = args;
  // All of a zone's records change at once, so one statement has to hold them all.
  const inZone = delegations.map(({ record }) => record).filter((record) => record.endsWith(`.${zone}`));
  const zones = [...new Set(delegations.map(({ zoneId }) => zoneId))];
  const zoneArns = [args.zoneId, ...zones].map(zoneArn);
  return [
    allow("Challenges", ["route53:ChangeResourceRecordSets"], zoneArns[0], only([...args.records, ...inZone], zone)),
    ...zones.map((zoneId, i) => {
      const records = delegations.filter((delegation) => delegation.zoneId === zoneId).map(({ record }) => record);
      return allow(`Delegated${i + 1}`, ["route53:ChangeResourceRecordSets"], zoneArns[i + 1], only(records));
    }),
    allow("ReadZones", ["route53:GetHostedZone", "route53:ListResourceRecordSets"], zoneArns),
    allow("ReadChanges", ["route53:GetChange"], "arn:aws:route53:::change/*"),
  ];
}

/**
 * Only TXT records of those names (docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html). Where there
 * are too many for a policy, of every challenge in `zone`: it still holds nothing but proofs of control.
 */
function only(records: readonly string[], zone?: string) {
  const fits = zone === undefined || JSON.stringify(records).length <= ROOM_FOR_NAMES;
  const types = { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] };
  const name = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
  return {
    "ForAllValues:StringEquals": fits ? { ...types, [name]: records } : types,
    ...(!fits && {
      "ForAllValues:StringLike": {
        [name]: [
          `_acme-challenge.${zone}`,
          `_acme-challenge.*.${zone}`,
          ...records.filter((record) => !record.startsWith("_acme-challenge.")),
        ],
      },
    }),
    // Without it, a request that names nothing would pass (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
    Null: { [name]: "false" },
  };
}
