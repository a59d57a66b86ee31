import {
  basicOf,
  isSecret,
  json,
  type PracticeCall,
  type PracticeRoute,
  type Reply,
  text,
} from "../../practice/kit.ts";
import {
  type Account,
  appRootOf,
  type Identity,
  identityWith,
  introduced,
  rootOf,
  type Signed,
  signedIn,
} from "../launchpad-practice.ts";
import { accountWith, type Project, projectsOf, projectWith } from "./practice-data.ts";

/** Whoever is signed in, by token or by password. */
type SignedPerson = Pick<Signed, "person">;

type Gate = (call: PracticeCall, handle: (signed: SignedPerson) => Reply) => Reply;

const api = (
  host: string,
  path: RegExp,
  gate: Gate,
  handle: (call: PracticeCall, signed: SignedPerson) => Reply,
): PracticeRoute => ({
  at: "api",
  method: "GET",
  host,
  path,
  handle: introduced((call) => gate(call, (signed) => handle(call, signed))),
});

/** What every made-up person signs in to Basecamp 2 with. */
export const practicePassword = "practice";

/** Basecamp 2 takes a password too; how it refuses one is not documented, so plain words stand in. */
const signedInV2: Gate = (call, handle) => {
  const basic = basicOf(call.request);
  if (basic === null) return signedIn(call, handle);
  const person = call.service.people.find(({ email }) => email === basic.user);
  return person && isSecret(basic.password, practicePassword)
    ? handle({ person })
    : text(401, "HTTP Basic: Access denied.", { "WWW-Authenticate": 'Basic realm="Basecamp"' });
};

const notFound = (): Reply => text(404, "");

type InAccount = (account: Account, person: Identity, call: PracticeCall) => Reply;

/** An address inside an account of one product; 404 where the person is not in it. */
const inAccount =
  (product: Account["product"], handle: InAccount) =>
  (call: PracticeCall, signed: SignedPerson): Reply => {
    const account = accountWith(Number(call.groups.account));
    if (account?.lapsed && account.product === product) return text(404, "", { reason: "Account Inactive" });
    const person = identityWith(signed.person.id);
    return account?.product === product && person.accounts.includes(account)
      ? handle(account, person, call)
      : notFound();
  };

const v3 = (path: string, handle: InAccount): PracticeRoute =>
  api("3.basecampapi.com", new RegExp(`^/(?<account>\\d+)/${path}(?:\\.json)?$`), signedIn, inAccount("bc3", handle));

const v2 = (path: string, handle: InAccount): PracticeRoute =>
  api("basecamp.com", new RegExp(`^/(?<account>\\d+)/api/v1/${path}\\.json$`), signedInV2, inAccount("bcx", handle));

const projectV3 = (account: Account, { id, name, createdAt }: Project) => ({
  id,
  status: "active",
  created_at: createdAt,
  updated_at: createdAt,
  name,
  description: "",
  purpose: "topic",
  url: `${rootOf(account)}/projects/${id}.json`,
  app_url: `${appRootOf(account)}/projects/${id}`,
  dock: [],
});

const projectV2 = (account: Account, { id, name, createdAt }: Project) => ({
  id,
  name,
  description: "",
  updated_at: createdAt,
  url: `${rootOf(account)}/projects/${id}.json`,
  app_url: `${appRootOf(account)}/projects/${id}`,
  template: false,
  archived: false,
  starred: false,
  trashed: false,
  draft: false,
  is_client_project: false,
  color: "3185c5",
});

const pageNumber = (call: PracticeCall): number =>
  Math.max(1, Math.trunc(Number(call.request.query.get("page") ?? 1)) || 1);

/** Basecamp 3 grows its pages: 15, 30, 50, then 100 each. */
const startOfPageV3 = (page: number): number => [0, 15, 45, 95][page - 1] ?? 95 + (page - 4) * 100;

const projectsV3: InAccount = (account, _person, call) => {
  const status = call.request.query.get("status") ?? "active";
  const all = status === "active" ? projectsOf(account) : [];
  const page = pageNumber(call);
  const end = startOfPageV3(page + 1);
  const next = new URLSearchParams({ ...(status === "active" ? {} : { status }), page: String(page + 1) });
  return json(
    200,
    all.slice(startOfPageV3(page), end).map((project) => projectV3(account, project)),
    {
      "x-total-count": String(all.length),
      ...(end < all.length ? { link: `<${rootOf(account)}/projects.json?${next}>; rel="next"` } : {}),
    },
  );
};

const projectsV2: InAccount = (account, _person, call) => {
  const start = (pageNumber(call) - 1) * 50;
  return json(
    200,
    projectsOf(account)
      .slice(start, start + 50)
      .map((project) => projectV2(account, project)),
  );
};

const oneProject =
  (shape: (account: Account, project: Project) => object): InAccount =>
  (account, _person, call) => {
    const project = projectWith(account, call.groups.project ?? "");
    return project ? json(200, shape(account, project)) : notFound();
  };

const profile: InAccount = (account, person) =>
  json(200, {
    id: person.identity - 8_000_000_000,
    name: person.name,
    email_address: person.email,
    title: "Designer",
    admin: true,
    owner: true,
    client: false,
    employee: true,
    time_zone: "Asia/Tokyo",
    company: { id: account.id + 1, name: account.name },
  });

const account: InAccount = (account, person) =>
  json(200, {
    id: account.id,
    name: account.name,
    owner_name: person.name,
    active: true,
    trial: false,
    trial_ends_on: null,
    frozen: false,
    paused: false,
    limits: { can_create_projects: true, can_pin_projects: true, can_create_users: true, can_upload_files: true },
    subscription: { short_name: "pro", proper_name: "Pro Unlimited", project_limit: null },
    settings: { company_hq_enabled: true, teams_enabled: true, projects_enabled: true },
  });

const meV2: InAccount = (_account, person) =>
  json(200, {
    id: person.identity - 8_500_000_000,
    identity_id: person.identity,
    name: person.name,
    email_address: person.email,
    admin: true,
    trashed: false,
    avatar_url: "https://asset0.37img.com/global/default_avatar_v1_4/avatar.gif",
    created_at: "2014-03-22T16:56:51.000-05:00",
  });

/** A little of both Basecamps. */
export const apiRoutes: readonly PracticeRoute[] = [
  v3("my/profile", profile),
  v3("account", account),
  v3("projects", projectsV3),
  v3("projects/(?<project>\\w+)", oneProject(projectV3)),
  v2("people/me", meV2),
  v2("projects", projectsV2),
  v2("projects/(?<project>\\w+)", oneProject(projectV2)),
];
