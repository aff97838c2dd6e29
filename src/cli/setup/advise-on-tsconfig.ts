import type { CompilerOptions } from "./read-tsconfig.js";

/** What to change in a tsconfig. */
export interface TsconfigAdvice {
  /** What to write: `"strict": true`. */
  readonly edit: string;
  /** The reason, as the continuation after a comma. */
  readonly reason: string;
}

/** The tsconfig of a new project. */
export const firstTsconfig = `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "types": ["node"], "noEmit": true } }`;

/**
 * The changes to a tsconfig that agents need; none if it is fine.
 *
 * @param typescript - the major version of the project's TypeScript, whose defaults differ: from 6 on,
 *   `strict` is on and `types` is empty. `undefined` if none is installed.
 * @param isCommonJs - whether tsc treats the project's modules as CommonJS
 */
export function adviseOnTsconfig(
  options: CompilerOptions,
  typescript: number | undefined,
  isCommonJs: boolean,
): TsconfigAdvice[] {
  const modern = typescript === undefined || typescript >= 6;
  const advice: TsconfigAdvice[] = [];

  const strict = options["strictNullChecks"] ?? options["strict"] ?? modern;
  if (strict === false) {
    const edit =
      options["strictNullChecks"] === false ? `"strictNullChecks": true` : `"strict": true`;
    advice.push({ edit, reason: "or optional and required params look the same" });
  }
  if (!resolvesPackages(options, modern)) {
    advice.push({
      edit: `"module": "nodenext" (or "moduleResolution": "bundler" if you use a bundler)`,
      reason: "or imports of this package do not resolve",
    });
  }
  if (isCommonJs && /^node1[68]$/.test(textOf(options, "module"))) {
    advice.push({ edit: `"module": "nodenext"`, reason: "or tsc refuses to import this package" });
  }
  if (isCommonJs && options["verbatimModuleSyntax"] === true) {
    advice.push({
      edit: `"verbatimModuleSyntax": false`,
      reason: "because it does not allow import statements in CommonJS",
    });
  }
  if (leavesDecorators(options)) {
    advice.push({
      edit: `"target": "es2022"`,
      reason: `because with "esnext" tsc leaves decorators in its output, and Node refuses them`,
    });
  }
  const { types = modern ? [] : ["*"] } = options;
  if (Array.isArray(types) && !types.includes("node") && !types.includes("*")) {
    const all = [...types, "node"].map((type) => JSON.stringify(type)).join(", ");
    advice.push({
      edit: `"types": [${all}], with @types/node installed`,
      reason: "or process.env is unknown in agents.config.ts",
    });
  }
  return advice;
}

function resolvesPackages(options: CompilerOptions, modern: boolean): boolean {
  const module = textOf(options, "module");
  const resolution = textOf(options, "moduleResolution");
  if (/^(?:node16|node18|node20|nodenext|preserve)$/.test(module)) return true;
  // From 6 on, it is also the default with all other kinds of modules.
  return resolution === "bundler" || (modern && resolution === "");
}

function leavesDecorators(options: CompilerOptions): boolean {
  const emits = options["noEmit"] !== true && options["emitDeclarationOnly"] !== true;
  const isLegacy = options["experimentalDecorators"] === true;
  return emits && !isLegacy && textOf(options, "target") === "esnext";
}

function textOf(options: CompilerOptions, name: string): string {
  return String(options[name] ?? "").toLowerCase();
}
