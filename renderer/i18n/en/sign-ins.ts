export const signIns = {
  title: "A sign-in for each server",
  lead_one:
    "“{{name}}” for {{count, number}} server. {{service}} lets one machine renew a grant, so it gets one of its own.",
  lead_other:
    "“{{name}}” for {{count, number}} servers. {{service}} lets one machine renew a grant, so each server gets one of its own.",
  leadLogin_one:
    "“{{name}}” for {{count, number}} server. {{service}} keeps one sign-in of a user at a time, so it needs another user.",
  leadLogin_other:
    "“{{name}}” for {{count, number}} servers. {{service}} keeps one sign-in of a user at a time, so each server needs another user.",
  offer_one: "This server would share one grant with this machine, and only one of them may renew it.",
  offer_other: "These {{count, number}} servers would share one grant, which only one of them may renew.",
  offerLogin_one:
    "This server would share one grant with this machine, and only one of them may renew it. Sign in with another user for it: a new sign-in with the same user ends the one here.",
  offerLogin_other:
    "These {{count, number}} servers would share one grant, which only one of them may renew. Sign in with another user for each: a new sign-in with the same user ends the earlier one, and the one here.",
  begin_one: "Sign in for {{count, number}} server",
  begin_other: "Sign in for each of the {{count, number}} servers",
  busy: "Sign-ins for several servers are not finished yet.",
  show: "Show them",
  list: "Servers",
  nothingTitle: "No servers are waiting",
  nothingText: "Open a connection, press Export, enter several servers, and choose a sign-in of its own for each.",
  progress: "{{done}} of {{all}} done",
  step: "Server {{number}} of {{all}}: {{server}}",
  stepText: "Sign in with the account that this server is to use.",
  stepOther: "Sign in with another user than before: {{people}}.",
  waiting: "Waiting",
  signing: "Signing in…",
  exporting: "Signed in. The file is being made and checked…",
  skipped: "Skipped: nothing was made for it",
  done: "The file is made and checked. This server renews it; nobody else does.",
  doneAs: "Signed in as {{person}}. The file is made and checked. This server renews it; nobody else does.",
  ended:
    "Ended: {{server}} was signed in for with the same user, and {{service}} keeps one sign-in of a user. Sign in for this one again, with another user.",
  signIn: "Sign in for {{server}}",
  exportAgain: "Make the file for {{server}}",
  skip: "Skip {{server}}",
  skipThis: "Skip this server",
  takeUp: "Take up {{server}} after all",
  anew: "Begin anew with {{server}}",
  endHere: "End here",
  keep: "This list lives as long as this window is open. Connections that were made stay on the list of connections.",
  made: "What was made",
  connectionName: "{{name}} ({{server}})",
} as const;
