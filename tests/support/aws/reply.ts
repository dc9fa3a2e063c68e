import { isRecord } from "../../../domain/values.ts";
import type { Reply } from "../emulators/gateway.ts";
import { type Model, type Operation, shapeOf } from "./model.ts";

/** What an operation answers, in its service's protocol. */
export function writeOutput(model: Model, operation: Operation, output: Readonly<Record<string, unknown>>): Reply {
  const { output: described, name, http } = operation;
  if (model.metadata.protocol !== "query") {
    const body = described ? JSON.stringify(toJson(model, described.shape, output)) : "";
    const status = http.responseCode ?? 200;
    return { status, headers: { "content-type": contentType(model) }, body: status === 204 ? "" : body };
  }
  const wrapper = described?.resultWrapper;
  const result = wrapper && described ? `<${wrapper}>${toXml(model, described.shape, output)}</${wrapper}>` : "";
  const body = `<${name}Response xmlns="${model.metadata.xmlNamespace}">${result}<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${name}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

/** A refusal, in the service's protocol. */
export function writeError(model: Model, status: number, code: string, message: string): Reply {
  if (model.metadata.protocol === "query" || model.metadata.protocol === "rest-xml") {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;
    return { status, headers: { "content-type": "text/xml" }, body };
  }
  const headers = { "content-type": contentType(model), "x-amzn-errortype": code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}

const contentType = ({ metadata }: Model) =>
  metadata.protocol === "json" ? `application/x-amz-json-${metadata.jsonVersion}` : "application/json";

function toJson(model: Model, name: string, value: unknown): unknown {
  const shape = shapeOf(model, name);
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(model, shape.member?.shape ?? "", item));
  if (!isRecord(value) || shape.document) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const member = shape.type === "map" ? shape.value : shape.members?.[key];
      return item === undefined || !member ? [] : [[member.locationName ?? key, toJson(model, member.shape, item)]];
    }),
  );
}

function toXml(model: Model, name: string, value: unknown): string {
  const shape = shapeOf(model, name);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const tag = shape.member?.locationName ?? "member";
    return value.map((item: unknown) => `<${tag}>${toXml(model, shape.member?.shape ?? "", item)}</${tag}>`).join("");
  }
  if (!isRecord(value)) return escaped(String(value));
  return Object.entries(value)
    .flatMap(([key, item]) => {
      const member = shape.members?.[key];
      const tag = member?.locationName ?? key;
      return item === undefined || !member ? [] : [`<${tag}>${toXml(model, member.shape, item)}</${tag}>`];
    })
    .join("");
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
