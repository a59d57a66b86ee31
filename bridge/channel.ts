/** A hand-over between callbacks and a stream: what is pushed comes out in order. */
export interface Channel<T> {
  readonly push: (value: T) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
  readonly stream: () => AsyncGenerator<T, void>;
}

type Item<T> = { readonly value: T } | { readonly error: unknown } | "end";

/** Makes a channel for one reader. */
export const createChannel = <T>(): Channel<T> => {
  const items: Item<T>[] = [];
  let wake: () => void = () => {};
  const add = (item: Item<T>) => {
    items.push(item);
    wake();
  };
  return {
    push: (value) => add({ value }),
    end: () => add("end"),
    fail: (error) => add({ error }),
    stream: async function* () {
      for (;;) {
        const item = items.shift();
        if (item === "end") return;
        if (item === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else if ("error" in item) throw item.error;
        else yield item.value;
      }
    },
  };
};
