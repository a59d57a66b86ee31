import { useState } from "react";
import { type Failure, failureOf } from "../store/failure.ts";

/** Makes a call that changes something; on success goes on with `then`, on failure keeps why. */
export const useChange = <Args extends readonly unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
  then: (result: Result) => Promise<void> | void = () => {},
) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async (args: Args): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await then(await call(...args));
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run: (...args: Args) => void run(args), forget: () => setFailure(undefined) };
};
