import { compose } from "../compose.ts";
import type { Output } from "../output.ts";

/** `keyferry identity`. */
export const identity = async (output: Output): Promise<void> => {
  const { engine, identityPath } = await compose(process.env);
  const recipient = await engine.recipient();
  output.result(recipient, { recipient, identity: identityPath });
};
