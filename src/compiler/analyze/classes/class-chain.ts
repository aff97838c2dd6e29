import { findExport, findOrigin, packageName } from "../../source/find-origin.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";

/** What a class extends, up to `Agent`. */
export type ClassChain =
  /** It extends `Agent`, with the classes from the first ancestor below `Agent` to the class itself. */
  | { readonly kind: "agent"; readonly classes: readonly ts.ClassLikeDeclaration[] }
  /** It does not extend `Agent`. */
  | { readonly kind: "other" }
  /** It or an ancestor extends a computed value, so it may be an agent. */
  | { readonly kind: "computed"; readonly base: ts.Expression };

/** Follows what a class extends, through imports, to `Agent`. */
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
      return origin.name === "Agent" ? { kind: "agent", classes } : { kind: "other" };
    }
    const declaration: ts.Node | undefined =
      origin?.kind === "declared" ? origin.declarations[0] : undefined;
    const next = declaration && classOf(declaration);
    if (next === undefined) return { kind: "computed", base };
    current = next;
  }
  return { kind: "other" };
}

/** Asks the type checker whether a class extends `Agent` in a way that syntax cannot follow. */
export function extendsAgent(node: ts.ClassLikeDeclaration, sources: Sources): boolean {
  const resolved = sources.resolve(packageName, node.getSourceFile());
  const file = resolved === undefined ? undefined : sources.open(resolved);
  const agent = file && findExport("Agent", file, "value", sources);
  if (agent?.kind !== "declared") return false;
  const checker = sources.checker();
  const isAgent = (type: ts.Type): boolean => {
    const declared = type.getSymbol()?.declarations ?? [];
    return (
      declared.some((declaration) => agent.declarations.some((known) => known === declaration)) ||
      (type.getBaseTypes() ?? []).some(isAgent) ||
      (type.isIntersection() && type.types.some(isAgent))
    );
  };
  return isAgent(checker.getTypeAtLocation(node));
}

/** The expression that a class extends. */
export function baseOf(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression;
}

function classOf(declaration: ts.Node): ts.ClassLikeDeclaration | undefined {
  if (ts.isClassDeclaration(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  return initializer && ts.isClassExpression(initializer) ? initializer : undefined;
}
