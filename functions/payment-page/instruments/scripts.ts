import { createHash } from "node:crypto";
import type { CDPSession } from "playwright-core";
import type { SeenScript } from "../../../domain/payment-page/seen.ts";
import { addressWithoutTokens, withoutTokens } from "../../../domain/payment-page/tokens.ts";
import { type CallFrame, type Initiators, innermost } from "./initiators.ts";
import { isOwn } from "./own.ts";

/** Maximum scripts of one page that are examined. */
const MAX_SCRIPTS = 3000;
const BEGINS = 160;

/** `sha256-…` as browsers write it (Subresource Integrity). */
export const fingerprint = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

interface Parsed {
  readonly scriptId: string;
  readonly embedderName?: string;
  readonly url: string;
  readonly stackTrace?: Parameters<typeof innermost>[0];
  readonly executionContextAuxData?: object;
}

/** Every script that a page's engine was given, by its text: whatever way it came. */
export class Scripts {
  readonly #seen = new Map<string, SeenScript & { readonly payment: boolean }>();
  readonly #reading = new Set<Promise<void>>();
  readonly #initiators: Initiators;
  readonly #changing: readonly string[];
  /** Whether what comes now belongs to the payment page. */
  payment = false;

  constructor(initiators: Initiators, changing: readonly string[]) {
    this.#initiators = initiators;
    this.#changing = changing;
  }

  listen(session: CDPSession): void {
    session.on("Debugger.scriptParsed", (script) => {
      if (isOwn(script.url) || isolated(script) || this.#seen.size >= MAX_SCRIPTS) return;
      const reading = this.#read(session, script, this.payment).finally(() => this.#reading.delete(reading));
      this.#reading.add(reading);
    });
  }

  /** An address, or the fingerprint of what has none. */
  identify({ scriptId, url }: CallFrame): string {
    const known = this.#seen.get(scriptId);
    if (!known) return url === "" ? "unknown" : addressWithoutTokens(url);
    return known.kind === "file" ? known.source : known.content;
  }

  /** The loader of a script: `page` for one in the page's own text. */
  loader(asked: CallFrame | undefined): string {
    return asked ? this.identify(asked) : "page";
  }

  /** Those of the payment page, each once. */
  async all(): Promise<SeenScript[]> {
    await Promise.all(this.#reading);
    const ofPage = [...this.#seen.values()].filter(({ payment }) => payment).map(({ payment: _, ...script }) => script);
    return [
      ...new Map(
        ofPage.map((script) => [`${script.kind} ${script.kind === "file" ? script.source : ""} ${script.content}`, script]),
      ).values(),
    ];
  }

  async #read(session: CDPSession, script: Parsed, payment: boolean): Promise<void> {
    const text = await session.send("Debugger.getScriptSource", { scriptId: script.scriptId }).then(
      ({ scriptSource }) => scriptSource,
      () => undefined,
    );
    if (text === undefined || text.trim() === "") return;
    // What a script says of itself (sourceURL) is not believed.
    const name = script.embedderName ?? "";
    const asked = innermost(script.stackTrace);
    if (this.#initiators.isFile(name)) {
      const source = addressWithoutTokens(name);
      this.#seen.set(script.scriptId, {
        kind: "file",
        source,
        content: fingerprint(text),
        loadedBy: this.loader(this.#initiators.of(name) ?? asked),
        payment,
      });
      return;
    }
    const kept = withoutTokens(text, this.#changing);
    const kind = name === "" ? "evaluated" : "inline";
    const begins = kept.replace(/\s+/g, " ").slice(0, BEGINS);
    this.#seen.set(script.scriptId, {
      kind,
      source: addressWithoutTokens(name),
      content: fingerprint(kept),
      loadedBy: this.loader(asked),
      begins,
      payment,
    });
  }
}

/** Whether a script runs in a world that the page does not see: ours, and Playwright's. */
const isolated = ({ executionContextAuxData: data }: Parsed): boolean => data !== undefined && "type" in data && data.type === "isolated";
