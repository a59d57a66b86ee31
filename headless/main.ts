import { Command, CommanderError, Option } from "commander";
import { version } from "../bridge/version.ts";
import { createOutput, reportError } from "./output.ts";
import { usageWords } from "./usage-words.ts";

/** What commander hands to an action: the arguments, then the options, then the command. */
type Options = Readonly<Record<string, unknown>>;

const json = new Option("--json", "one JSON document on standard output, nothing else there");
const settings = new Option("--settings <file>", "a settings file, in place of SERVICE CONNECTION_STRING");
const stringHelp = "the connection string; - reads it from standard input, @FILE from a file";

const text = (options: Options, name: string): string | undefined =>
  typeof options[name] === "string" ? options[name] : undefined;
const list = (options: Options, name: string): readonly string[] =>
  Array.isArray(options[name]) ? (options[name] as string[]) : [];
const flag = (options: Options, name: string): boolean => options[name] === true;
const output = (options: Options) => createOutput(flag(options, "json"));
const target = (service: string | undefined, connectionString: string | undefined, options: Options) => ({
  service,
  connectionString,
  settings: text(options, "settings"),
});
const port = (options: Options): number | undefined => {
  const value = text(options, "port");
  if (value === undefined) return undefined;
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new CommanderError(2, "keyferry.port", "error: --port takes a number from 0 to 65535");
};

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

/** With `--settings` two words are left, METHOD and PATH; without, SERVICE and CONNECTION_STRING come first. */
const requestWords = async (words: readonly string[], options: Options) => {
  const given = text(options, "settings");
  const [method, path] = words.slice(-2);
  if (words.length !== (given === undefined ? 4 : 2) || method === undefined || path === undefined) {
    throw new CommanderError(
      2,
      "keyferry.words",
      "error: give SERVICE CONNECTION_STRING METHOD PATH, or --settings FILE METHOD PATH",
    );
  }
  const data = text(options, "data");
  const { readConnectionString } = await import("./input.ts");
  return {
    service: given === undefined ? words[0] : undefined,
    connectionString: given === undefined ? words[1] : undefined,
    settings: given,
    method,
    path,
    body: data === undefined ? undefined : await readConnectionString(data),
    headers: list(options, "header"),
  };
};

