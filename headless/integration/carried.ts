import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createWorld, temporaryFolder } from "./test-kit.ts";

interface Wish {
  readonly mode?: "hand-over" | "copy";
  /** What the server is called. */
  readonly name?: string;
}

/** A desktop that connected, a server, and the file as it arrives there. */
export const carried = async (service: string, { mode, name }: Wish = {}) => {
  const world = await createWorld();
  const [desktop, server] = [await world.machine(), await world.machine()];
  const first = await desktop.connect(service);
  const result = await desktop.engine.export(
    { settings: desktop.settings(service) },
    {
      to: { recipients: [await server.engine.recipient()] },
      ...(mode ? { mode } : {}),
      ...(name ? { names: [name] } : {}),
    },
  );
  const file = join(server.home, "OAuthSettings.txt");
  await writeFile(file, result.file);
  return {
    world,
    desktop,
    server,
    first,
    result,
    file,
    sent: { settings: desktop.settings(service) },
    got: { settings: file },
  };
};

/** A file under a passphrase, as it arrives on several machines that all know the passphrase. */
export const carriedByPassphrase = async (service: string, passphrase: string, machines: number) => {
  const world = await createWorld();
  const desktop = await world.machine();
  await desktop.connect(service);
  const sent = { settings: desktop.settings(service) };
  const result = await desktop.engine.export(sent, { to: { passphrase } });
  const passphrasePath = join(await temporaryFolder(), "passphrase.txt");
  await writeFile(passphrasePath, `${passphrase}\n`);
  const servers = await Promise.all(
    Array.from({ length: machines }, async () => {
      const machine = await world.machine({ passphrasePath });
      const settings = join(machine.home, "OAuthSettings.txt");
      await writeFile(settings, result.file);
      return { machine, got: { settings } };
    }),
  );
  return { world, desktop, sent, result, passphrasePath, servers };
};
