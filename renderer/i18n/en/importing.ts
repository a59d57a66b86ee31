export const importing = {
  title: "Add a settings file",
  lead: "An OAuthSettings.txt that was made for this computer, or for a passphrase.",
  choose: "Choose a file",
  passphrase: "Passphrase of the file",
  go: "Add",
  drop: "Drop the settings file to add it",
  pasted: "From the clipboard: {{names}}. Which service is it for?",
  pastedNothing: "There is no connection string in the clipboard.",
} as const;