/** Every command with its arguments and flags. Each loads its own code only when it runs. */
export const createProgram = (): Command => {
  const program = new Command("keyferry")
    .description("Connect a service, test the connection, and carry its settings to a machine without a browser.")
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError();

  program
    .command("services")
    .description("what can be connected, with each property")
    .argument("[service]")
    .addOption(json)
    .action(async (service: string | undefined, options: Options) =>
      (await import("./commands/services.ts")).services(service, output(options)),
    );
  program
    .command("identity")
    .description("this machine's recipient (age1…); makes the identity if there is none")
    .addOption(json)
    .action(async (options: Options) => (await import("./commands/identity.ts")).identity(output(options)));
  program
    .command("connect")
    .description("connect a service and save its OAuth settings")
    .argument("<service>")
    .argument("<connection-string>", stringHelp)
    .option(
      "--no-browser",
      "print the address to open; also takes, on standard input, the address the browser ended on",
    )
    .addOption(json)
    .action(async (service: string, connectionString: string, options: Options) =>
      (await import("./commands/connect.ts")).connect(
        { service, connectionString, openBrowser: options.browser !== false },
        output(options),
      ),
    );
  program
    .command("test")
    .description("test a connection step by step")
    .argument("[service]")
    .argument("[connection-string]", stringHelp)
    .addOption(settings)
    .addOption(json)
    .action(async (service: string | undefined, connectionString: string | undefined, options: Options) =>
      (await import("./commands/test.ts")).test(target(service, connectionString, options), output(options)),
    );
  program
    .command("token")
    .description("print the access token alone, refreshed if it must be")
    .argument("[service]")
    .argument("[connection-string]", stringHelp)
    .addOption(settings)
    .addOption(json)
    .action(async (service: string | undefined, connectionString: string | undefined, options: Options) =>
      (await import("./commands/token.ts")).token(target(service, connectionString, options), output(options)),
    );
  program
    .command("refresh")
    .description("renew the access token where it is due")
    .argument("[service]")
    .argument("[connection-string]", stringHelp)
    .addOption(settings)
    .option("--force", "renew even where the token is still good")
    .option("--take-over", "become the owner of a grant that another machine renews")
    .addOption(json)
    .action(async (service: string | undefined, connectionString: string | undefined, options: Options) =>
      (await import("./commands/refresh.ts")).refresh(
        target(service, connectionString, options),
        { force: flag(options, "force"), takeOver: flag(options, "takeOver") },
        output(options),
      ),
    );
  program
    .command("request")
    .description("ask the service's API with the connection's credential; PATH is relative to the API base")
    .argument("<words...>", "SERVICE CONNECTION_STRING METHOD PATH, or with --settings METHOD PATH")
    .addOption(settings)
    .option("--data <body>", "the body; - reads it from standard input, @FILE from a file")
    .option("--header <line>", "a header, as 'Name: value'; may be given several times", collect, [])
    .addOption(json)
    .action(async (words: readonly string[], options: Options) =>
      (await import("./commands/request.ts")).request(await requestWords(words, options), output(options)),
    );
  program
    .command("call")
    .description("run a procedure: GetOAuthAuthorizationURL, GetOAuthAccessToken, RefreshOAuthAccessToken")
    .argument("<service>")
    .argument("<procedure>")
    .argument("<connection-string>", stringHelp)
    .argument("[inputs...]", "Input=Value")
    .addOption(json)
    .action(
      async (
        service: string,
        procedure: string,
        connectionString: string,
        inputs: readonly string[],
        options: Options,
      ) => (await import("./commands/call.ts")).call({ service, procedure, connectionString, inputs }, output(options)),
    );
  program
    .command("export")
    .description("make a settings file for other machines")
    .requiredOption("--settings <file>", "the settings file to export from")
    .option("--to <recipient...>", "who may open the new file: age1…, as `keyferry identity` prints it")
    .option(
      "--name <name...>",
      "what to call the machines it goes to, in the order of --to; shown wherever they are told",
    )
    .option("--passphrase-file <file>", "encrypt with the passphrase in this file instead")
    .requiredOption("--out <file>", "the file to write")
    .addOption(new Option("--mode <mode>", "who renews from now on").choices(["hand-over", "copy"]))
    .addOption(json)
    .action(async (options: Options) =>
      (await import("./commands/export.ts")).exportFile(
        {
          settings: text(options, "settings") ?? "",
          to: list(options, "to"),
          names: list(options, "name"),
          passphraseFile: text(options, "passphraseFile"),
          out: text(options, "out") ?? "",
          mode: text(options, "mode") as "hand-over" | "copy" | undefined,
        },
        output(options),
      ),
    );
  program
    .command("inspect")
    .description("what is in a settings file, secrets hidden")
    .argument("<file>")
    .addOption(json)
    .action(async (file: string, options: Options) =>
      (await import("./commands/inspect.ts")).inspect(file, output(options)),
    );
  program
    .command("diagnose")
    .description("write a support bundle: what is set up, what looks wrong and what to do; no secret is in it")
    .option("--out <file>", "the file to write, which must not be there; keyferry-diagnosis-DATE.json where absent")
    .option("--settings <file...>", "settings files to look at too, beside those in the home folder")
    .option("--offline", "reach no host")
    .addOption(json)
    .action(async (options: Options) =>
      (await import("./commands/diagnose.ts")).diagnose(
        { out: text(options, "out"), settings: list(options, "settings"), offline: flag(options, "offline") },
        output(options),
      ),
    );
  program
    .command("forecast")
    .description("what each connection will end from, and when; what ends first comes first")
    .option("--settings <file...>", "settings files; where absent, all connections of this machine")
    .addOption(json)
    .action(async (options: Options) =>
      (await import("./commands/forecast.ts")).forecast(list(options, "settings"), output(options)),
    );
  program
    .command("rekey")
    .description("seal settings files to new recipients, all of them or none; this machine stays one of them")
    .option("--settings <file...>", "these files; where absent, all that this machine knows of")
    .option("--to <recipient...>", "who may open them besides this machine; where absent, whoever could before")
    .option("--new-identity", "make a new identity for this machine, and seal everything it knows of to that")
    .addOption(json)
    .action(async (options: Options) =>
      (await import("./commands/rekey.ts")).rekey(
        { settings: list(options, "settings"), to: list(options, "to"), newIdentity: flag(options, "newIdentity") },
        output(options),
      ),
    );
  program
    .command("serve")
    .description("the same screens as the desktop's, in a browser, on loopback")
    .option("--port <port>", "the port to listen on; any free one where absent")
    .option("--no-open", "only print the address")
    .option("--practice", "with a practice provider in place of the services, and a home of its own")
    .addOption(json)
    .action(async (options: Options) =>
      (await import("./commands/serve.ts")).serve(
        { port: port(options), open: options.open !== false, practice: flag(options, "practice") },
        output(options),
      ),
    );
  program
    .command("practice")
    .description("stand in for the services on loopback, so that everything can be tried with no account")
    .option("--port <port>", "the port to listen on; any free one where absent")
    .addOption(new Option("--auto <answer>", "consent without a person").choices(["approve", "deny"]))
    .addOption(json)
    .action(async (options: Options) =>
      (await import("./commands/practice.ts")).practice(
        { port: port(options), auto: text(options, "auto") as "approve" | "deny" | undefined },
        output(options),
      ),
    );
  return program;
};

/** Runs the command line and returns its exit status. */
export const run = async (words: readonly string[]): Promise<number> => {
  const wantsJson = words.includes("--json");
  const program = createProgram();
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeErr: wantsJson ? () => {} : (line) => process.stderr.write(line),
      outputError: (text, write) => write(usageWords(text)),
    });
  }
  try {
    await program.parseAsync(words as string[], { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : 0;
  } catch (error) {
    return error instanceof CommanderError ? usageStatus(error, wantsJson) : reportError(error, wantsJson);
  }
};

const usageStatus = (error: CommanderError, wantsJson: boolean): number => {
  if (error.exitCode === 0 || error.code === "commander.help") return error.code === "commander.help" ? 2 : 0;
  if (wantsJson) {
    const message = usageWords(error.message).replace(/^error: /, "");
    const remedy = "Run the command with --help to see how it is used.";
    process.stdout.write(`${JSON.stringify({ error: { code: "USAGE", message, remedy } })}\n`);
  } else if (!error.code.startsWith("commander.")) process.stderr.write(`${error.message}\n`);
  return 2;
};
