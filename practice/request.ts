import type { IncomingMessage } from "node:http";
import type { Language } from "../shared/localised.ts";
import { languageOf } from "./language.ts";

/** A request as the service would have got it: the host is the service's, not the provider's. */
export interface PracticeRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of a form, urlencoded or multipart; empty for any other body. */
  readonly form: URLSearchParams;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
  readonly language: Language;
}

/** Why a request could not be read. */
export class UnreadableRequest extends Error {}

const bodyLimit = 1_000_000;

/** Reads a whole request. Throws `UnreadableRequest` where the body is too long or no form. */
export const readRequest = async (incoming: IncomingMessage): Promise<PracticeRequest> => {
  const address = incoming.url ?? "/";
  const mark = address.indexOf("?");
  const path = mark < 0 ? address : address.slice(0, mark);
  const [, host = "", ...rest] = path.split("/");
  const body = await readBody(incoming);
  return {
    method: incoming.method ?? "GET",
    host: host.toLowerCase(),
    path: `/${rest.join("/")}`,
    query: new URLSearchParams(mark < 0 ? "" : address.slice(mark + 1)),
    form: await readForm(incoming.headers["content-type"] ?? "", body),
    body: body.toString("utf8"),
    headers: incoming.headers,
    language: languageOf(incoming.headers["accept-language"]),
  };
};

const readBody = async (incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimit) throw new UnreadableRequest(`The body is longer than ${bodyLimit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const readForm = async (type: string, body: Buffer<ArrayBuffer>): Promise<URLSearchParams> => {
  if (type.startsWith("application/x-www-form-urlencoded")) return new URLSearchParams(body.toString("utf8"));
  if (!type.startsWith("multipart/form-data")) return new URLSearchParams();
  try {
    const fields = await new Response(body, { headers: { "content-type": type } }).formData();
    return new URLSearchParams([...fields].filter((field): field is [string, string] => typeof field[1] === "string"));
  } catch (cause) {
    throw new UnreadableRequest("The multipart form is broken.", { cause });
  }
};

/** The token of an `Authorization: Bearer` header, or null. */
export const bearerOf = (request: PracticeRequest): string | null =>
  /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;

/** The two halves of an `Authorization: Basic` header, or null. */
export const basicOf = (request: PracticeRequest): { readonly user: string; readonly password: string } | null => {
  const encoded = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const [, user = "", password = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString("utf8")) ?? [];
  return encoded === undefined ? null : { user, password };
};

/** A parameter of the form or, where it is not there, of the query; null where it is missing or empty. */
export const parameterOf = (request: PracticeRequest, name: string): string | null =>
  request.form.get(name) || request.query.get(name) || null;
