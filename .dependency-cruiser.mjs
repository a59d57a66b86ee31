/** Who may import whom. Each rule says why; ARCHITECTURE.md has the picture. */
const tests = "\\.test\\.tsx?$|/(test|fuzz)-kit\\.ts$|^headless/integration/|^torture/";
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: tests },
  to: { path: "^(shared|services|engine|bridge|headless|electron|renderer|practice)/", pathNot: allowed },
});

export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle means that two files are one, or that one of them is in the wrong place. Types count.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    only("shared-stands-alone", "^shared/", "^shared/", "Words are what all layers agree on: they can depend on none."),
    {
      name: "shared-is-pure",
      comment: "Shared runs in the renderer too: no Node there.",
      severity: "error",
      from: { path: "^shared/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    only(
      "services-know-the-kit",
      "^services/[^/]+/(service|driver|token-answers)\\.ts$",
      "^(shared/|engine/kit\\.ts$|services/launchpad\\.ts$|services/[^/]+/token-answers\\.ts$)",
      "A service is data and a driver: it knows the engine's words, not its workings.",
    ),
    only(
      "services-practice",
      "^services/[^/]+/practice",
      "^(shared/|practice/kit\\.ts$|services/[^/]+/|services/launchpad-practice\\.ts$)",
      "How a service is played is told through the practice kit.",
    ),
    {
      name: "services-apart",
      comment: "A sixth service is one new folder: no service leans on another.",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^services/[^/]+/", pathNot: "^services/$1/" },
    },
    only(
      "engine-knows-no-service",
      "^engine/",
      "^(shared|engine)/",
      "The engine is handed its services; it names none.",
    ),
    only(
      "practice-knows-no-engine",
      "^practice/",
      "^(shared|practice)/",
      "What plays the services must not share the code that is tested against it.",
    ),
    only(
      "bridge-uses-the-door",
      "^bridge/",
      "^(shared/|bridge/|engine/(index|kit)\\.ts$|services/(catalog|drivers|practices)\\.ts$|practice/(index|practice-apps)\\.ts$)",
      "Shells use the engine through its door.",
    ),
    only(
      "headless-without-electron",
      "^headless/",
      "^(shared/|bridge/|headless/|engine/(index|quick-token)\\.ts$|services/(catalog|drivers|practices)\\.ts$|practice/index\\.ts$)",
      "A server has no Electron, and uses the engine through its doors.",
    ),
    only(
      "electron-through-the-bridge",
      "^electron/",
      "^(shared|bridge|electron)/",
      "The desktop composes what the bridge offers.",
    ),
    only(
      "renderer-through-the-contract",
      "^renderer/",
      "^(shared|renderer)/",
      "The screens reach the engine by calls alone.",
    ),
    {
      name: "renderer-without-node",
      comment: "The window is sandboxed: there is no Node in it.",
      severity: "error",
      from: { path: "^renderer/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "features-apart",
      comment: "What two features share belongs to renderer/ui or renderer/store.",
      severity: "error",
      from: { path: "^renderer/features/([^/]+)/" },
      to: { path: "^renderer/features/", pathNot: "^renderer/features/$1/" },
    },
    {
      name: "electron-in-its-folder",
      comment: "Only the desktop knows Electron.",
      severity: "error",
      from: { pathNot: "^electron/|^electron\\.vite\\.config\\.ts$" },
      to: { path: "^node_modules/electron/" },
    },
    {
      name: "ipc-in-its-files",
      comment: "One pipe between window and engine.",
      severity: "error",
      from: { path: "^electron/", pathNot: "^electron/(ipc/|preload\\.ts)" },
      to: { path: "@orpc/server" },
    },
    {
      name: "network-in-its-files",
      comment: "One way out: what redacts, limits and maps addresses must see every request.",
      severity: "error",
      from: {
        path: "^(shared|services|engine|bridge|headless|electron|renderer)/",
        pathNot: `^(engine/transport\\.ts|engine/loopback/|headless/serve/)|${tests}`,
      },
      to: { path: "^(node:)?(http|https|http2|net|tls|dgram|undici)$" },
    },
    {
      name: "declared-dependencies",
      comment: "What is imported is named in package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    includeOnly: "^(shared|services|engine|bridge|headless|electron|renderer|practice|node_modules|[a-z]+$)",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|out|\\.tsc|e2e|bench|scripts)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
