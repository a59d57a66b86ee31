export const servers = {
  title: "Servers",
  lead: "Which machine holds which connection, as far as this machine knows.",
  emptyTitle: "No server holds anything from here",
  emptyText:
    "Run this on a server: it prints the server's recipient. Then open a connection, choose Export, and paste it there.",
  passphrase: "Whoever has the passphrase",
  unnamed: "Unnamed server",
  nothing: "Holds nothing now.",
  handedOver: "Renewed there since {{day}}",
  handedOverUnknown: "Renewed there",
  copied: "Holds a copy since {{day}}",
  oneOf_one: "The only machine that can open the file.",
  oneOf_other: "One of {{count, number}} machines that can open the same file: the first that uses it renews it.",
  file: "File: {{file}}",
  takeBack: "Take back",
  takeBackOf: "Take back {{name}}",
  forget: "Forget this note",
  forgetOf: "Forget the copy of {{name}}",
  forgetTitle: "Forget this copy?",
  forgetText:
    "Only the note on this machine goes. The copy stays where it is, and goes on working: delete the file there first.",
  forgetConfirm: "Forget it",
  copyNote: "A copy is not taken back: delete the file there, or withdraw the grant at {{service}}.",
  rename: "Rename {{name}}",
  renameTitle: "Name of the server",
  renameHelp: "Kept on this machine alone. Empty: shown by its recipient.",
  renameSave: "Save the name",
  withdrawTitle: "A server was lost, or is not trusted any more?",
  withdrawText:
    "Taking back stops nobody who still has the file, and Keyferry does not end grants at the service. A person can; reconnect here afterwards:",
  withdrawUnknown:
    "Whoever signed in withdraws the access in the settings of their account at {{service}}, or deletes the key there.",
} as const;
