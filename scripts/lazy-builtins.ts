import type { Plugin } from "vite";

/**
 * Loads Node's own modules when code that uses them runs, not when the file is read: an `import` of
 * `node:https` at the top of one bundled file would cost every command its load time.
 */
export const lazyBuiltins = (): Plugin => ({
  name: "lazy-builtins",
  enforce: "pre",
  resolveId: (id) => {
    const name = id.replace(/^node:/, "");
    return isBuiltin(name) ? `\0builtin:${name}` : undefined;
  },
  load: (id) => {
    if (!id.startsWith("\0builtin:")) return undefined;
    const name = id.slice("\0builtin:".length);
    // A copy for the default import: CommonJS packages patch what they require, and a namespace is sealed.
    const names = Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== "default");
    return {
      code: [
        `const builtin = /*#__PURE__*/ process.getBuiltinModule(${JSON.stringify(name)});`,
        "export default builtin;",
        ...names.map((key, index) => `const n${index} = /*#__PURE__*/ (() => builtin.${key})(); export { n${index} as ${key} };`),
      ].join("\n"),
      moduleSideEffects: false,
    };
  },
});

const isBuiltin = (name: string): boolean => /^[a-z_]+(\/[a-z_]+)*$/.test(name) && process.getBuiltinModule(name) !== undefined;
