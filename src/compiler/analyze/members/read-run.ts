import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type { RunDeclaration } from "../declaration/network-declaration.js";
import { readName } from "../syntax/read-name.js";

/**
 * Reads the method `run` of a network; `undefined` if there is none with a body.
 * @param classes from the first ancestor to the class itself
 */
export function readRun(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
): RunDeclaration | undefined {
  for (const node of classes.toReversed()) {
    // An implementation comes after its overloads.
    const run = node.members.findLast(({ name }) => name && readName(name) === "run");
    if (run === undefined || isAbstract(run)) continue;
    if (!ts.isMethodDeclaration(run)) return undefined;
    const span = sources.spanOf(run.name);
    if (run.body === undefined) return readDeclared(run, span);
    return {
      span,
      isAsync: hasModifier(run, ts.SyntaxKind.AsyncKeyword),
      isGenerator: run.asteriskToken !== undefined,
      returned: findReturned(run.body).map((value) => sources.spanOf(value)),
    };
  }
  return undefined;
}

/** A declaration file shows neither `async` nor `*`, but what they make the method return. */
function readDeclared({ type }: ts.MethodDeclaration, span: RunDeclaration["span"]) {
  const isGenerator = /^AsyncGenerator\b/.test(type?.getText() ?? "");
  return { span, isAsync: true, isGenerator, returned: [] };
}

function isAbstract(member: ts.ClassElement): boolean {
  return hasModifier(member, ts.SyntaxKind.AbstractKeyword);
}

function hasModifier(member: ts.ClassElement, kind: ts.SyntaxKind): boolean {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return modifiers.some((modifier) => modifier.kind === kind);
}

/** The values that a function itself returns. */
function findReturned(node: ts.Node): readonly ts.Expression[] {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return [];
  if (ts.isReturnStatement(node)) {
    return node.expression === undefined || isNothing(node.expression) ? [] : [node.expression];
  }
  const found: ts.Expression[] = [];
  ts.forEachChild(node, (child) => void found.push(...findReturned(child)));
  return found;
}

function isNothing(value: ts.Expression): boolean {
  return ts.isVoidExpression(value) || (ts.isIdentifier(value) && value.text === "undefined");
}
