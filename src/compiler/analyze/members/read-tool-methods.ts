import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type { MethodDeclaration } from "../declaration/agent-declaration.js";
import { hiddenBy } from "./hidden-by.js";
import { readDecorators } from "../decorators/read-decorators.js";
import { readDoc } from "../syntax/read-doc.js";
import { readName } from "../syntax/read-name.js";
import { readToolInput } from "../types/read-tool-input.js";

/**
 * Reads the decorated methods of a class and its ancestors, and those that override one. A method that is
 * declared again keeps its position.
 * @param classes from the first ancestor to the class itself
 */
export function readToolMethods(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
): MethodDeclaration[] {
  const methods = new Map<string, MethodDeclaration>();
  const leaf = classes.at(-1);
  for (const node of classes) {
    const isDeclared = node.getSourceFile().isDeclarationFile;
    for (const member of node.members) {
      const name = nameOf(member);
      if (name === undefined || leaf === undefined || ts.isConstructorDeclaration(member)) continue;
      const inherited = methods.get(name);
      const isMethod = ts.isMethodDeclaration(member);
      // A declaration file has no decorators, so all its methods may be tools.
      const isSeen = (isDeclared && isMethod) || isDecorated(member);
      // Decorators are on the implementation, after its overloads.
      const isOverload = isMethod && member.body === undefined && !isDeclared;
      if (isOverload || !(isSeen || inherited)) continue;
      methods.set(name, readMethod({ name, member, leaf, inherited, sources }));
    }
  }
  return [...methods.values()];
}

/** The arguments of the nearest `@tools`; none if one of them spreads a list. */
export function readListedTools(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
): readonly Span[] {
  for (const node of classes.toReversed()) {
    const decorator = readDecorators(node, sources).find(({ name }) => name === "tools");
    if (decorator === undefined) continue;
    const isSpread = decorator.arguments.some((argument) => ts.isSpreadElement(argument));
    return isSpread ? [] : decorator.arguments.map((argument) => sources.spanOf(argument));
  }
  return [];
}

function nameOf({ name }: ts.ClassElement): string | undefined {
  if (name === undefined) return undefined;
  return ts.isPrivateIdentifier(name) ? name.text : readName(name);
}

function isDecorated(member: ts.ClassElement): boolean {
  return ts.canHaveDecorators(member) && (ts.getDecorators(member) ?? []).length > 0;
}

interface MethodSyntax {
  readonly name: string;
  readonly member: ts.ClassElement;
  /** The agent's class, which declares or inherits `member`. */
  readonly leaf: ts.ClassLikeDeclaration;
  readonly inherited: MethodDeclaration | undefined;
  readonly sources: Sources;
}

function readMethod({ name, member, leaf, inherited, sources }: MethodSyntax): MethodDeclaration {
  const diagnostics: Diagnostic[] = [];
  const span = sources.spanOf(member.name ?? member);
  const modifier = hiddenBy(member);
  if (modifier !== undefined) diagnostics.push(report("tool/not-public", span, { name, modifier }));
  if (!ts.isMethodDeclaration(member)) {
    const isField =
      ts.isPropertyDeclaration(member) && !ts.isAutoAccessorPropertyDeclaration(member);
    const what = isField ? "a field" : "an accessor";
    diagnostics.push(report("tool/not-a-method", span, { name, what }));
  }
  const input =
    ts.isMethodDeclaration(member) && diagnostics.length === 0
      ? readToolInput({ name, method: member, leaf }, sources, diagnostics)
      : undefined;
  const decorator = readDecorators(member, sources).find((found) => found.name === "tool");
  const [anyDecorator] = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
  const description = readDoc(member) ?? inherited?.description;
  return {
    name,
    span,
    decorated: decorator !== undefined || inherited?.decorated === true,
    ...(input && { input }),
    ...(description !== undefined && { description }),
    toolSpan:
      decorator?.span ??
      (anyDecorator ? sources.spanOf(anyDecorator) : (inherited?.toolSpan ?? span)),
    diagnostics,
  };
}
