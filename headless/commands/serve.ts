import type { Composed } from "../../bridge/compose.ts";
import { type OwnPractice, startOwnPractice } from "../../bridge/own-practice.ts";
import { version } from "../../bridge/version.ts";
import { surpriseLine } from "../../shared/bare-error.ts";
import { openInBrowser } from "../browser.ts";
import { compose } from "../compose.ts";
import { interruption } from "../interruption.ts";
import { listening } from "../listening.ts";
import type { Output } from "../output.ts";
import { eventNotes } from "../serve/event-notes.ts";
import { findScreens } from "../serve/screens.ts";
import { serveScreens } from "../serve/server.ts";
import { ended } from "./practice.ts";

interface ServeWords {
  readonly port: number | undefined;
  readonly open: boolean;
  readonly practice: boolean;
}

/** `keyferry serve`: runs until it is interrupted, and renews ahead meanwhile. */
export const serve = async ({ port, open, practice }: ServeWords, output: Output): Promise<void> => {
  const folder = await findScreens();
  const stop = interruption();
  const provider = practice ? await startOwnPractice(process.env) : undefined;
  const composed = await composeFor(provider);
  const screens = await listening(port, () =>
    serveScreens(
      {
        engine: composed.engine,
        info: { version, shell: "served", practice: composed.practice, home: composed.home },
        onSurprise: (error) => output.note(`keyferry: ${surpriseLine(error)}`),
      },
      folder,
      port,
    ),
  );
  output.result(screens.address, { address: screens.address, ...(provider ? { practice: provider.origin } : {}) });
  output.note(
    provider
      ? `Practice: a practice provider at ${provider.origin} stands in for the services. Its settings and faults: ${provider.control}`
      : `Connections are kept in ${composed.home}.`,
  );
  output.note("The address is good for one browser, once. Ctrl+C ends.");
  if (open) await openInBrowser(screens.address).catch(() => {});
  const notes = eventNotes(output.note);
  composed.engine.watch(notes);
  const renewing = composed.engine.scheduler().run(stop);
  await ended(stop);
  await screens.close();
  // A renewal that was asked for is waited for: its answer may be the only one there will be.
  await renewing;
  await provider?.close();
};

const composeFor = (provider: OwnPractice | undefined): Promise<Composed> =>
  compose(process.env, {
    program: "serve",
    ...(provider ? { practiceOrigin: provider.origin, home: provider.home } : {}),
  });
