import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ts } from "ts-morph";

const root = fileURLToPath(new URL("../../src/", import.meta.url));

/** One import of a module. */
export interface SourceImport {
  readonly specifier: string;
  /** The file within `src` that a relative import means; absent for a package. */
  readonly target?: string;
  /** Whether it is there at run time: neither `import type` nor a set of `type` names. */
  readonly atRuntime: boolean;
  /** Whether it is `import(…)`. */
  readonly lazy: boolean;
}

/** One module of `src`; paths are within it. */
export interface SourceModule {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly SourceImport[];
}

/** Reads every module of `src` with its imports. */
export function readSourceGraph(): SourceModule[] {
  return globSync("**/*.{ts,tsx,json}", { cwd: root })
    .map((file) => file.split(path.sep).join("/"))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      return { file, lines: text.split("\n").length - 1, imports: importsOf(file, text) };
    });
}

function importsOf(file: string, text: string): SourceImport[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const imports: SourceImport[] = [];
  const add = (specifier: string, atRuntime: boolean, lazy: boolean): void => {
    const folder = path.posix.dirname(file);
    const target = specifier.startsWith(".")
      ? fileOf(path.posix.join(folder, specifier))
      : undefined;
    imports.push({ specifier, atRuntime, lazy, ...(target !== undefined && { target }) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const { moduleSpecifier } = node;
      if (moduleSpecifier && ts.isStringLiteral(moduleSpecifier)) {
        add(moduleSpecifier.text, !isTypeOnly(node), false);
      }
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node.argument.literal.text, false, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteral(specifier)) add(specifier.text, true, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

/** The file that a module's name means: of one in JavaScript, its types. */
function fileOf(module: string): string {
  const isJavaScript = existsSync(path.join(root, module)) && module.endsWith(".js");
  return module.replace(/\.js$/, isJavaScript ? ".d.ts" : ".ts");
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const { exportClause: clause } = node;
    return (
      node.isTypeOnly ||
      (!!clause && ts.isNamedExports(clause) && clause.elements.every((name) => name.isTypeOnly))
    );
  }
  const clause = node.importClause;
  if (!clause) return false;
  const names = clause.namedBindings;
  const onlyTypes =
    !clause.name &&
    !!names &&
    ts.isNamedImports(names) &&
    names.elements.every((name) => name.isTypeOnly);
  return clause.isTypeOnly || onlyTypes;
}

/** The room of a file: its first folder, or its name at the top. */
export function roomOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : file.replace(/\.tsx?$/, "");
}
