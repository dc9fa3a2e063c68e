import type { Asked } from "../../../support/shop/running.ts";

/** Names and values in the order of sending; a name may come twice. */
export type Fields = readonly (readonly [name: string, value: string])[];

const boundary = "part";

/** A form in parts, files among them by a name such as `file"; filename="a.png`. */
export const parts = (fields: Fields): Pick<Asked, "headers" | "body"> => ({
  headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  body: `${fields
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("")}--${boundary}--\r\n`,
});

/** A plain form, its text as it is. */
export const plain = (body: string): Pick<Asked, "headers" | "body"> => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body,
});

/** A file of more than the web ACL sees of a body. */
export const file = (bytes = 10_000): readonly [name: string, value: string] => ['file"; filename="a.png', "x".repeat(bytes)];

/** A field of as many bytes. */
export const padding = (bytes = 10_000): string => `notes=${"x".repeat(bytes)}`;
