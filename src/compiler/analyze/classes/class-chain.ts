import { findExport, findOrigin, packageName } from "../../source/find-origin.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type { CallableKind } from "../declaration/callable-declaration.js";

/** What a class extends, up to `Agent` or `Network`. */
export type ClassChain =
  /** It extends one of the two, with the classes from the first ancestor below it to the class itself. */
  | { readonly kind: CallableKind; readonly classes: readonly ts.ClassLikeDeclaration[] }
  /** It extends neither. */
  | { readonly kind: "other" }
  /** It or an ancestor extends a computed value, so it may be either. */
  | { readonly kind: "computed"; readonly base: ts.Expression };

/** The classes of this package that others extend, and what these become. */
const bases: ReadonlyMap<string, CallableKind> = new Map([
  ["Agent", "agent"],
  ["Network", "network"],
]);

/** Whether a class of this package that others extend has this name. */
export function isBaseName(name: string): boolean {
  return bases.has(name);
}

/** Follows what a class extends, through imports, to `Agent` or `Network`. */
export function readClassChain(node: ts.ClassLikeDeclaration, sources: Sources): ClassChain {
  const classes: ts.ClassLikeDeclaration[] = [];
  let current: ts.ClassLikeDeclaration | undefined = node;
  while (current !== undefined) {
    // tsc reports a class that extends itself.
    if (classes.includes(current)) return { kind: "other" };
    classes.unshift(current);
    const base = baseOf(current);
    if (base === undefined) return { kind: "other" };
    const origin = findOrigin(base, "value", sources);
    if (origin?.kind === "package") {
      const kind = bases.get(origin.name);
      return kind === undefined ? { kind: "other" } : { kind, classes };
    }
    const declaration: ts.Node | undefined =
      origin?.kind === "declared" ? origin.declarations[0] : undefined;
    const next = declaration && classOf(declaration);
    if (next === undefined) return { kind: "computed", base };
    current = next;
  }
  return { kind: "other" };
}

/** Asks the type checker whether a class extends `Agent` or `Network` in a way that syntax cannot follow. */
export function extendsBase(node: ts.ClassLikeDeclaration, sources: Sources): boolean {
  const resolved = sources.resolve(packageName, node.getSourceFile());
  const file = resolved === undefined ? undefined : sources.open(resolved);
  if (file === undefined) return false;
  const known = new Set(
    [...bases.keys()].flatMap((name): readonly ts.Node[] => {
      const found = findExport(name, file, "value", sources);
      return found?.kind === "declared" ? found.declarations : [];
    }),
  );
  if (known.size === 0) return false;
  const checker = sources.checker();
  const isBase = (type: ts.Type): boolean => {
    const declared = type.getSymbol()?.declarations ?? [];
    return (
      declared.some((declaration) => known.has(declaration)) ||
      (type.getBaseTypes() ?? []).some(isBase) ||
      (type.isIntersection() && type.types.some(isBase))
    );
  };
  return isBase(checker.getTypeAtLocation(node));
}

/** The expression that a class extends. */
export function baseOf(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return extensionOf(node)?.expression;
}

/** What a class extends, with the type arguments: `Network<Agents>`. */
export function extensionOf(
  node: ts.ClassLikeDeclaration | undefined,
): ts.ExpressionWithTypeArguments | undefined {
  const clause = node?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0];
}

function classOf(declaration: ts.Node): ts.ClassLikeDeclaration | undefined {
  if (ts.isClassDeclaration(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  return initializer && ts.isClassExpression(initializer) ? initializer : undefined;
}
