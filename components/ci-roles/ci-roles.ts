import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { readOnlyPolicies } from "../../domain/defaults/staff.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import type { ArchivePlace } from "../buckets/archive-place.ts";
import { nameTag, typeToken } from "../naming.ts";
import type { StatePlace } from "../pulumi-state/state-place.ts";
import { boundaryStatements } from "./boundary.ts";
import { deployPolicies } from "./deploy-statements.ts";
import { boundaryName, deployRole, planRole, storeBoundary } from "./names.ts";
import { planStatements } from "./plan-statements.ts";
import { deployedState, plannedState, type StateUse, stateKeys } from "./state.ts";
import { storeBoundaryStatements } from "./store-boundary.ts";

/** A store that CI deploys. */
export interface DeployedStore {
  readonly stack: string;
  /** Subjects of the jobs that may say what would change. */
  readonly plan: readonly string[];
  /** Subjects of the jobs that may change it. */
  readonly subjects: readonly string[];
  /** Ids of the hosted zones that it writes. */
  readonly zones: readonly string[];
  /** Whether it makes its zone, whose id is not known beforehand: then its role may write any zone. */
  readonly createsZone: boolean;
  /** Other stores whose outputs it reads, since they make zones below its own. */
  readonly reads: readonly string[];
}

/** Arguments for {@link CiRoles}. */
export interface CiRolesArgs {
  readonly accountId: Input<string>;
  /** The OpenID Connect issuer of the jobs' tokens, `https://…`. */
  readonly issuer: string;
  readonly audience: string;
  /** The account's provider of that issuer, of which there can be one only. @default - it is made */
  readonly providerArn?: string | undefined;
  readonly deploy: readonly DeployedStore[];
  /** Where Pulumi keeps its state. @default - elsewhere */
  readonly state?: StatePlace | undefined;
  /** Patterns of ARNs of roles that may deploy as well: people who have to do by hand what CI does. */
  readonly deployers: readonly Input<string>[];
  /** Name of the role that CI must not touch either. */
  readonly breakGlassRole: string;
  readonly archive: ArchivePlace;
}

/** Maximum duration of a deployment, in seconds: a database is slow. */
const deploySeconds = 7200;

/** Maximum duration of a plan, in seconds. */
const planSeconds = 3600;

/**
 * IAM roles that CI assumes with the OIDC token of a job: for each store one that previews and one that deploys. There are no access
 * keys.
 * @see docs/decisions/0031-staff-and-ci-roles.md
 */
export class CiRoles extends ComponentResource {
  /** By stack. */
  readonly planRoleArns: Readonly<Record<string, Output<string>>>;
  /** By stack. */
  readonly deployRoleArns: Readonly<Record<string, Output<string>>>;

  constructor(name: string, args: CiRolesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("CiRoles"), name, {}, opts);
    const parent = this;
    const { accountId, issuer, audience } = args;

    const host = issuer.slice("https://".length);
    const provider = args.providerArn ? [] : [createProvider()];
    // By name, so that the trust is known, and can be judged, before the provider is there.
    const providerArn = args.providerArn ?? interpolate`arn:aws:iam::${accountId}:oidc-provider/${host}`;
    const boundary = createPolicy("boundary", boundaryName(getStack()), "The most that CI may do", boundaryOf());
    this.planRoleArns = Object.fromEntries(args.deploy.map((store) => [store.stack, createPlanRole(store)]));
    this.deployRoleArns = Object.fromEntries(args.deploy.map((store) => [store.stack, createDeployRole(store)]));
    this.registerOutputs({ planRoleArns: this.planRoleArns });

    function createProvider() {
      return new OpenIdConnectProvider(name, { url: issuer, clientIdLists: [audience], tags: nameTag(name) }, { parent });
    }

    function boundaryOf(): IamStatement[] {
      return boundaryStatements({ accountId, stack: getStack(), breakGlassRole: args.breakGlassRole, archive: args.archive });
    }

