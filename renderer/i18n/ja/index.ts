import { bulk } from "./bulk.ts";
import { calendar } from "./calendar.ts";
import { connection } from "./connection.ts";
import { consent } from "./consent.ts";
import { exporting } from "./export.ts";
import { form } from "./form.ts";
import { history } from "./history.ts";
import { home } from "./home.ts";
import { importing } from "./importing.ts";
import { keys } from "./keys.ts";
import { palette } from "./palette.ts";
import { pastTests } from "./past-tests.ts";
import { servers } from "./servers.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { signIns } from "./sign-ins.ts";
import { test } from "./test.ts";
import { testBatch } from "./test-batch.ts";

/** Every text of the screens in Japanese. */
export const ja = {
  bulk,
  calendar,
  connection,
  consent,
  exporting,
  form,
  history,
  home,
  importing,
  keys,
  palette,
  pastTests,
  servers,
  settings,
  shell,
  signIns,
  test,
  testBatch,
} as const;
