import { useState } from "react";
import { type Failure, failureOf } from "../store/failure.ts";

/** Makes a call that changes something; on success goes on with `then`, on failure keeps why. */
export const useChange = (call: () => Promise<unknown>, then: () => Promise<void> | void) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await call();
      await then();
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setBusy(false);
    }
  };
  return { busy, failure, run: () => void run() };
};
