import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import type { MemberUse } from "../declaration/callable-declaration.js";
import { readName } from "../syntax/read-name.js";
import { membersInForce } from "./in-force.js";
import { withCasts } from "./with-casts.js";

/**
 * Reads which agents and networks the code of a class names as `this.agents.name`. A use of `this.agents` that
 * does not show the names is reported, and so is a `yield` that does not do what it says.
 * @param classes from the first ancestor to the class itself
 */
export function readMemberUses(
  classes: readonly ts.ClassLikeDeclaration[],
  sources: Sources,
  diagnostics: Diagnostic[],
): readonly MemberUse[] {
  const members = membersInForce(classes);
  // Then it is not what this package has under this name, and another rule or tsc reports it.
  if (members.some(({ name }) => name && readName(name) === "agents")) return [];
  const uses: MemberUse[] = [];
  for (const member of members) {
    for (const node of findAgents(member)) {
      const use = useOf(node);
      if (use === undefined) {
        const how = describe(node);
        diagnostics.push(report("member/escapes", sources.spanOf(node), { how }));
        continue;
      }
      const { name, place, access } = use;
      uses.push({ name, span: sources.spanOf(place) });
      diagnostics.push(...findMisusedYield(access, name, sources));
    }
  }
  return uses;
}

/** Every place where a member of a class reads `agents` from its instance. */
function findAgents(member: ts.ClassElement): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const aliases = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node !== member && hasOwnThis(node)) return;
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      isInstance(node.initializer, aliases)
    ) {
      if (ts.isIdentifier(node.name)) aliases.add(node.name.text);
      else found.push(...node.name.elements.filter(takesAgents));
    }
    if (isAccess(node) && nameOf(node) === "agents" && isInstance(node.expression, aliases)) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (!ts.isClassStaticBlockDeclaration(member) && !isStatic(member)) visit(member);
  return found;
}

function isStatic(member: ts.ClassElement): boolean {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
}

/** Whether `this` is something else within a node. */
function hasOwnThis(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return true;
  return ts.isClassLike(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node);
}

/** `this`, `super`, or the name of a constant that holds `this`. */
function isInstance(node: ts.Expression, aliases: ReadonlySet<string>): boolean {
  const { kind } = node;
  if (kind === ts.SyntaxKind.ThisKeyword || kind === ts.SyntaxKind.SuperKeyword) return true;
  return ts.isIdentifier(node) && aliases.has(node.text);
}

/** `const { agents } = this`. */
function takesAgents(element: ts.ArrayBindingElement): boolean {
  if (!ts.isBindingElement(element)) return false;
  const read = element.propertyName ?? element.name;
  return (ts.isIdentifier(read) || ts.isStringLiteralLike(read)) && read.text === "agents";
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function isAccess(node: ts.Node): node is Access {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** The name that an access reads, if it shows one. */
function nameOf(node: Access): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const { argumentExpression } = node;
  return ts.isStringLiteralLike(argumentExpression) ? argumentExpression.text : undefined;
}

interface Use {
  readonly name: string;
  /** The name. */
  readonly place: ts.Node;
  /** `this.agents.name`. */
  readonly access: ts.Node;
}

/** What the code does with `this.agents`, if it is to read one member by its name. */
function useOf(agents: ts.Node): Use | undefined {
  // `const self = this` may be the beginning of anything.
  if (!isAccess(agents) || ts.isIdentifier(agents.expression)) return undefined;
  const whole = withCasts(agents);
  const access = whole.parent;
  if (!isAccess(access) || access.expression !== whole) return undefined;
  const name = nameOf(access);
  if (name === undefined) return undefined;
  const place = ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression;
  return { name, place, access };
}

function describe(agents: ts.Node): string {
  if (ts.isBindingElement(agents)) return "is taken out of this";
  if (isAccess(agents) && ts.isIdentifier(agents.expression)) {
    return `is read from "${agents.expression.text}" instead of this`;
  }
  const whole = withCasts(agents);
  const { parent } = whole;
  if (ts.isElementAccessExpression(parent) && parent.expression === whole) {
    return "is indexed with a computed name";
  }
  if (ts.isVariableDeclaration(parent)) {
    return ts.isIdentifier(parent.name) ? `is kept as "${parent.name.text}"` : "is destructured";
  }
  return ts.isCallExpression(parent) ? "is passed on" : "is used as a whole";
}

/** `yield this.agents.x()` and `yield* await this.agents.x()`, which compile, and do not stream. */
function findMisusedYield(access: ts.Node, name: string, sources: Sources): Diagnostic[] {
  const called = withCasts(access).parent;
  if (!ts.isCallExpression(called) || called.expression !== withCasts(access)) return [];
  const execution = withCasts(called);
  const awaited = ts.isAwaitExpression(execution.parent) ? withCasts(execution.parent) : undefined;
  const yielded = (awaited ?? execution).parent;
  if (!ts.isYieldExpression(yielded)) return [];
  const isStar = yielded.asteriskToken !== undefined;
  // Each half of both may be meant: the text in one piece, and a copy of its chunks.
  if (isStar === (awaited === undefined)) return [];
  const code = isStar ? "network/yields-output" : "network/yields-execution";
  return [report(code, sources.spanOf(yielded), { name })];
}
