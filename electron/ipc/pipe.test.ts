import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { type AnyRouter, os } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { expect, it, vi } from "vitest";
import { createPipe } from "./pipe.ts";

/** A document and its pipe, joined as Electron's channel joins them. */
const joined = (router: AnyRouter) => {
  const listeners: ((event?: { data: unknown }) => void)[] = [];
  const pipe = createPipe((data) => {
    for (const listener of listeners) listener({ data });
  });
  new RPCHandler(router).upgrade(pipe.port, { context: {} });
  const port = {
    postMessage: (data: unknown) => pipe.receive(data),
    on: (type: string, listener: (event?: { data: unknown }) => void) => {
      if (type === "message") listeners.push(listener);
    },
  };
  return {
    pipe,
    client: createORPCClient(new RPCLink({ port })) as Record<string, (input?: unknown) => Promise<unknown>>,
  };
};

it("answers a call over the pipe", async () => {
  const { client } = joined({ greet: os.handler(() => "hello") });
  await expect(client.greet?.()).resolves.toBe("hello");
});

it("ends a stream of a document that is gone", async () => {
  const ended = vi.fn();
  const { client, pipe } = joined({
    ticks: os.handler(async function* ({ signal }) {
      try {
        yield 1;
        await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      } finally {
        ended();
      }
    }),
  });
  const stream = (await client.ticks?.()) as AsyncIterator<number>;
  await expect(stream.next()).resolves.toMatchObject({ value: 1 });
  pipe.close();
  await vi.waitFor(() => expect(ended).toHaveBeenCalled());
});

it("keeps what a document sends before its calls can be answered", () => {
  const pipe = createPipe(() => {});
  const heard: unknown[] = [];
  pipe.receive("first");
  pipe.receive("second");
  pipe.port.on("message", (event) => heard.push(event?.data));
  pipe.receive("third");
  expect(heard).toEqual(["first", "second", "third"]);
});

it("passes nothing on after it closed", () => {
  const send = vi.fn();
  const pipe = createPipe(send);
  pipe.close();
  pipe.port.postMessage("late");
  expect(send).not.toHaveBeenCalled();
});
