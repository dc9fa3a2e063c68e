import { program } from "./programs.ts";
import { freePort, start } from "./server.ts";

/** The DNS server that Pebble asks: pebble-challtestsrv. */
export interface ChallengeServer {
  /** `host:port`. */
  readonly dns: string;
  /** Makes it answer with these records and no others of that name. */
  setTxt(name: string, values: readonly string[]): Promise<void>;
  setCname(name: string, target: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on free ports. */
export async function startChallengeServer(): Promise<ChallengeServer> {
  const command = await program("pebble-challtestsrv");
  const [dns, management] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${management}`;
  const post = async (path: string, body: object) => await fetch(`${origin}/${path}`, { method: "POST", body: JSON.stringify(body) });
  const off = ["-http01", "", "-https01", "", "-tlsalpn01", "", "-doh", ""];
  const server = await start(command, ["-dnsserver", `127.0.0.1:${dns}`, "-management", `127.0.0.1:${management}`, ...off], {
    port: dns,
    ready: async () => (await post("clear-txt", { host: "ready.example." })).ok,
  });
  return {
    dns: `127.0.0.1:${dns}`,
    setTxt: async (name, values) => {
      await post("clear-txt", { host: name });
      for (const value of values) await post("set-txt", { host: name, value });
    },
    setCname: async (host, target) => void (await post("set-cname", { host, target })),
    stop: server.stop,
  };
}
