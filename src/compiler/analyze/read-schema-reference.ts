import path from "node:path";
import { moduleScopeOf } from "../source/module-scope.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import type { SchemaReference } from "./agent-declaration.js";
import { readDecorators } from "./read-decorators.js";

/**
 * Finds where the schema of an agent may be exported: the agent's own module, then the module whose
 * `@schema` names it, the one that it is imported from there, and those of the other ancestors.
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
    const { name, source } = given ? readArgument(given, sources) : {};
    const likeliest = [modules[0], node.getSourceFile().fileName, source, ...modules];
    return {
      span: decorator.span,
      ...(name !== undefined && { name }),
      modules: ownModules(likeliest, sources),
    };
  }
  return { span: sources.spanOf(className), modules: ownModules(modules, sources) };
}

/** The exported name of `Story` or `schemas.Story`, and the module that it is imported from. */
function readArgument(
  given: ts.Expression,
  sources: Sources,
): { readonly name?: string; readonly source?: string | undefined } {
  const isDotted = ts.isPropertyAccessExpression(given) && ts.isIdentifier(given.expression);
  const local = isDotted ? given.expression : given;
  if (!ts.isIdentifier(local)) return {};
  const file = given.getSourceFile();
  const imported = moduleScopeOf(file).imports.get(local.text);
  const source = imported && sources.resolve(imported.specifier, file);
  if (isDotted) return { name: given.name.text, source };
  const isNamed = imported !== undefined && imported.name !== "default" && imported.name !== "*";
  return { name: isNamed ? imported.name : local.text, source };
}

/** What a generated module may import by a path: modules of the project, but not of its packages. */
function ownModules(modules: readonly (string | undefined)[], { root }: Sources): string[] {
  return [...new Set(modules)].filter((module) => {
    if (module === undefined) return false;
    const relative = path.posix.relative(root, module);
    const isOutside = relative.startsWith("../") || relative.includes("node_modules/");
    return !isOutside && !/\.d\.[cm]?ts$/.test(relative);
  }) as string[];
}
