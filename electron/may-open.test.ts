import { expect, it } from "vitest";
import { mayOpen } from "./may-open.ts";

it.each(["https://launchpad.37signals.com/authorization/new?x=1", "http://127.0.0.1:4300/www.instagram.com/oauth"])(
  "opens %s",
  (address) => expect(mayOpen(address)).toBe(true),
);

it.each([
  "http://example.com/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "smb://server/share",
  "https://user:secret@example.com/",
  "ms-msdt:/id",
  "not an address",
  "",
])("refuses %s", (address) => expect(mayOpen(address)).toBe(false));
