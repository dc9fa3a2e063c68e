import {
  all,
  asset,
  ComponentResource,
  Config,
  CustomResource,
  concat,
  getOrganization,
  type Input,
  interpolate,
  jsonParse,
  jsonStringify,
  mergeOptions,
  Output,
  output,
  ProviderResource,
  ResourceError,
  RunError,
  rootStackResource,
  runtime,
  StackReference,
  secret,
  unsecret,
} from "@pulumi/pulumi";

/** A resource of which AWS alone knows the ARN. */
class Made extends CustomResource {
  declare readonly arn: Output<string>;
  declare readonly policy: Output<string>;
  declare readonly tags: Output<Record<string, string>>;

  constructor(name: string, props: Record<string, unknown> = {}, options = {}) {
    super("aws:iam/policy:Policy", name, { arn: undefined, policy: undefined, tags: undefined, ...props }, options);
  }
}

class Group extends ComponentResource {
  readonly first: Made;
  readonly inner: Inner;

  constructor(name: string, options = {}, args: Record<string, Input<unknown>> = {}) {
    super("test:index:Group", name, args, options);
    this.first = new Made(`${name}-first`, {}, { parent: this });
    this.inner = new Inner(`${name}-inner`, { parent: this });
    this.registerOutputs({ arn: this.first.arn, nested: { id: this.first.id, hidden: secret("s") }, later: this.first });
  }
}

class Inner extends ComponentResource {
  constructor(name: string, options = {}) {
    super("test:index:Inner", name, {}, options);
    const made = new Made(`${name}-made`, {}, { parent: this });
    new Made(`${name}-below`, {}, { parent: made });
  }
}

class Later extends ComponentResource {
  override async initialize(): Promise<string> {
    await Promise.resolve();
    new Made("late", {}, { parent: this });
    return "data";
  }

  again(): void {
    this.registerOutputs({ twice: true });
  }
}

class Own extends ProviderResource {
  constructor(pkg: string, name: string, options = {}) {
    super(pkg, name, { region: "us-east-1" }, options);
  }
}

type Meet = (value: unknown) => void;

/** By the SDK a second sentence blames whatever waits for what failed. */
export const differing = "what waits for what failed";

