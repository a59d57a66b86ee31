import { expect, test } from "vitest";
import { KeyferryError } from "./errors.ts";

test("what fills a message cannot steer a terminal, begin another line or turn the text around", () => {
  const name = "a\u001b[31mred\u009b1m\r\nError: all lost\u2028b\u202ec\0";
  const { message, remedy } = new KeyferryError("PROPERTY_UNKNOWN", { name, nearest: name }).toData();
  for (const text of [message.en, message.ja, remedy.en, remedy.ja]) {
    expect(text).toContain("a [31mred 1m Error: all lost b c");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/);
  }
});

test("what fills a message cannot make it a book", () => {
  const error = new KeyferryError("PROPERTY_UNKNOWN", { name: "k".repeat(1_000_000) });
  expect(error.message.length).toBeLessThan(2200);
});

test("a wait is data for schedulers and no part of what is shown", () => {
  const error = new KeyferryError("RATE_LIMITED", { service: "Sample", wait: "" }, { retryAfterMs: 123_456 });
  expect(error.retryAfterMs).toBe(123_456);
  expect(JSON.stringify(error.toData())).not.toContain("123456");
  expect(new KeyferryError("RATE_LIMITED").retryAfterMs).toBeUndefined();
});
