import { type handleUnaryCall, Server, ServerCredentials, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { messageOf } from "../../../../cli/offline/faults.ts";
import { isRecord } from "../../../../domain/values.ts";
import type { MadeUpAws, Resource } from "./aws.ts";
import { lookups } from "./deployed.ts";

type Properties = Readonly<Record<string, unknown>>;
type Struct = InstanceType<typeof struct.Struct>;

/** Serves the engine as the plugins of AWS, `random` and `tls`; resolves to its port. */
export async function serveProviders(aws: MadeUpAws): Promise<{ readonly port: number; stop(): void }> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const own: UntypedServiceImplementation = { ...fixed, ...resources(aws) };
  const missing: handleUnaryCall<unknown, unknown> = (_, reply) => reply({ code: status.UNIMPLEMENTED });
  const handlers = Object.keys(services.ResourceProviderService).map((name) => [name, own[name] ?? missing] as const);
  server.addService(services.ResourceProviderService, Object.fromEntries(handlers));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return { port, stop: () => server.forceShutdown() };
}

const answering =
  <Q, A>(answer: (request: Q) => A | Promise<A>): handleUnaryCall<Q, A> =>
  ({ request }, reply) => {
    Promise.resolve(request)
      .then(answer)
      .then((answered) => reply(null, answered))
      .catch((error: unknown) => reply({ code: status.UNKNOWN, message: messageOf(error) }));
  };

const fixed = {
  handshake: answering(() => new messages.ProviderHandshakeResponse().setAcceptSecrets(true)),
  getPluginInfo: answering(() => new plugin.PluginInfo().setVersion("7.48.0")),
  attach: answering(() => new empty.Empty()),
  cancel: answering(() => new empty.Empty()),
  delete: answering(() => new empty.Empty()),
  checkConfig: answering((asked: InstanceType<typeof messages.CheckRequest>) => new messages.CheckResponse().setInputs(asked.getNews())),
  diffConfig: answering((asked: InstanceType<typeof messages.DiffRequest>) => {
    const [olds, news] = [asked.getOldInputs(), asked.getNews()].map((given) => JSON.stringify(read(given)));
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    return new messages.DiffResponse().setChanges(olds === news ? DIFF_NONE : DIFF_SOME);
  }),
  invoke: answering((asked: InstanceType<typeof messages.InvokeRequest>) => {
    const found = lookups[asked.getTok()];
    if (found === undefined) throw new Error(`${asked.getTok()}: looked up, expected one of ${Object.keys(lookups).join(", ")}`);
    return new messages.InvokeResponse().setReturn(written({ ...read(asked.getArgs()), ...found }));
  }),
};

function resources(aws: MadeUpAws) {
  return {
    configure: answering((asked: InstanceType<typeof messages.ConfigureRequest>) => {
      aws.configure(read(asked.getArgs()));
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true).setSupportsAutonamingConfiguration(true);
    }),
    check: answering((asked: InstanceType<typeof messages.CheckRequest>) => {
      const proposed = asked.getAutonaming()?.getProposedName() || undefined;
      return new messages.CheckResponse().setInputs(
        written(aws.filledIn(resourceOf(asked.getUrn()), read(asked.getOlds()), read(asked.getNews()), proposed)),
      );
    }),
    diff: answering(async (asked: InstanceType<typeof messages.DiffRequest>) => {
      const [olds, news] = [read(asked.getOldInputs()), read(asked.getNews())];
      const found = await aws.difference(resourceOf(asked.getUrn()), olds, news, asked.getIgnorechangesList());
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      return new messages.DiffResponse()
        .setChanges(found.changed.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList([...found.changed])
        .setReplacesList([...found.replaces])
        .setDeletebeforereplace(found.deletedFirst);
    }),
    create: answering((asked: InstanceType<typeof messages.CreateRequest>) => {
      const [resource, inputs] = [resourceOf(asked.getUrn()), read(asked.getProperties())];
      if (asked.getPreview()) return new messages.CreateResponse().setProperties(written(inputs));
      return new messages.CreateResponse().setId(`${resource.name}-id`).setProperties(written(aws.deployed(resource, inputs)));
    }),
    update: answering(async (asked: InstanceType<typeof messages.UpdateRequest>) => {
      const [state, olds, news] = [read(asked.getOlds()), read(asked.getOldInputs()), read(asked.getNews())];
      return new messages.UpdateResponse().setProperties(written(await aws.updated(resourceOf(asked.getUrn()), state, olds, news)));
    }),
    read: answering((asked: InstanceType<typeof messages.ReadRequest>) =>
      new messages.ReadResponse().setId(asked.getId()).setProperties(asked.getProperties()).setInputs(asked.getInputs()),
    ),
  };
}

function resourceOf(urn: string): Resource {
  const [type = "", ...name] = urn.split("::").slice(2);
  return { type: type.slice(type.lastIndexOf("$") + 1), name: name.join("::") };
}

const read = (given: Struct | undefined): Properties => given?.toJavaScript() ?? {};

/** Nothing in the protocol is undefined, and what is null is not there. */
function written(value: Properties): Struct {
  const kept = (inner: unknown): unknown =>
    Array.isArray(inner)
      ? inner.map(kept)
      : isRecord(inner)
        ? Object.fromEntries(Object.entries(inner).flatMap(([key, one]) => (one === undefined || one === null ? [] : [[key, kept(one)]])))
        : (inner ?? null);
  const whole = kept(value);
  return struct.Struct.fromJavaScript(isRecord(whole) ? Object(whole) : {});
}
