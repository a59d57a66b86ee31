import { EventEmitter } from "node:events";
import { guard } from "./guard.ts";

type EmitterClass = new () => EventEmitter;

/**
 * A base class for one of Electron's emitters. Its instances throw for what they do not have, and for a
 * listener of an event that is never emitted here: it would wait for ever. Without `events`, any is one.
 */
export const emitterOf = (name: string, events?: readonly string[]): EmitterClass => {
  const check = (event: string | symbol): void => {
    if (typeof event === "string" && events && !events.includes(event))
      throw new Error(`stand-in for Electron: ${name} never emits "${event}"`);
  };
  class Emitter extends EventEmitter {
    override on(event: string | symbol, listener: (...values: never[]) => void): this {
      check(event);
      return super.on(event, listener as (...values: unknown[]) => void);
    }
    override addListener(event: string | symbol, listener: (...values: never[]) => void): this {
      return this.on(event, listener);
    }
    override once(event: string | symbol, listener: (...values: never[]) => void): this {
      check(event);
      return super.once(event, listener as (...values: unknown[]) => void);
    }
  }
  // Node's own prototype is shared by everybody: the guard goes onto a copy of it.
  const copy = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(EventEmitter.prototype)) as object;
  Object.setPrototypeOf(Emitter.prototype, guard(name, copy));
  return Emitter;
};

/** What listeners get first: it can be prevented. */
export interface StandInEvent {
  readonly defaultPrevented: boolean;
  readonly preventDefault: () => void;
}

/** An event with some words of its own beside `preventDefault`. */
export const createEvent = <T extends object>(words: T): StandInEvent & T => {
  let prevented = false;
  return Object.defineProperties(words, {
    preventDefault: {
      value: () => {
        prevented = true;
      },
    },
    defaultPrevented: { get: () => prevented },
  }) as StandInEvent & T;
};

/** Emits an event that can be prevented; says whether it was. */
export const emitPreventable = (emitter: EventEmitter, name: string, ...values: readonly unknown[]): boolean => {
  const event = createEvent({});
  emitter.emit(name, event, ...values);
  return event.defaultPrevented;
};
