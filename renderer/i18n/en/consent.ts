export const consent = {
  title: "Sign in to {{service}}",
  starting: "Preparing the sign-in…",
  exchanging: "Consent is given. Fetching the token…",
  asking: "Asking {{service}} who this is…",
  lead: "The browser has opened a page of {{service}}. Sign in there with the account this connection is for, and allow access. This screen goes on by itself.",
  leadPaste:
    "The browser has opened a page of {{service}}. Sign in there with the account this connection is for, and allow access. Then paste the address the browser ended on below.",
  notListening:
    "Nothing on this computer can receive the answer at {{callback}}, so pasting is needed. The browser may show an error page at the end: its address is what counts.",
  waiting: "Waiting for the answer at {{callback}}",
  timeLeft: "Time left: {{time}}",
  timeOver: "The time is over. Cancel and connect again.",
  address: "Address of the page",
  open: "Open the page here",
  openAgain: "Open again",
  paste: "Paste the address",
  pasteHelp:
    "For when the browser runs on another computer or ends on an error page: the whole address it ended on, starting with {{callback}}",
  pasteSend: "Finish with this address",
  whichAccount:
    "The browser may be signed in already, and goes on with that account. For another one, copy the address into a private window.",
  sameAccount:
    "So far this connection is for {{account}}. The browser may be signed in to another account; then copy the address into a private window.",
  arrivedAs: "You connected as {{person}}.",
  arrivedAsFor: "You connected as {{person}}, account {{account}}.",
  arrivedUnknown: "{{service}} gave access, but did not say to whom.",
  notTheOne: "Not the one you meant? Press Reconnect and sign in with the other account.",
  greeted: "Close this note",
  saving: "Saving…",
  otherAccount: "This is another account than before",
  otherAccountText:
    "Until now this connection was for {{before}}. Whatever uses it would get the data of {{account}} from now on.",
  keepBefore: "Discard, nothing changes",
  useNew: "Use the new account",
  lessGranted: "Less was granted than this connection asks for",
  lessGrantedText:
    "Something was left out on the page of {{service}}. What needs it will fail. Sign in again and allow everything, or save it as it is.",
  scopesMissing: "Not granted:",
  scopesGranted: "Granted:",
  letGo: "Discard",
  keepAllTheSame: "Save all the same",
} as const;
