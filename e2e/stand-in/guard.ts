/**
 * Makes an object throw where something is read that it does not have, in the words of Electron's module:
 * what a stand-in leaves out must show. Setting works as ever, so that a test can put a function of its
 * own in place. What languages and test tools look for on any object (`then`, symbols) is not there, quietly.
 *
 * Self-contained: it is also put into pages as text.
 */
export const guard = <T extends object>(name: string, object: T): T => {
  const quiet = ["then", "toJSON", "inspect", "nodeType", "tagName", "asymmetricMatch", "$$typeof", "__esModule"];
  const end = new Proxy(Object.prototype, {
    get: (target, key, receiver) => {
      if (typeof key === "symbol" || key in target || quiet.includes(key)) return Reflect.get(target, key, receiver);
      throw new Error(`stand-in for Electron: ${name}.${key} is not implemented`);
    },
    set: (_target, key, value, receiver) =>
      Reflect.defineProperty(receiver, key, { value, writable: true, enumerable: true, configurable: true }),
  });
  let last: object = object;
  for (let next = Object.getPrototypeOf(last); next !== null && next !== Object.prototype; ) {
    last = next;
    next = Object.getPrototypeOf(last);
  }
  Object.setPrototypeOf(last, end);
  return object;
};

/** The same for what is read of a class itself. Its instances are not touched. */
export const guardClass = <T extends object>(name: string, type: T): T =>
  new Proxy(type, {
    get: (target, key, receiver) => {
      if (typeof key === "symbol" || key in target || ["then", "toJSON"].includes(key))
        return Reflect.get(target, key, receiver);
      throw new Error(`stand-in for Electron: ${name}.${key} is not implemented`);
    },
  });

/** The error of a way in that is known, and not gone. */
export const notImplemented = (what: string): Error => new Error(`stand-in for Electron: ${what} is not implemented`);
