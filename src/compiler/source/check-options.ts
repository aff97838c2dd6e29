import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { isCommonJs } from "./is-common-js.js";
import { ts } from "./typescript.js";

/** The text of a tsconfig. */
interface TsconfigText {
  /** Of the project, absolute. */
  readonly root: string;
  /** From the root. */
  readonly file: string;
  readonly text: string;
}

/** Reports compiler options with which the build works, but tsc or its output does not. */
export function checkOptions(options: ts.CompilerOptions, tsconfig: TsconfigText): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (leavesDecorators(options)) {
    found.push(report("tsconfig/raw-decorators", spanOf("target", tsconfig), {}));
  }
  const refused = findRefusedImports(options, tsconfig.root);
  if (refused) {
    const { option, reason, remedy } = refused;
    found.push(report("tsconfig/commonjs", spanOf(option, tsconfig), { reason, remedy }));
  }
  return found;
}

function leavesDecorators(options: ts.CompilerOptions): boolean {
  const emits = options.noEmit !== true && options.emitDeclarationOnly !== true;
  const isLegacy = options.experimentalDecorators === true;
  return emits && !isLegacy && options.target === ts.ScriptTarget.ESNext;
}

// From "node20" on, TypeScript knows that Node's require() accepts ES modules.
const refusesEsModules: ReadonlyMap<unknown, string> = new Map([
  [ts.ModuleKind.Node16, "node16"],
  [ts.ModuleKind.Node18, "node18"],
]);

/**
 * Why tsc rejects the imports of agents in a project that is CommonJS to it, which `npm init` and `tsc
 * --init` together make. An application may have to stay CommonJS, so its modules are not changed.
 */
function findRefusedImports(options: ts.CompilerOptions, root: string) {
  if (!isCommonJs(root, options)) return undefined;
  const { module, verbatimModuleSyntax } = options;
  if (verbatimModuleSyntax === true) {
    const reason = '"verbatimModuleSyntax" does not allow import statements';
    const remedy = `Remove it. In a new project, set "type" to "module" in package.json and "module" to "nodenext" instead.`;
    return { option: "verbatimModuleSyntax", reason, remedy };
  }
  const name = refusesEsModules.get(module);
  if (name === undefined) return undefined;
  const reason = `"module": "${name}" does not allow importing an ES module, such as this package`;
  return { option: "module", reason, remedy: `Set "module" to "nodenext".` };
}

/** Where an option is written, or the beginning if it is in a tsconfig that this one extends. */
function spanOf(option: string, { file, text }: TsconfigText): Span {
  const at = text.indexOf(`"${option}"`);
  const [start, end] = at === -1 ? [0, 0] : [at, at + option.length + 2];
  return { file, text, start, end };
}
