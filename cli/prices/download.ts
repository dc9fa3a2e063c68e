import { messageOf, UserError } from "../offline/faults.ts";
import { type OfferPrices, readOffer } from "./offer.ts";
import type { Offer } from "./selectors.ts";

/** Address and limits of a download. */
export interface DownloadLimits {
  readonly address: string;
  /** Largest file in bytes. */
  readonly maxBytes: number;
  /** Milliseconds without a byte before a download is given up. */
  readonly silence: number;
}

/** AWS's price list. EC2's files have some 300 MB a Region. */
export const awsPriceList: DownloadLimits = {
  address: "https://pricing.us-east-1.amazonaws.com",
  maxBytes: 2_000_000_000,
  silence: 60_000,
};

/** Reads the offer file of a service and Region as it comes; nothing of it is kept but the prices. */
export async function downloadOffer(offer: Offer, region: string, limits: DownloadLimits): Promise<OfferPrices> {
  const path = `/offers/v1.0/aws/${offer.service}/current/${region}/index.csv`;
  const stop = new AbortController();
  const watch = watched(stop, limits.silence);
  try {
    const reply = await fetch(limits.address + path, { signal: stop.signal });
    if (!reply.ok || !reply.body) throw new Error(`the price list answers ${reply.status}`);
    return await readOffer(piecesOf(reply.body, limits.maxBytes, watch), offer);
  } catch (error) {
    const cause = stop.signal.aborted ? `nothing came for ${limits.silence / 1000} seconds` : causeOf(error);
    throw new UserError(`${path}: ${cause}; expected the price list of AWS, and nothing was written: try again`);
  } finally {
    watch(true);
    stop.abort();
  }
}

/** Why a download failed: fetch says little itself. */
const causeOf = (error: unknown) => (error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error));

/** Stops what nothing has come of for a while; to be called whenever something comes, and with `done` at the end. */
function watched(stop: AbortController, silence: number) {
  let timer = setTimeout(() => stop.abort(), silence);
  return (done = false) => {
    clearTimeout(timer);
    if (!done) timer = setTimeout(() => stop.abort(), silence);
  };
}

async function* piecesOf(body: AsyncIterable<Uint8Array>, maxBytes: number, watch: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let size = 0;
  for await (const chunk of body) {
    watch();
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`it has more than ${maxBytes} bytes`);
    yield decoder.decode(chunk, { stream: true });
  }
}
