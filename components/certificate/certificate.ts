import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig.js";
import { Invocation } from "@pulumi/aws/lambda/invocation.js";
import { Record as DnsRecord } from "@pulumi/aws/route53/record.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  jsonStringify,
  log,
  type Output,
  type Resource,
  rootStackResource,
} from "@pulumi/pulumi";
import type { Authority, CertificateRequest } from "../../domain/contracts/certificate.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { StoreFunction } from "../function/function.ts";
import { FunctionSchedule } from "../function/function-schedule.ts";
import type { InputsOf } from "../function/inputs.ts";
import { nameTag, typeToken } from "../naming.ts";
import { AcmeEndpoint } from "./acme-endpoint.ts";
import { BootstrapCertificate } from "./bootstrap-certificate.ts";
import { type CertificateStatus, readOutcome } from "./outcome.ts";
import { type Admission, caaRecords, challengeRecords, namesToIssue, scheduleOf, toAsk } from "./plan.ts";
import { certificateStatements } from "./policy.ts";

/** An authority, and what CAA records need to know of it. */
export interface CertificateAuthority extends Authority {
  readonly caaDomain: string;
  /** Whether it heeds `accounturi` (RFC 8657). */
  readonly heedsAccountUri: boolean;
  /** Whether its directory is the store's own in ACM, which approves names beforehand; `directoryUrl` is empty then. @default false */
  readonly approvesBeforehand?: boolean;
}

/** The function's request, beside the task; some of it is known after apply. */
type Request = InputsOf<Omit<CertificateRequest, "task" | "onFailure">>;

/** Arguments for {@link Certificate}. */
export interface CertificateArgs {
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The store's names, the first of which is the subject; each has A records of the store's. */
  readonly domains: readonly string[];
  /** More names, also `*.` ones. */
  readonly otherNames: readonly string[];
  /** The zone's domain. */
  readonly zone: string;
  readonly zoneId: Input<string>;
  readonly delegations: NonNullable<CertificateRequest["delegations"]>;
  readonly authorities: readonly CertificateAuthority[];
  readonly keyType: CertificateRequest["keyType"];
  readonly freezes: CertificateRequest["freezes"];
  readonly contacts: readonly string[];
  /** Whether CAA records are published at `domains`. */
  readonly caa: boolean;
  /** CAA domains that they admit beside the authorities'. */
  readonly alsoAdmitted: readonly string[];
  /** Key of the function's secret. */
  readonly keyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/**
 * The store's TLS certificate in ACM: self-signed at first, then issued and renewed by a function over ACME into the same ARN, at
 * `pulumi up` and twice a day. Private keys are in ACM and in the function's secret, never in Pulumi's state.
 * @see docs/decisions/0012-certificates-by-a-function.md
 */
export class Certificate extends ComponentResource {
  readonly certificateArn: Output<string>;
  /** The certificate until an authority has issued one: self-signed, in PEM. */
  readonly bootstrapPem: Output<string>;
  readonly functionName: Output<string>;
  /** The certificate as the last `pulumi up` that changed something found it; the schedule renews without telling Pulumi. */
  readonly status: Output<CertificateStatus>;
  /** The first run is over: from then on there are metrics. */
  readonly firstRun: Resource;