    function createPlanRole(store: DeployedStore) {
      const { stack, plan } = store;
      const part = `plan-${stack}`;
      const role = createRole(part, `Says what would change of ${stack}`, trust(plan), planSeconds, planRole(getStack(), stack));
      for (const [i, policyArn] of readOnlyPolicies.entries()) attach(`${name}-${part}-${i + 1}`, role, policyArn);
      const state = stateOf(store);
      attachOwn(part, role, { own: [...planStatements(stack, accountId), ...(state ? plannedState(state) : [])] });
      return role.arn;
    }

    function createDeployRole(store: DeployedStore) {
      const { stack, subjects, zones, createsZone, reads } = store;
      const bounds = storeBoundaryStatements({
        accountId,
        accountStack: getStack(),
        archive: args.archive,
        stack,
        zones,
        createsZone,
        reads,
      });
      createPolicy(`boundary-${stack}`, storeBoundary(getStack(), stack), `The most that roles of ${stack} may do`, bounds);
      const trusted = [...trust(subjects), ...byHand(args.deployers)];
      const role = createRole(`deploy-${stack}`, `Deploys ${stack}`, trusted, deploySeconds, deployRole(getStack(), stack));
      const boundaryArn = interpolate`arn:aws:iam::${accountId}:policy/${storeBoundary(getStack(), stack)}`;
      const state = stateOf(store);
      attachOwn(`deploy-${stack}`, role, {
        ...deployPolicies({ accountId, stack, boundaryArn, zones, createsZone, othersKeys: state ? stateKeys(state) : [] }),
        ...(state && { state: deployedState(state) }),
      });
      return role.arn;
    }

    function stateOf({ stack, reads }: DeployedStore): StateUse | undefined {
      return args.state && { place: args.state, accountId, stack, reads: [getStack(), ...reads] };
    }

    function trust(subjects: readonly string[]): IamStatement[] {
      const claims = { [`${host}:aud`]: audience, [`${host}:sub`]: [...subjects] };
      return [
        {
          Sid: "Jobs",
          Effect: "Allow",
          Principal: { Federated: providerArn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: claims },
        },
      ];
    }

    function byHand(patterns: readonly Input<string>[]): IamStatement[] {
      if (patterns.length === 0) return [];
      return [
        {
          Sid: "ByHand",
          Effect: "Allow",
          Principal: { AWS: interpolate`arn:aws:iam::${accountId}:root` },
          Action: "sts:AssumeRole",
          Condition: { ArnLike: { "aws:PrincipalArn": [...patterns] } },
        },
      ];
    }

    function createRole(
      part: string,
      description: string,
      statements: readonly IamStatement[],
      maxSessionDuration: number,
      roleName = `${getStack()}-${part}`,
    ) {
      return new Role(
        `${name}-${part}`,
        {
          name: roleName,
          description,
          assumeRolePolicy: jsonStringify({ Version: "2012-10-17", Statement: statements }),
          permissionsBoundary: boundary.arn,
          maxSessionDuration,
          tags: nameTag(part),
        },
        { parent, dependsOn: provider },
      );
    }

    function attachOwn(part: string, role: Role, policies: Readonly<Record<string, readonly IamStatement[]>>) {
      for (const [which, statements] of Object.entries(policies)) {
        const policy = createPolicy(`${part}-${which}`, `${getStack()}-${part}-${which}`, `Of the role ${part}`, statements);
        attach(`${name}-${part}-${which}`, role, policy.arn);
      }
    }

    function createPolicy(part: string, policyName: string, description: string, statements: readonly IamStatement[]) {
      const policy = jsonStringify({ Version: "2012-10-17", Statement: statements });
      return new Policy(`${name}-${part}`, { name: policyName, description, policy, tags: nameTag(part) }, { parent });
    }

    function attach(attachment: string, role: Role, policyArn: Input<string>) {
      new RolePolicyAttachment(attachment, { role: role.name, policyArn }, { parent });
    }
  }
}
