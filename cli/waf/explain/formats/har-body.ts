import type { HarRequest } from "./har-entry.ts";
import { mayHaveBody } from "./recorded.ts";

/** A request's body as a HAR has it. */
interface HarBody {
  /** @default - it has none */
  readonly bytes?: Uint8Array;
  /** Whether there was one that the HAR does not have, or not whole. */
  readonly isUntold: boolean;
}

/** The body of a recorded request: its text, or what its form's fields come to. */
export function harBody({ method, headers, bodySize, postData }: HarRequest): HarBody {
  const { text, encoding, params = [], mimeType } = postData ?? {};
  if (text) {
    const bytes = encoding === "base64" ? Buffer.from(text, "base64") : Buffer.from(text);
    // Of an upload some browsers keep the fields and leave out the file.
    return { bytes, isUntold: isMultipart(mimeType) && (bodySize ?? 0) > bytes.length };
  }
  const fields = params ?? [];
  if (fields.length > 0) return fromFields(fields, mimeType ?? "");
  const listed = (headers ?? []).map(({ name, value }) => [name, value ?? ""] as const);
  const isEmpty = bodySize === 0 || (postData == null && !(bodySize != null && bodySize > 0) && !hasLength(listed, method));
  return { isUntold: !isEmpty };
}

/** Whether the headers say that there is a body; a POST without them and without a size may be empty. */
function hasLength(headers: readonly (readonly [string, string])[], method: string): boolean {
  const named = headers.some(([name]) => /^(?:content-length|transfer-encoding|content-type)$/i.test(name));
  return named && mayHaveBody(method, headers);
}

type Fields = NonNullable<NonNullable<HarRequest["postData"]>["params"]>;

const isMultipart = (mimeType: string | null | undefined): boolean => /^multipart\//i.test(mimeType ?? "");

function fromFields(fields: Fields, mimeType: string): HarBody {
  if (!isMultipart(mimeType))
    return { bytes: Buffer.from(fields.map(({ name, value }) => `${encoded(name)}=${encoded(value ?? "")}`).join("&")), isUntold: false };
  const boundary = /boundary="?([^";]+)/i.exec(mimeType)?.[1] ?? "----boundary";
  const parts = fields.map(({ name, value, fileName, contentType }) => {
    const file = fileName ? `; filename="${fileName}"` : "";
    const type = contentType ? `\r\nContent-Type: ${contentType}` : "";
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n${value ?? ""}\r\n`;
  });
  return { bytes: Buffer.from(`${parts.join("")}--${boundary}--\r\n`), isUntold: fields.some(({ fileName, value }) => fileName && !value) };
}

/** Browsers list a field as it was sent or as it was typed: what is encoded already stays. */
const encoded = (text: string): string => (/^[\w.*+%~!'()-]*$/.test(text) ? text : encodeURIComponent(text).replaceAll("%20", "+"));