  constructor(name: string, args: CertificateArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Certificate"), name, {}, opts);
    const parent = this;
    const names = namesToIssue([...args.domains, ...args.otherNames]);

    const { certificateArn, pem } = bootstrap();
    const secret = createSecret();
    const endpoint = args.authorities.some(({ approvesBeforehand }) => approvesBeforehand)
      ? new AcmeEndpoint(`${name}-acme`, { keyType: args.keyType }, { parent })
      : undefined;
    const renewal = createFunction();
    const settled = neverTwice();
    const request = composeRequest();
    const schedule = renewTwiceADay();
    const records = args.caa ? admit() : [];
    // After the records: while CAA does not admit it, an authority approves nothing.
    const approved = endpoint?.approve(names, args.zoneId, records) ?? [];
    const issue = run("issue", request, [...records, ...approved]);

    this.certificateArn = certificateArn;
    this.bootstrapPem = pem;
    this.functionName = renewal.functionName;
    this.status = issue.result.apply(readOutcome);
    this.firstRun = issue;
    this.registerOutputs({ certificateArn, status: this.status });

    function bootstrap() {
      // It had no parent before there was this component: another URN would replace the live certificate.
      return new BootstrapCertificate(
        name,
        { domains: [...args.domains, ...args.otherNames] },
        { parent, aliases: [{ parent: rootStackResource }] },
      );
    }

    /** Creates the secret without a version: its value is the function's, and never in Pulumi's state. */
    function createSecret() {
      return new Secret(
        name,
        { description: "ACME accounts and the certificate's keys", kmsKeyId: args.keyArn, recoveryWindowInDays: 30, tags: nameTag(name) },
        { parent },
      );
    }

    function createFunction() {
      const statements = certificateStatements({
        ...args,
        records: challengeRecords(names),
        certificateArn,
        secretArn: secret.arn,
        eabSecretArns: args.authorities.flatMap(({ eabSecretArn }) => eabSecretArn ?? []),
        bindingArns: endpoint ? [endpoint.bindingArn] : [],
        challenged: args.authorities.some(({ approvesBeforehand }) => !approvesBeforehand),
        dataKeyArn: args.keyArn,
      });
      return new StoreFunction(
        name,
        {
          ...args,
          source: "certificate",
          description: "Gets and renews the store's certificate",
          statements,
          environment: {},
          timeoutSeconds: 600,
        },
        { parent },
      );
    }

    /** Authorities count failures: what failed is tried again by the next schedule, not by Lambda after a minute. */
    function neverTwice() {
      return new FunctionEventInvokeConfig(
        name,
        { functionName: renewal.functionName, maximumRetryAttempts: 0, maximumEventAgeInSeconds: 3600 },
        { parent },
      );
    }

    /** Schedules the renewal, at a time of the stack's own. No dead letters: the next run does the same work, and an alarm counts the days without one. */
    function renewTwiceADay() {
      return new FunctionSchedule(
        `${name}-schedule`,
        {
          region: args.region,
          accountId: args.accountId,
          function: name,
          functionArn: renewal.functionArn,
          description: "Renews the certificate when it is due",
          topicArn: args.topicArn,
          expression: scheduleOf(getStack()),
          flexibleMinutes: 60,
          input: jsonStringify({ ...request, onFailure: "throw" }),
          retry: { seconds: 3600, attempts: 10 },
        },
        { parent },
      );
    }

    function composeRequest(): Request {
      return {
        stack: getStack(),
        domains: names,
        zoneId: args.zoneId,
        delegations: args.delegations,
        certificateArn,
        secretArn: secret.arn,
        keyType: args.keyType,
        authorities: args.authorities.map((authority) =>
          authority.approvesBeforehand && endpoint
            ? { ...toAsk(authority), directoryUrl: endpoint.directoryUrl, bindingArn: endpoint.bindingArn }
            : toAsk(authority),
        ),
        freezes: args.freezes.map(({ from, to }) => ({ from, to })),
        contacts: args.contacts,
      };
    }

    /** CAA at each of the store's names, of the accounts that the function registers first: what is ordered then is admitted. */
    function admit() {
      const admitted = run("accounts", { ...request, task: "accounts" }).result.apply((json) => admissions(readOutcome(json).accounts));
      return args.domains.map((domain) => {
        const wildcards = args.otherNames.some((other) => other.startsWith("*.") && other.endsWith(`.${domain}`));
        const values = admitted.apply((whom) => caaRecords(whom, { wildcards, contacts: args.contacts }));
        const record = { zoneId: args.zoneId, name: domain, type: "CAA", ttl: 300, records: values };
        return new DnsRecord(`${name}-${domain}-CAA`, record, { parent });
      });
    }

    function admissions(accounts: Readonly<Record<string, string>>): Admission[] {
      const ours = args.authorities.map(({ name: authority, caaDomain, heedsAccountUri }) => {
        const accountUri = heedsAccountUri ? accounts[authority] : undefined;
        if (heedsAccountUri && !accountUri)
          log.warn(`${authority} names no account: CAA admits any account of it until the request changes`, parent);
        return { caaDomain, accountUri };
      });
      return [...ours, ...args.alsoAdmitted.map((caaDomain) => ({ caaDomain }))];
    }

    /** Runs the function once, and again whenever the request changes; what fails is told, and does not stop `pulumi up`. */
    function run(what: string, event: Request & Pick<CertificateRequest, "task">, after: readonly Resource[] = []) {
      return new Invocation(
        `${name}-${what}`,
        { functionName: renewal.functionName, input: jsonStringify({ ...event, onFailure: "report" }), lifecycleScope: "CREATE_ONLY" },
        // A role's new permissions take seconds to be known everywhere: Scheduler tries its own first, and time passes.
        { parent, dependsOn: [renewal, settled, schedule, ...after] },
      );
    }
  }
}
