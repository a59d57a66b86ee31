import type { Session } from "./cdp.ts";
import { patternOf, toPageAddress, toPagePolicy, toProgramAddress } from "./schemes.ts";

/** Answers the requests of a scheme of the program. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The program's say in what pages load; shared by all windows of a session. */
export interface Gate {
  readonly handlers: ReadonlyMap<string, SchemeHandler>;
  readonly onBeforeRequest: ((url: string, resourceType: string) => Promise<{ readonly cancel?: boolean }>) | undefined;
  readonly onHeadersReceived:
    | ((
        url: string,
        resourceType: string,
        headers: Headers,
      ) => Promise<{ readonly responseHeaders?: Headers; readonly cancel?: boolean }>)
    | undefined;
}

/** Whether a document may be left for another. */
export type MayNavigate = (url: string, redirected: boolean) => boolean;

interface Paused {
  readonly requestId: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
  };
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly responseStatusCode?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}

/** Puts the program between a page and all that it loads. `refresh` when the gate has changed. */
export const guardRequests = (session: Session, mainFrame: string, gate: Gate, mayNavigate: MayNavigate) => {
  const fail = (requestId: string, errorReason: string) =>
    session.send("Fetch.failRequest", { requestId, errorReason });
  const fulfil = async ({ requestId, request, resourceType }: Paused, handler: SchemeHandler): Promise<unknown> => {
    const url = toProgramAddress(request.url);
    const { method, headers, postData } = request;
    const answer = await handler(
      new Request(url, { method, headers, ...(postData === undefined ? {} : { body: postData }) }),
    );
    const body = Buffer.from(await answer.arrayBuffer()).toString("base64");
    const own = [...answer.headers].map(([name, value]) => [name, toPagePolicy(value, gate.handlers.keys())] as const);
    const changed = await gate.onHeadersReceived?.(
      url,
      resourceType,
      Object.fromEntries(own.map(([name, value]) => [name, [value]])),
    );
    if (changed?.cancel) return fail(requestId, "BlockedByClient");
    return session.send("Fetch.fulfillRequest", {
      requestId,
      responseCode: answer.status,
      responseHeaders: changed?.responseHeaders
        ? listOf(changed.responseHeaders)
        : own.map(([name, value]) => ({ name, value })),
      body,
    });
  };
  const onAnswer = async ({ requestId, request, resourceType, responseHeaders = [] }: Paused): Promise<unknown> => {
    const headers: Record<string, string[]> = {};
    for (const { name, value } of responseHeaders) headers[name] = [...(headers[name] ?? []), value];
    const changed = await gate.onHeadersReceived?.(request.url, resourceType, headers);
    if (changed?.cancel) return fail(requestId, "BlockedByClient");
    return session.send("Fetch.continueResponse", {
      requestId,
      ...(changed?.responseHeaders ? { responseHeaders: listOf(changed.responseHeaders), responseCode: 200 } : {}),
    });
  };
  const onRequest = async (paused: Paused): Promise<unknown> => {
    const { requestId, request, frameId, resourceType, redirectedRequestId } = paused;
    const url = toProgramAddress(request.url);
    if (resourceType === "Document" && frameId === mainFrame && !mayNavigate(url, redirectedRequestId !== undefined))
      return fail(requestId, "Aborted");
    if ((await gate.onBeforeRequest?.(url, resourceType))?.cancel) return fail(requestId, "BlockedByClient");
    const handler = gate.handlers.get(url.slice(0, url.indexOf(":")));
    if (handler && url !== request.url) return fulfil(paused, handler);
    return session.send("Fetch.continueRequest", {
      requestId,
      ...(gate.onHeadersReceived ? { interceptResponse: true } : {}),
    });
  };
  session.on<Paused>("Fetch.requestPaused", (paused) => {
    void (paused.responseStatusCode === undefined ? onRequest(paused) : onAnswer(paused)).catch((error: unknown) => {
      process.stderr.write(`stand-in for Electron: ${paused.request.url}: ${String(error)}\n`);
      void fail(paused.requestId, "Failed").catch(() => {});
    });
  });
  return {
    refresh: () =>
      session.send("Fetch.enable", {
        patterns:
          gate.onBeforeRequest || gate.onHeadersReceived
            ? [{ urlPattern: "*" }]
            : [
                { urlPattern: "*", resourceType: "Document" },
                ...[...gate.handlers.keys()].map((scheme) => ({ urlPattern: patternOf(scheme) })),
              ],
      }),
    toPage: (url: string) => toPageAddress(url, gate.handlers.keys()),
  };
};

const listOf = (headers: Headers): readonly { readonly name: string; readonly value: string }[] =>
  Object.entries(headers).flatMap(([name, values]) =>
    (typeof values === "string" ? [values] : values).map((value) => ({ name, value })),
  );
