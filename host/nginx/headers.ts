import { nodeHeaders, uploadPolicy } from "../../domain/defaults/page-headers.ts";
import type { NodeSettings } from "../node.ts";
import { policyHeaders } from "./payment-page.ts";
import { quoted } from "./text.ts";

type Part = "headers" | "page" | "release" | "theme" | "pictures" | "uploads" | "downloads";

const always = ([name, value]: readonly [string, string]): string => `add_header ${name} ${quoted(value)} always;\n`;
const onSuccess = ([name, value]: readonly [string, string]): string => `add_header ${name} ${quoted(value)};\n`;

/**
 * Headers of answers, a part for each kind of them: whatever a location adds itself replaces all that it would inherit, so each part
 * is whole.
 */
export function headerParts(settings: NodeSettings): Record<Part, string> {
  const common = Object.entries(nodeHeaders(settings.hstsDays)).map(always).join("");
  const upload = common + always(["Content-Security-Policy", uploadPolicy]);
  return {
    headers: common,
    page: common + policyHeaders(settings).map(always).join(""),
    release: `${common + onSuccess(["Cache-Control", "$release_cache"])}gzip on;\n`,
    // A picture with a script inside is sandboxed; a style or a script is not affected.
    theme: `${upload + onSuccess(["Cache-Control", "$release_cache"])}gzip on;\n`,
    pictures: `${upload + onSuccess(["Cache-Control", "public, max-age=604800"])}gzip on;\n`,
    uploads: upload + onSuccess(["Content-Disposition", "attachment"]) + onSuccess(["Cache-Control", "public, max-age=86400"]),
    downloads: upload,
  };
}
