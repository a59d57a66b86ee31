import type { Plugin } from "vite";

/**
 * Loads Node's own modules when code that uses them runs, not when the file is read: an `import` of
 * `node:https` at the top of one bundled file would cost every command its load time.
 */
export const lazyBuiltins = (): Plugin => ({
  name: "lazy-builtins",
  enforce: "pre",
  resolveId: (id, importer) => {
    // The bundler's own runtime stands before everything, and cannot be wrapped.
    if (importer?.startsWith("\0rolldown")) return undefined;
    const name = id.replace(/^node:/, "");
    return isBuiltin(name) ? `\0builtin:${name}` : undefined;
  },
  load: (id) => {
    if (!id.startsWith("\0builtin:")) return undefined;
    const name = id.slice("\0builtin:".length);
    // CommonJS, so that packages which `require` it get the very module and may patch it.
    return { code: `module.exports = process.getBuiltinModule(${JSON.stringify(name)});`, moduleType: "js" };
  },
});

const isBuiltin = (name: string): boolean =>
  /^[a-z_]+(\/[a-z_]+)*$/.test(name) && process.getBuiltinModule(name) !== undefined;
