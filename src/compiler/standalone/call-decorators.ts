import { quote } from "../emit/source-text.js";
import { findOrigin } from "../source/find-origin.js";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import type { TextEdit } from "./edit-text.js";

/**
 * The edits that turn a module's decorators into calls, in a static block at the end of each class, in the
 * order of `experimentalDecorators`. This package's decorators do not change a class and record the same in
 * every form, so nothing is lost: schemas of params, tools, and what the runtime compares with the
 * generated module to notice a stale one.
 *
 * A class with other decorators is left to TypeScript.
 */
export function callDecorators(file: ts.SourceFile, sources: Sources): TextEdit[] {
  const edits: TextEdit[] = [];
  const visit = (node: ts.Node): void => {
    const calls = ts.isClassLike(node) ? callsOf(node, sources) : [];
    if (ts.isClassLike(node) && calls.length > 0) edits.push(...editClass(node, calls));
    // Whatever is within the decorators of this class moves with them.
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

interface DecoratorCall {
  readonly decorator: ts.Decorator;
  /** The arguments of the call, as text. */
  readonly target: string;
}

/** The calls, in the order in which decorators are applied; none if the class must stay as it is. */
function callsOf(node: ts.ClassLikeDeclaration, sources: Sources): readonly DecoratorCall[] {
  const calls: DecoratorCall[] = [];
  for (const member of node.members) {
    const decorators = decoratorsOf(member);
    if (decorators.length === 0) continue;
    const name = member.name && nameText(member.name);
    if (name === undefined || isStatic(member)) return [];
    const target = `this.prototype, ${name}`;
    calls.push(...decorators.toReversed().map((decorator) => ({ decorator, target })));
  }
  const own = decoratorsOf(node).toReversed();
  calls.push(...own.map((decorator) => ({ decorator, target: "this" })));
  const isMovable = calls.every(({ decorator }) => isOurs(decorator, sources));
  return isMovable && !hasParameterDecorators(node) ? calls : [];
}

function editClass(node: ts.ClassLikeDeclaration, calls: readonly DecoratorCall[]): TextEdit[] {
  const file = node.getSourceFile();
  const edits = calls.map(({ decorator }) => {
    return { start: decorator.getStart(file), end: decorator.getEnd(), text: "" };
  });
  // A field without a semicolon would continue in the next member after the decorator between them is
  // removed.
  for (const member of node.members) {
    const end = member.getEnd();
    if (!ts.isPropertyDeclaration(member) || file.text[end - 1] === ";") continue;
    edits.push({ start: end, end, text: ";" });
  }
  const statements = calls.map(({ decorator, target }) => {
    return `    ${decorator.expression.getText(file)}(${target});\n`;
  });
  const block = `\n  // Its decorators, called.\n  static {\n${statements.join("")}  }\n`;
  const end = node.getEnd() - 1;
  return [...edits, { start: end, end, text: block }];
}

function decoratorsOf(node: ts.Node): readonly ts.Decorator[] {
  return (ts.canHaveDecorators(node) && ts.getDecorators(node)) || [];
}

function hasParameterDecorators({ members }: ts.ClassLikeDeclaration): boolean {
  const parameters = members.flatMap((member) =>
    ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)
      ? [...member.parameters]
      : [],
  );
  return parameters.some((parameter) => decoratorsOf(parameter).length > 0);
}

function nameText(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name)) return quote(name.text);
  return ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.getText() : undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}

function isOurs({ expression }: ts.Decorator, sources: Sources): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const origin = findOrigin(expression.expression, "value", sources);
  return origin?.kind === "package" && !holdsAwaitOrClass(expression);
}

/** A static block may not contain `await`, and a class in an argument may have its own decorators. */
function holdsAwaitOrClass(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isClassLike(node)) return true;
  return ts.forEachChild(node, (child) => holdsAwaitOrClass(child) || undefined) ?? false;
}