/** A program for each feature that the recorder has; `meet` notes what a program's own functions were called with. */
export const programs: Readonly<Record<string, (meet: Meet) => unknown>> = {
  [differing]: () => {
    const fails = () => {
      throw new RunError("no such thing");
    };
    const one = new Made("one", { policy: output("p").apply(fails) });
    new Made("two", { policy: one.arn, tags: { a: one.id } });
    new Made("three", {}, { parent: one });
    new Made("four", {}, { dependsOn: one });
    one.arn.apply(() => new Made("five"));
  },
  "values at any depth": () => {
    const one = new Made("one");
    new Made("two", {
      policy: {
        list: [one.arn, undefined, null, 1, true, Promise.resolve(one.id)],
        none: undefined,
        deep: { id: output({ at: one.id }).at },
      },
      tags: { function: () => 1, resource: one, nested: output([output(1), Promise.resolve(output("two"))]) },
    });
  },
  "secrets at any depth": (meet) => {
    const one = new Made("one", { policy: secret("s"), tags: { open: "yes", hidden: secret("t") } }, { additionalSecretOutputs: ["arn"] });
    one.tags.apply((tags) => meet(tags));
    new Made("two", { policy: one.policy, tags: all([one.tags, "x"]).apply(([tags]) => tags) });
    new Made("three", { policy: unsecret(one.policy), tags: { a: interpolate`${one.policy}-a`, b: one.tags.open } });
    new Made("four", { policy: secret(one.arn), tags: secret({ a: [one.policy] }) });
  },
  "texts of known and unknown parts": () => {
    const one = new Made("one");
    const document = (resource: unknown) => ({ Statement: [{ Action: "*", Resource: resource }] });
    new Made("two", { policy: jsonStringify(document(one.arn)), tags: { a: jsonStringify(document(one.id)), b: concat(one.arn, 1) } });
    new Made("three", { policy: interpolate`{"a":"${one.arn}${one.urn}"}`, tags: output(jsonStringify(output(document([one.arn])))) });
    new Made("four", {
      policy: jsonStringify(document(one.arn.apply((arn) => `${arn}/*`))),
      tags: secret(jsonStringify(document(one.arn))),
    });
    new Made("five", {
      policy: Promise.resolve(jsonStringify(document(one.arn))),
      tags: jsonStringify({ inner: jsonStringify([one.arn]) }, undefined, 2),
    });
  },
  "functions of a program": (meet) => {
    const one = new Made("one", { policy: "p", tags: { a: "1" } });
    const both = output({ a: one.tags, b: [one.policy] });
    for (const value of [one.arn, one.id, one.urn, one.policy, one.tags.a, one.tags.missing]) output(value).apply(meet);
    one.tags.apply(meet);
    both.apply(meet);
    output(one.policy.apply((text) => Promise.resolve(output([text])))).apply(meet);
    output(undefined).apply(meet);
    jsonParse(jsonStringify({ a: one.policy })).apply(meet);
    new Made("two", { policy: one.policy.apply((policy) => ({ policy, arn: one.arn })), tags: one.policy.length });
    one.policy.apply((text) => new Made(`made-of-${text}`));
    meet([Output.isInstance(one.arn), Output.isInstance("a"), Output.isInstance(one)]);
  },
  "dependencies of all kinds": () => {
    const group = new Group("group");
    const [one, two] = [new Made("one"), new Made("two")];
    new Made("a", {}, { dependsOn: group });
    new Made("b", {}, { dependsOn: [one, Promise.resolve(two), output(group.inner)] });
    new Made("c", {}, { dependsOn: one.arn.apply(() => [two]) });
    new Made("d", { policy: group, tags: { group: group.inner, one } }, { dependsOn: output([one, group]) });
    new Made("e", {}, { parent: group.inner, dependsOn: [group] });
    new Group("f", { dependsOn: [one] }, { policy: two.arn, plain: 1 });
  },
  "options, inherited and own": () => {
    const one = new Made("one");
    const group = new Group("group", { protect: true });
    new Made("a", {}, { parent: group, protect: false, retainOnDelete: true, deletedWith: one, deleteBeforeReplace: true });
    new Made(
      "b",
      {},
      mergeOptions({ ignoreChanges: ["tags"], dependsOn: one, protect: false }, { ignoreChanges: ["policy"], dependsOn: group.first }),
    );
    new Made("c", {}, { customTimeouts: { create: "5m" }, replaceOnChanges: ["policy"], version: "1.0.0" });
  },
  "providers by package": () => {
    const [aws, tls] = [new Own("aws", "aws"), new Own("tls", "tls")];
    const group = new Group("group", { providers: [aws, tls] });
    new Group("map", { providers: { aws } });
    new Group("one", { provider: aws });
    new Made("a", {}, { parent: group, provider: new Own("aws", "other", { parent: group }) });
    new Made("b", {}, { provider: tls });
    new Made("none");
  },
  aliases: () => {
    const group = new Group("group", { aliases: [{ type: "test:index:Old" }, { name: "old" }] });
    new Made(
      "a",
      {},
      { parent: group, aliases: [{ parent: rootStackResource }, "urn:pulumi:a::b::c::d", output({ name: "x", parent: group.inner })] },
    );
    new Made("b", {}, { aliases: [{ name: "b", stack: "other", project: "p" }, { parent: "urn:pulumi:a::b::c::d" }] });
  },
  transformations: (meet) => {
    const change = (args: { type: string; name: string; props: Record<string, unknown>; opts: object }) => {
      meet([args.type, args.name, Object.keys(args.props)]);
      return args.type.startsWith("aws:")
        ? { props: { ...args.props, tags: { by: args.name } }, opts: { ...args.opts, protect: true } }
        : undefined;
    };
    runtime.registerStackTransformation(({ name }) => void meet(name));
    new Group("group", { transformations: [change] });
    new Made("other");
  },
  "other stacks": (meet) => {
    const other = new StackReference(`${getOrganization()}/p/other`);
    other.getOutput("a").apply(meet);
    new Made("a", { policy: other.requireOutput("a"), tags: { b: interpolate`${other.getOutput("b")}/*`, name: other.name } });
  },
  lookups: async (meet) => {
    const aws = new Own("aws", "aws");
    const later = (args: object, options = {}) => runtime.invokeOutput("aws:index/getZone:getZone", { ...args }, options);
    const zone = later({ name: "n" }, { provider: aws, dependsOn: [aws] });
    zone.apply(meet);
    new Made("a", { policy: zone, tags: { b: later({ id: aws.id }), c: later({ name: secret("s") }) } });
    meet(await runtime.invoke("aws:index/getZone:getZone", { name: "n" }));
  },
  "assets and configuration": (meet) => {
    meet([new Config().get("key"), new Config("other").get("key"), new Config().get("missing")]);
    const archive = new asset.FileArchive("folder");
    const one = new Made("one", {
      policy: archive,
      tags: { a: new asset.FileAsset("file"), b: output("f").apply((path) => new asset.FileAsset(path)) },
    });
    new Made("two", { policy: one.policy });
  },
  "components that are built later": async (meet) => {
    const later = new Later("test:index:Later", "later");
    new Made("a", {}, { dependsOn: [later] });
    await Promise.resolve();
    later.again();
    meet("done");
  },
  "outputs of a stack": () => {
    const one = new Made("one");
    return {
      arn: one.arn,
      z: secret("s"),
      a: { id: one.id, list: [1, one.urn, undefined] },
      none: null,
      later: Promise.resolve("x"),
      gone: undefined,
    };
  },
  "the same name twice": () => [new Made("one").arn, new Made("one").arn],
  "a function that throws": () => {
    const one = new Made("one", { policy: "p" });
    new Made("two", {
      policy: one.policy.apply(() => {
        throw new RunError("no such thing");
      }),
    });
  },
  "a program that throws": () => {
    new Made("one");
    throw new RunError("at once");
  },
  "an error of a resource": () => {
    throw new ResourceError("wrong", undefined, true);
  },
  "no name": () => void new Made(""),
  "no resource": () => void new Made("one", {}, { dependsOn: ["text"] }),
  "no parent": () => void new Made("one", {}, { parent: "text" }),
  "several providers of one": () => void new Made("one", {}, { providers: [] }),
  "a resource that is there already": () => void new Made("one", {}, { id: "there" }),
  "another parent": () => {
    const other = new Group("other");
    const move = (args: { props: object; opts: object }) => ({
      props: { ...args.props },
      opts: { ...args.opts, parent: other },
    });
    new Made("one", {}, { transformations: [move] });
  },
};
