import { type PracticeService, practiceAppsOf } from "../../practice/kit.ts";
import { launchpadLimited, launchpadRoutes, launchpadSettings } from "../launchpad-practice.ts";
import { apiRoutes, practicePassword } from "./practice-api.ts";
import { people } from "./practice-data.ts";

/** Basecamp 3 and Basecamp 2, behind 37signals Launchpad. */
export const practice: PracticeService = {
  id: "basecamp",
  name: "Basecamp",
  apps: practiceAppsOf("basecamp", "http://localhost:33333"),
  samples: {
    OAuth: {},
    Basic: { Schema: "V2", AccountId: "999999999", User: "hana@kumo.example", Password: practicePassword },
  },
  people,
  prefixes: { access: "BAhbB0kiAbB7", refresh: "BAhbB0kiAbR7", code: "" },
  settings: launchpadSettings,
  rateLimited: launchpadLimited,
  routes: [...launchpadRoutes("Basecamp"), ...apiRoutes],
};
