import type { Span } from "../../diagnostics/diagnostic.js";
import { findOrigin } from "../../source/find-origin.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { classDecorators, type UncalledDecorator } from "../declaration/callable-declaration.js";

/** A decorator of this package on a class or a member. */
export interface DecoratorSyntax {
  /** The name that the package exports it under. */
  readonly name: string;
  readonly arguments: readonly ts.Expression[];
  /** Its arguments, or the whole decorator. */
  readonly span: Span;
}

/** The decorators of this package on a node, whatever their local names are. */
export function readDecorators(node: ts.Node, sources: Sources): DecoratorSyntax[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.flatMap(({ expression }) => {
    const isCall = ts.isCallExpression(expression);
    const origin = findOrigin(isCall ? expression.expression : expression, "value", sources);
    if (origin?.kind !== "package") return [];
    const given = isCall ? expression.arguments : [];
    const span = argumentsSpan(given, sources) ?? sources.spanOf(expression.parent);
    return [{ name: origin.name, arguments: given, span }];
  });
}

const decoratorNames: ReadonlySet<string> = new Set([
  ...classDecorators,
  "context",
  "param",
  "state",
  "tool",
]);

/** The decorators without parentheses on classes and their members. */
export function readUncalled(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
): UncalledDecorator[] {
  const places = classes.flatMap((node): readonly ts.Node[] => [node, ...node.members]);
  const decorators = places.flatMap((node) =>
    ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [],
  );
  return decorators.flatMap((decorator) => {
    const { expression } = decorator;
    if (ts.isCallExpression(expression)) return [];
    const origin = findOrigin(expression, "value", sources);
    return origin?.kind === "package" && decoratorNames.has(origin.name)
      ? [{ name: origin.name, span: sources.spanOf(decorator) }]
      : [];
  });
}

function argumentsSpan(given: readonly ts.Expression[], sources: Sources): Span | undefined {
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { ...sources.spanOf(first), end: last.getEnd() };
}
