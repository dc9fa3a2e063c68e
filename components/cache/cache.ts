import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { ParameterGroup } from "@pulumi/aws/elasticache/parameterGroup.js";
import { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import { SubnetGroup } from "@pulumi/aws/elasticache/subnetGroup.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { secureCache, valkey } from "../../domain/defaults/cache.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link Cache}. */
export interface CacheArgs {
  /** The description in the console. */
  readonly description: string;
  /** Such as `cache.t4g.small`. */
  readonly nodeType: string;
  /** Copies beside the primary; with one or more, failover to another zone is automatic. */
  readonly replicas: number;
  /**
   * `noeviction` where nothing may be lost (sessions, locks); `volatile-lru` for a cache: Symfony's tag-aware adapter
   * forbids policies that evict keys without a time to live (symfony.com/doc/6.4/components/cache/adapters/redis_adapter.html).
   */
  readonly evictionPolicy: "noeviction" | "volatile-lru";
  /** Daily snapshots, UTC. @default - none */
  readonly snapshots?: { readonly window: string; readonly retentionDays: number };
  /** Weekly, UTC, `ddd:hh:mm-ddd:hh:mm`. */
  readonly maintenanceWindow: string;
  /** Another number makes another password. */
  readonly passwordGeneration: number;
  readonly subnetIds: readonly Input<string>[];
  readonly securityGroupId: Input<string>;
  /** Key of data and password. Changing it replaces the cache. */
  readonly keyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/**
 * An ElastiCache for Valkey replication group with TLS, a password and its slow log. A store has two: the cache can be lost, sessions
 * and locks cannot.
 * @see docs/decisions/0010-two-caches.md
 */
export class Cache extends ComponentResource {
  readonly replicationGroupId: Output<string>;
  readonly address: Output<string>;
  /** Ids of the nodes, `<group>-001` and on: what metrics are kept by. */
  readonly memberIds: readonly Output<string>[];
  /** Secret with `host`, `port`, `password`. */
  readonly secretArn: Output<string>;

  constructor(name: string, args: CacheArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Cache"), name, {}, opts);
    const parent = this;

    const password = new RandomPassword(
      name,
      { length: 64, special: false, keepers: { generation: String(args.passwordGeneration) } },
      { parent },
    );
    const group = createGroup();
    const secret = keepSecret();

    this.replicationGroupId = group.id;
    this.address = group.primaryEndpointAddress;
    this.memberIds = Array.from({ length: args.replicas + 1 }, (_, i) => group.id.apply((id) => `${id}-${String(i + 1).padStart(3, "0")}`));
    this.secretArn = secret.arn;
    this.registerOutputs({ address: this.address, secretArn: this.secretArn });

    function createGroup() {
      const subnets = new SubnetGroup(name, { description: "Data tier", subnetIds: [...args.subnetIds], tags: nameTag(name) }, { parent });
      const parameters = new ParameterGroup(
        name,
        {
          family: valkey.family,
          description: args.description,
          parameters: [{ name: "maxmemory-policy", value: args.evictionPolicy }],
          tags: nameTag(name),
        },
        { parent },
      );
      const slowLog = new LogGroup(`${name}-slow`, { kmsKeyId: args.logKeyArn, retentionInDays: args.logRetentionDays }, { parent });
      const several = args.replicas > 0;
      return new ReplicationGroup(
        name,
        {
          ...secureCache,
          description: args.description,
          engine: valkey.engine,
          engineVersion: valkey.engineVersion,
          nodeType: args.nodeType,
          numCacheClusters: args.replicas + 1,
          automaticFailoverEnabled: several,
          multiAzEnabled: several,
          parameterGroupName: parameters.name,
          subnetGroupName: subnets.name,
          securityGroupIds: [args.securityGroupId],
          kmsKeyId: args.keyArn,
          authToken: password.result,
          authTokenUpdateStrategy: "ROTATE",
          maintenanceWindow: args.maintenanceWindow,
          snapshotRetentionLimit: args.snapshots?.retentionDays ?? 0,
          snapshotWindow: args.snapshots?.window,
          ...(args.snapshots && { finalSnapshotIdentifier: `${getStack()}-${name}-final` }),
          logDeliveryConfigurations: [
            { destination: slowLog.name, destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" },
          ],
          tags: nameTag(name),
        },
        { parent, protect: args.protect },
      );
    }

    function keepSecret() {
      const secret = new Secret(
        name,
        { description: `Address and password: ${args.description}`, kmsKeyId: args.keyArn, recoveryWindowInDays: 7, tags: nameTag(name) },
        { parent },
      );
      const value = jsonStringify({ host: group.primaryEndpointAddress, port: secureCache.port, password: password.result });
      new SecretVersion(name, { secretId: secret.id, secretString: value }, { parent });
      return secret;
    }
  }
}
