import type { CompilerOptions } from "./read-tsconfig.js";

/**
 * What to change in a tsconfig so that agents work in it, one sentence each; none when it is fine.
 *
 * @param typescript - the major version of the project's TypeScript, whose defaults differ: from 6
 *   on, `strict` is on and `types` is empty. `undefined` where none is installed.
 */
export function adviseOnTsconfig(
  options: CompilerOptions,
  typescript: number | undefined,
): string[] {
  const modern = typescript === undefined || typescript >= 6;
  const advice: string[] = [];
  const text = (name: string) => String(options[name] ?? "").toLowerCase();

  if (options["strict"] === false || (options["strict"] === undefined && !modern)) {
    advice.push(`"strict": true, or optional params are not told from required ones`);
  }
  const module = text("module");
  const bundled = text("moduleResolution") === "bundler";
  const resolves = /^(?:node16|node18|node20|nodenext|preserve)$/.test(module) || bundled;
  const byDefault = modern && module === "" && text("moduleResolution") === "";
  if (!resolves && !byDefault) {
    advice.push(
      `"module": "nodenext" (or "moduleResolution": "bundler" where a bundler compiles), or the imports of the package do not resolve`,
    );
  }
  if (text("target") === "esnext" && options["experimentalDecorators"] !== true) {
    advice.push(
      `"target": "es2022", because with "esnext" tsc leaves decorators in its output, and Node refuses them`,
    );
  }
  const { types } = options;
  if (Array.isArray(types) ? !types.includes("node") : modern) {
    advice.push(
      `"types": ["node"], with @types/node installed, or process.env is unknown in agents.config.ts`,
    );
  }
  return advice;
}
