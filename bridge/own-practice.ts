import { join } from "node:path";
import { homeFolder } from "./paths.ts";

/** A practice provider that lives in this process. */
export interface OwnPractice {
  readonly origin: string;
  readonly control: string;
  readonly home: string;
  readonly close: () => Promise<void>;
}

/** A practice provider of this process, with a home of its own: practice and real connections never mix. */
export const startOwnPractice = async (environment: NodeJS.ProcessEnv): Promise<OwnPractice> => {
  const home = join(homeFolder(environment), "practice");
  const [{ startPractice }, { practices }] = await Promise.all([
    import("../practice/index.ts"),
    import("../services/practices.ts"),
  ]);
  const provider = await startPractice({ practices, stateFile: join(home, "practice-provider.json") });
  return { ...provider, home };
};
