import type { CDPSession } from "playwright-core";
import type { VisitRequest } from "../../domain/contracts/payment-page.ts";

/** Sends the header by which the web ACL knows the watcher to the store alone: each hop of a redirect is judged by itself. */
export async function sendSecret(session: CDPSession, { origin, header }: VisitRequest): Promise<void> {
  if (!header) return;
  session.on("Fetch.requestPaused", ({ requestId, request }) => {
    const others = Object.entries(request.headers)
      .filter(([name]) => name.toLowerCase() !== header.name.toLowerCase())
      .map(([name, value]) => ({ name, value: String(value) }));
    const own = URL.canParse(request.url) && new URL(request.url).origin === origin ? [{ name: header.name, value: header.value }] : [];
    session.send("Fetch.continueRequest", { requestId, headers: [...others, ...own] }).catch(() => undefined);
  });
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "*", requestStage: "Request" }] });
}
