import path from "node:path";
import { moduleScopeOf } from "../../source/module-scope.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type { SchemaReference } from "../declaration/callable-declaration.js";
import { readDecorators } from "./read-decorators.js";

/**
 * Finds the modules that may export the schema of an agent: the agent's own, then the one with `@schema`,
 * the one that this imports it from, and those of the other ancestors.
 * @param classes from the first ancestor to the class itself
 */
export function readSchemaReference(
  classes: readonly ts.ClassLikeDeclaration[],
  className: ts.Identifier,
  sources: Sources,
): SchemaReference {
  const nearestFirst = classes.toReversed();
  const modules = nearestFirst.map((node) => node.getSourceFile().fileName);
  for (const node of nearestFirst) {
    const decorator = readDecorators(node, sources).find(({ name }) => name === "schema");
    if (decorator === undefined) continue;
    const [given] = decorator.arguments;
    const { name, source, foreign } = given ? readArgument(given, sources) : {};
    const own = ownModules([modules[0], node.getSourceFile().fileName], sources);
    const likeliest = [...own, source, ...ownModules(modules, sources)];
    return {
      span: decorator.span,
      ...(name !== undefined && { name }),
      ...(foreign && { foreign }),
      modules: distinct(likeliest),
    };
  }
  return { span: sources.spanOf(className), modules: distinct(ownModules(modules, sources)) };
}

/** What a name refers to: `Story` or `schemas.Story`. */
interface NamedSchema extends Pick<SchemaReference, "name" | "foreign"> {
  /** The module that it is imported from. */
  readonly source?: string | undefined;
}

function readArgument(given: ts.Expression, sources: Sources): NamedSchema {
  const isDotted = ts.isPropertyAccessExpression(given) && ts.isIdentifier(given.expression);
  const local = isDotted ? given.expression : given;
  if (!ts.isIdentifier(local)) return {};
  const file = given.getSourceFile();
  const imported = moduleScopeOf(file).imports.get(local.text);
  const isNamed = imported !== undefined && imported.name !== "default" && imported.name !== "*";
  const name = isDotted ? given.name.text : isNamed ? imported.name : local.text;
  if (imported === undefined) return { name };
  const source = sources.resolve(imported.specifier, file);
  const isPath = /^\.\.?\//.test(imported.specifier);
  if (source !== undefined && isImportable(source, sources, isPath)) return { name, source };
  // A property of an imported value can only be exported under a new name.
  if (isDotted && imported.name !== "*") return { name };
  const exported = isDotted ? name : imported.name;
  const module = source === undefined || isPath ? {} : { module: source };
  return { name, foreign: { specifier: imported.specifier, imported: exported, ...module } };
}

function ownModules(modules: readonly (string | undefined)[], sources: Sources): string[] {
  return distinct(modules).filter((module) => isImportable(module, sources, false));
}

function distinct(modules: readonly (string | undefined)[]): string[] {
  return [...new Set(modules)].filter((module) => module !== undefined);
}

/**
 * Whether a generated module may import it by path: a module of the project, except those of packages; or
 * one outside the project if the author imports it by path too.
 */
function isImportable(module: string, { root }: Sources, mayBeOutside: boolean): boolean {
  const relative = path.posix.relative(root, module);
  const isElsewhere = relative.startsWith("../") && !mayBeOutside;
  return !isElsewhere && !relative.includes("node_modules/") && !/\.d\.[cm]?ts$/.test(relative);
}
