import { createORPCClient } from "@orpc/client";
import { RPCLink as FetchLink } from "@orpc/client/fetch";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "../shared/contract.ts";

declare global {
  interface Window {
    /** The desktop program's way to its engine, put here by the preload script. */
    readonly keyferryPort?: Pick<MessagePort, "addEventListener" | "postMessage">;
  }
}

/** Every call of the contract, as functions. */
type Client = ContractRouterClient<typeof contract>;

const link = window.keyferryPort
  ? new PortLink({ port: window.keyferryPort })
  : new FetchLink({ url: `${window.location.origin}/rpc` });

/** The one way from the screens to the engine. */
export const client: Client = createORPCClient(link);
