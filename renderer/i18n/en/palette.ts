export const palette = {
  search: "Connection, service, or what to do",
  nothing: "Nothing is called that.",
  connections: "Connections",
  newOf: "New connection",
  actions: "Actions",
  connectTo: "Connect {{service}}",
  importFile: "Add a settings file",
  testAll: "Test all connections",
  calendar: "Expiry calendar",
  servers: "Servers",
  settings: "Settings",
  home: "All connections",
} as const;
