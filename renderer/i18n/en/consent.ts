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
} as const;
