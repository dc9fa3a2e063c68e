import { createPrivateKey } from "node:crypto";
import type { CertificateOutcome, CertificateRequest } from "../../domain/contracts/certificate.ts";
import { accountUrls, register } from "./accounts.ts";
import { currentLeaf } from "./acm.ts";
import { askAuthorities, type Issued } from "./authorities.ts";
import { tidied } from "./challenges.ts";
import { undelegated } from "./delegation.ts";
import { decide } from "./due.ts";
import { fractionLeft, type Leaf, readLeaf } from "./leaf.ts";
import { printMetrics } from "./metrics.ts";
import { renewalInfo } from "./renewal-info.ts";
import type { World } from "./run.ts";
import { openVault, type Vault } from "./vault.ts";

/** Maximum wait for another run to end, in milliseconds. */
const patience = 60_000;

type Done = Pick<CertificateOutcome, "action" | "why">;

/**
 * Reads the current certificate from ACM and renews it if it is due. A failure leaves it unchanged and is thrown or reported, as the
 * request says; either way it appears in metrics and log.
 */
export async function renew(world: World, request: CertificateRequest): Promise<CertificateOutcome> {
  return await new Renewal(world, request).run();
}

/** One run. What it finds out is kept apart from what it returns, so that one that fails can tell what it knows. */
class Renewal {
  readonly #world: World;
  readonly #request: CertificateRequest;
  #leaf: Leaf | undefined;
  #accounts: CertificateOutcome["accounts"] = {};
  /** The authorities that were asked, and why they failed. */
  #failures: ReadonlyMap<string, string | undefined> = new Map();

  constructor(world: World, request: CertificateRequest) {
    this.#world = world;
    this.#request = request;
  }

  async run(): Promise<CertificateOutcome> {
    try {
      return await this.#finish(await this.#hold());
    } catch (error) {
      const outcome = await this.#finish({ action: "failed", why: error instanceof Error ? error.message : String(error) });
      if (this.#request.onFailure === "throw") throw new Error(outcome.why, { cause: error });
      return outcome;
    }
  }

  /** Does the work while it holds the secret's lease. */
  async #hold(): Promise<Done | "elsewhere"> {
    const world = this.#world;
    const vault = await openVault(world, this.#request.secretArn, Math.min(patience, (world.deadline - Date.now()) / 2));
    this.#accounts = accountUrls(vault.memory, this.#request.authorities);
    if (!("release" in vault)) return "elsewhere";
    try {
      return await this.#work(vault);
    } finally {
      this.#accounts = accountUrls(vault.memory, this.#request.authorities);
      await vault.release().catch((error: unknown) => world.log("WARN", "lease-kept", { why: String(error) }));
    }
  }

  async #work(vault: Vault): Promise<Done> {
    const [world, request] = [this.#world, this.#request];
    if (request.onFailure === "report" || request.task === "accounts") await register(world, vault, request);
    const leaf = await currentLeaf(world, request.certificateArn);
    this.#leaf = leaf;
    if (request.task === "accounts") return { action: "kept", why: "only accounts were asked for" };
    await this.#takeUp(vault, leaf);
    vault.note({ renewalInfo: await renewalInfo(world, leaf, vault.memory) });
    const { action, why } = decide(leaf, request, vault.memory, world.now());
    if (action !== "issue") return { action: action === "hold" ? "held" : "kept", why };
    world.log("INFO", "due", { why });
    const { issued, failures } = await askAuthorities(world, vault, request, leaf);
    this.#failures = failures;
    if (!issued) throw new Error(await this.#explained());
    this.#noteNew(vault, issued);
    return { action: "issued", why };
  }

  /** Cleans up after a run that was killed: records in the zone, or an order whose certificate it had imported already. */
  async #takeUp(vault: Vault, leaf: Leaf): Promise<void> {
    const { records, order } = vault.memory;
    if (records.length && (await tidied(this.#world, records))) vault.note({ records: [] });
    if (order && leaf.certificate.checkPrivateKey(createPrivateKey(order.key))) noteImport(vault, order);
  }

  #noteNew(vault: Vault, issued: Issued): void {
    const leaf = readLeaf(issued.chain.join("\n"));
    this.#leaf = leaf;
    noteImport(vault, issued.authority);
    this.#world.log("INFO", "imported", {
      authority: issued.authority.name,
      issuer: leaf.issuer,
      notAfter: leaf.notAfter,
      names: leaf.names,
    });
  }

  async #explained(): Promise<string> {
    const sentences = [...this.#failures].map(([authority, why]) => `${authority}: ${why}`);
    const hint = await undelegated(this.#world, this.#request.zoneId);
    return [...sentences, ...(hint ? [hint] : [])].join("; ");
  }

  async #finish(done: Done | "elsewhere"): Promise<CertificateOutcome> {
    const [world, { stack, certificateArn, task }] = [this.#world, this.#request];
    const leaf = this.#leaf ?? (await currentLeaf(world, certificateArn).catch(() => undefined));
    const result: Done = done === "elsewhere" ? { action: "kept", why: "another run is at work, and this one leaves it to that" } : done;
    const failed = result.action === "failed";
    world.log(failed ? "ERROR" : "INFO", "done", result);
    // The metrics of a certificate that another run is about to replace would make the alarm fire.
    if (task !== "accounts" && done !== "elsewhere")
      printMetrics(world.print, {
        stack,
        at: world.now(),
        ...(leaf && { fractionLeft: fractionLeft(leaf, world.now()) }),
        success: !failed,
        failed: new Map([...this.#failures].map(([authority, why]) => [authority, why !== undefined])),
      });
    return {
      ...result,
      certificateArn,
      issuer: leaf?.issuer ?? "",
      notAfter: leaf?.notAfter.toISOString() ?? "",
      accounts: this.#accounts,
    };
  }
}

function noteImport(vault: Vault, { directoryUrl, profile }: { readonly directoryUrl: string; readonly profile?: string }): void {
  vault.note({ issued: { directoryUrl, profile }, order: undefined });
}
